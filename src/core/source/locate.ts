import { isCollection, isMap, isNode, isScalar, type Node } from 'yaml'
import type { Diagnostic, Finding, Place, Position } from '#core/diagnostics'
import { parsePointer } from '#core/json'
import { fixMaker } from './fix-text.ts'
import { limits, nestingBound } from './limits.ts'
import { jsonLocator } from './locate-json.ts'
import { looseFields } from './loose-frontmatter.ts'
import { splitFrontmatter } from './markdown.ts'
import { formatOf } from './parse.ts'
import { type Locator, type Offsets, remembered, spanOffsets, toPosition, top } from './positions.ts'
import type { ScalarStyle } from './scalar-offsets.ts'
import { LineIndex } from './text.ts'
import { isReadFast } from './yaml-fast.ts'
import { type OpenYaml, openYaml, yamlNodeAt } from './yaml-nodes.ts'
import { type LineRange, YamlOutline } from './yaml-outline.ts'
import { isPlainYaml } from './yaml-plain/read-plain-yaml.ts'

export interface LocateOptions {
  /** Gives the position of a place that is known, or finds it. */
  readonly recall?: ((place: Place, find: () => Position) => Position) | undefined
  /** Whether a file is known to be plain YAML; if not, that is found out. */
  readonly isPlain?: (file: string) => boolean
}

/** Turns findings into diagnostics: adds lines and columns. `readText` gives a file's text, or undefined if there is none. */
export function locateFindings(
  findings: readonly Finding[],
  readText: (file: string) => string | undefined,
  { recall = (_, find) => find(), isPlain }: LocateOptions = {},
): Diagnostic[] {
  const locators = new Map<string, Locator>()
  const positionOf = (place: Place): Position => place.position ?? recall(place, () => find(place))
  const find = (place: Place): Position => {
    let locator = locators.get(place.file)
    if (locator === undefined) {
      const text = readText(place.file)
      locator = text === undefined ? () => top : locatorOf(place.file, text, isPlain)
      locators.set(place.file, locator)
    }
    return locator(place)
  }
  const makers = new Map<string, ReturnType<typeof fixMaker>>()
  const makerFor = (file: string) => {
    const maker = makers.get(file) ?? fixMaker(readText(file) ?? '', formatOf(file) ?? 'yaml')
    makers.set(file, maker)
    return maker
  }
  return findings.map((finding) => {
    const { code, severity, message, hint, file, document = 0, pointer, related } = finding
    const position = positionOf(finding)
    const fix = finding.fix && makerFor(file)(finding.fix, position)
    const relatedLocations = related?.map((place) => {
      const { line, column } = positionOf(place)
      return { file: place.file, line, column, message: place.message }
    })
    return {
      code,
      severity,
      message,
      hint,
      file,
      ...position,
      ...(document === 0 ? {} : { document }),
      pointer,
      ...(fix === undefined ? {} : { fix: { text: fix.text, ...(fix.position === position ? {} : fix.position) } }),
      ...(relatedLocations ? { related: relatedLocations } : {}),
    }
  })
}

// A file is looked at several times in a row, and parsing it for positions is what takes longest.
let last: { readonly file: string; readonly text: string; readonly locator: Locator } | undefined

function locatorOf(file: string, text: string, isPlain: LocateOptions['isPlain']): Locator {
  if (last?.file !== file || last.text !== text) last = { file, text, locator: createLocator(file, text, isPlain) }
  return last.locator
}

