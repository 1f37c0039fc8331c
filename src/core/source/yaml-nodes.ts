import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml'
import { appendPointer, parsePointer } from '#core/json'
import { limits } from './limits.ts'

export interface OpenYaml {
  readonly documents: readonly Document.Parsed[]
  /** The parser, which recurses, has given up: there are no documents. */
  readonly isTooDeep?: boolean
}

/** Parses with positions. Problems are in `errors` and `warnings` of each document. */
export function openYaml(text: string): OpenYaml {
  // A directive for another version would change what scalars mean; it is reported elsewhere and read as a comment.
  const source = text.replace(/^%YAML/gm, '#YAML').replace(/\r(?!\n)/g, '\n')
  if (isDeepFlow(source)) return { documents: [], isTooDeep: true }
  try {
    const documents = parseAllDocuments(source, options)
    return { documents: Array.isArray(documents) ? documents : [] }
  } catch (error) {
    // There are more ways to nest than can be counted beforehand.
    if (error instanceof RangeError) return { documents: [], isTooDeep: true }
    throw error
  }
}

// Where the stack ends while an expression is compiled, the process ends too, and nothing can be caught. So brackets are counted as the
// parser does, if there are many.
function isDeepFlow(source: string): boolean {
  if (!hasManyBrackets(source)) return false
  let depth = 0
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') depth += 1
    else if ((token === ']' || token === '}') && depth > 0) depth -= 1
    if (depth > limits.nestingBeforeParsing) return true
  }
  return false
}

function hasManyBrackets(source: string): boolean {
  let count = 0
  for (const _ of source.matchAll(/[[{]/g)) {
    count += 1
    if (count > limits.nestingBeforeParsing) return true
  }
  return false
}

// Merges are left to `yamlValue`; tags that JSON has no values for are reported as unresolved.
const options = {
  schema: 'core',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/** The text of a mapping key, as it stands in a JSON pointer. */
export function keyText(pair: Pair): string {
  return nodeText(pair.key, 0)
}

// The library writes a key inside a key as JSON inside a string, which doubles with each level.
function nodeText(node: unknown, depth: number): string {
  if (isScalar(node)) return String(node.value)
  if (isAlias(node)) return `*${node.source}`
  if (!isMap(node) && !isSeq(node)) return 'null'
  if (depth === shownLevels) return '…'
  const shown = (node.items as unknown[]).slice(0, shownItems).map((item) => {
    if (!isPair(item)) return nodeText(item, depth + 1)
    const key = nodeText(item.key, depth + 1)
    return item.value === null ? key : `${key}: ${nodeText(item.value, depth + 1)}`
  })
  const text = [...shown, ...(node.items.length > shownItems ? ['…'] : [])].join(', ')
  return isMap(node) ? `{${text}}` : `[${text}]`
}

const shownLevels = 3
const shownItems = 4

/** Calls back for each pair and item below a node, parents first; `earlier` is the first pair of the same key. Aliases are not entered. */
export function walkYaml(
  node: unknown,
  pointer: string,
  visit: (found: { node: unknown; pointer: string; pair?: Pair; earlier?: Pair | undefined }) => void,
): void {
  if (isMap(node)) {
    const first = new Map<string, Pair>()
    for (const pair of node.items as Pair[]) {
      const key = keyText(pair)
      const child = appendPointer(pointer, key)
      visit({ node: pair.value, pointer: child, pair, earlier: first.get(key) })
      if (!first.has(key)) first.set(key, pair)
      walkYaml(pair.value, child, visit)
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const child = appendPointer(pointer, index)
      visit({ node: item, pointer: child })
      walkYaml(item, child, visit)
    }
  }
}

export interface FoundNode {
  readonly key?: Node | undefined
  readonly value?: Node | undefined
  /** False when the pointer leads further than the document does. */
  readonly isExact: boolean
}

/** The node a pointer leads to, or its nearest ancestor that exists. */
export function yamlNodeAt(document: Document.Parsed, pointer: string): FoundNode {
  let found: FoundNode = { value: document.contents ?? undefined, isExact: true }
  for (const segment of parsePointer(pointer)) {
    const next = childOf(document, found.value, segment)
    if (next === undefined) return { ...found, isExact: false }
    found = next
  }
  return found
}

const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

// Of equal keys the last one counts. Made once: a file with thousands of findings is asked thousands of times.
function pairsByKey(map: YAMLMap): ReadonlyMap<string, Pair> {
  const index = indexes.get(map) ?? new Map((map.items as Pair[]).map((pair) => [keyText(pair), pair]))
  indexes.set(map, index)
  return index
}

function childOf(document: Document.Parsed, parent: unknown, segment: string): FoundNode | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent
  if (isSeq(node)) {
    const item = node.items[Number(segment)]
    return item === undefined ? undefined : { value: item as Node, isExact: true }
  }
  if (!isMap(node)) return undefined
  const pairs = node.items as Pair[]
  const pair = pairsByKey(node).get(segment)
  if (pair !== undefined) return { key: pair.key as Node, value: (pair.value as Node) ?? undefined, isExact: true }
  for (const merge of pairs.filter((candidate) => keyText(candidate) === '<<')) {
    const sources = isSeq(merge.value) ? merge.value.items : [merge.value]
    for (const source of sources) {
      const inherited = childOf(document, source, segment)
      if (inherited !== undefined) return inherited
    }
  }
  return undefined
}
