import { type Node as JsonNode, parseTree } from 'jsonc-parser'
import type { Place, Position } from '#core/diagnostics'
import { parsePointer } from '#core/json'
import { JsonOutline, type JsonSpot, NotStrictJson } from './json-outline.ts'
import { hasDistinctKeys } from './json-text.ts'
import { limits, nestingBound } from './limits.ts'
import { type Locator, remembered, spanOffsets, toPosition, top } from './positions.ts'
import type { scalarOffsets } from './scalar-offsets.ts'
import { LineIndex } from './text.ts'

/** Above this, a tree of the text takes more memory than all else. */
const largeJson = 500_000

/** Finds places in a JSON text. */
export function jsonLocator(text: string): Locator {
  return text.length > largeJson ? largeLocator(text) : treeLocator(text)
}

function largeLocator(text: string): Locator {
  const outline = new JsonOutline(text, { areKeysDistinct: hasDistinctKeys(text) })
  const lines = new LineIndex(text)
  const offsetsOf = remembered()
  let slow: Locator | undefined
  return (place) => {
    try {
      const { spot, isExact } = outline.find(parsePointer(place.pointer))
      const first = text[spot.start]
      return positionIn({ end: spot.start + 1, ...spot, isExact, isContainer: first === '{' || first === '[' }, place, {
        ...{ text, lines, offsetsOf },
        textOf: () => JSON.parse(text.slice(spot.start, spot.end)) as unknown,
      })
    } catch (error) {
      if (!(error instanceof NotStrictJson)) throw error
      slow ??= treeLocator(text)
      return slow(place)
    }
  }
}

function treeLocator(text: string): Locator {
  // What was refused before parsing must not reach a recursive parser here.
  if (nestingBound(text, 'json') > limits.nestingBeforeParsing) return () => top
  const lines = new LineIndex(text)
  const offsetsOf = remembered()
  const tree = parseTree(text)
  return (place) => {
    if (tree === undefined) return top
    let node = tree
    const isExact = parsePointer(place.pointer).every((segment) => {
      const child = jsonChild(node, segment)
      node = child ?? node
      return child !== undefined
    })
    const name = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
    const key = name && { start: name.offset, end: name.offset + name.length }
    const spot = { start: node.offset, end: node.offset + node.length, ...(key === undefined ? {} : { key }) }
    const isContainer = node.type === 'object' || node.type === 'array'
    const { value } = node as { value: unknown }
    return positionIn({ ...spot, isExact, isContainer }, place, { text, lines, offsetsOf, textOf: () => value })
  }
}

function positionIn(
  { start, end, key, isExact, isContainer }: JsonSpot & { end: number; isExact: boolean; isContainer: boolean },
  place: Place,
  {
    text,
    lines,
    offsetsOf,
    textOf,
  }: { text: string; lines: LineIndex; offsetsOf: typeof scalarOffsets; textOf: () => unknown },
): Position {
  const preferKey = place.target === 'key' || !isExact || isContainer
  if (preferKey && key !== undefined) return toPosition(lines, text, [key.start, key.end])
  // A whole document is pointed at by its opening bracket.
  if (isContainer) return toPosition(lines, text, [start, start + 1])
  const isText = text[start] === '"' && !preferKey
  if (place.span === undefined || !isText) return toPosition(lines, text, [start, end])
  const written = { text, start, end, value: String(textOf()), style: 'json' } as const
  return toPosition(lines, text, spanOffsets(written, place.span, offsetsOf))
}

function jsonChild(node: JsonNode, segment: string): JsonNode | undefined {
  if (node.type === 'array') return node.children?.[Number(segment)]
  return node.children?.findLast((property) => property.children?.[0]?.value === segment)?.children?.[1]
}