/** Finds places in one file. */
export function createLocator(file: string, text: string, isKnown?: LocateOptions['isPlain']): Locator {
  if (text.length > limits.fileBytes) return () => top
  const format = formatOf(file) ?? 'yaml'
  if (format === 'json') return jsonLocator(text)
  const parts = format === 'markdown' ? splitFrontmatter(text) : undefined
  if (format === 'markdown' && parts === undefined) return () => top
  const { frontmatter: source, lineOffset } = parts ?? { frontmatter: text, lineOffset: 0 }
  const isPlain = isKnown?.(file) === true || isPlainYaml(source)
  // What was refused before parsing must not reach a recursive parser here.
  if (!isPlain && nestingBound(text, format) > limits.nestingBeforeParsing) return () => top
  const outline = isPlain || isReadFast(source) ? YamlOutline.of(source) : undefined
  let slow: Locator | undefined
  return (place) => {
    const { document = 0, pointer, target = 'value', span } = place
    const range = span === undefined ? outline?.rangeOf(document, pointer, target) : undefined
    if (range !== undefined) return onOneLine(range, lineOffset)
    slow ??= parsedLocator(source, { lineOffset, isFrontmatter: parts !== undefined })
    return slow(place)
  }
}

function onOneLine({ line, columns: [start, end] }: LineRange, lineOffset: number): Position {
  const number = line + 1 + lineOffset
  return { line: number, column: start + 1, endLine: number, endColumn: Math.max(start + 1, end) + 1 }
}

/** Finds places in YAML with the parser that knows them, and is slow. */
export function parsedLocator(
  source: string,
  { lineOffset, isFrontmatter }: { lineOffset: number; isFrontmatter: boolean },
): Locator {
  const open = openYaml(source)
  const isBroken = isFrontmatter && open.documents.some(({ errors }) => errors.length > 0)
  const loose = isBroken ? looseLocator(source, lineOffset) : undefined
  return loose ?? yamlLocator(source, open, lineOffset)
}

// Fields that are YAML by themselves are looked into; of the others the whole text is what is meant.
function looseLocator(text: string, lineOffset: number): Locator | undefined {
  const fields = looseFields(text)
  if (fields === undefined) return undefined
  const lines = new LineIndex(text, lineOffset)
  return ({ pointer, target }) => {
    const [key, ...rest] = parsePointer(pointer)
    const field = fields.findLast((each) => each.key === key) ?? fields[0]
    if (field === undefined) return top
    const { start, valueStart, valueEnd, isStrict } = field
    const node = isStrict && rest.length > 0 ? nodeIn(field.text, pointer) : undefined
    if (node?.range != null) return toPosition(lines, text, [start + node.range[0], start + node.range[1]])
    const isKey = field.key !== key || target === 'key' || valueEnd === valueStart
    return isKey ? lines.range(start, start + field.key.length) : lines.range(valueStart, valueEnd)
  }
}

function nodeIn(text: string, pointer: string): Node | undefined {
  const [document] = openYaml(text).documents
  return document === undefined ? undefined : yamlNodeAt(document, pointer).value
}

function yamlLocator(text: string, { documents }: OpenYaml, lineOffset: number): Locator {
  const lines = new LineIndex(text, lineOffset)
  const offsetsOf = remembered()
  return (place) => {
    const document = documents[place.document ?? 0]
    if (document === undefined) return top
    const { key, value, isExact } = yamlNodeAt(document, place.pointer)
    const preferKey = place.target === 'key' || !isExact || (isCollection(value) && key !== undefined)
    const node = firstKeyOf(preferKey ? (key ?? value) : (value ?? key))
    if (node?.range == null) return top
    const [start, end] = node.range
    const span = node === value && isExact ? place.span : undefined
    const offsets: Offsets = [start, end]
    if (span === undefined || !isScalar(node) || typeof node.value !== 'string') return toPosition(lines, text, offsets)
    const written = { text, start, end, value: node.value, style: styles[node.type ?? ''] ?? 'plain' }
    return toPosition(lines, text, spanOffsets(written, span, offsetsOf))
  }
}

// A whole document is pointed at by its first key; a range over many lines would say nothing.
function firstKeyOf(node: Node | undefined): Node | undefined {
  const first = isMap(node) ? node.items[0]?.key : undefined
  return isNode(first) ? first : node
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  BLOCK_FOLDED: 'folded',
  BLOCK_LITERAL: 'literal',
  PLAIN: 'plain',
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
}
