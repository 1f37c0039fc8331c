import type { EdgeTable } from '../edge-table.ts'
import type { Span } from './joined.ts'
import { joinedPrint, TextPrints } from './print.ts'

// Odd numbers of 32 bits without a pattern: what is said is the sum of what its fields say, each times another one.
const [a, b, c, d, e, f, g] = [
  0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646d, 0xfd7046c5,
] as const

/** Two hashes of each of many. */
interface Prints {
  readonly first: Int32Array
  readonly second: Int32Array
}

/**
 * Of the edges from each start to before the next: what tells apart what they say. In loops over numbers that know nothing else,
 * since there are very many, and mostly little time to make a loop fast.
 */
export function edgePrints(table: EdgeTable, starts: readonly number[]): Float64Array {
  const ends = endPrints(table)
  const evidence = evidencePrints(table)
  const places = table.columns.starts
  const prints = new Float64Array(starts.length - 1)
  for (let block = 0; block < prints.length; block += 1) {
    const edges = { from: starts[block] ?? 0, to: starts[block + 1] ?? 0 }
    const said = { from: places[edges.from] ?? 0, to: places[edges.to] ?? 0 }
    const length = edges.to - edges.from
    const first = mixed(ends.first, edges, mixed(evidence.first, said, length))
    const second = mixed(ends.second, edges, mixed(evidence.second, said, -length))
    prints[block] = joinedPrint(first, second)
  }
  return prints
}

function mixed(prints: Int32Array, { from, to }: Span, start: number): number {
  let all = start
  for (let place = from; place < to; place += 1) {
    all = Math.imul(all ^ (prints[place] ?? 0), a)
    all ^= all >>> 15
  }
  return all
}

/** Of what each edge says by itself. */
function endPrints({ columns, weights, ids }: EdgeTable): Prints {
  const { sources, targets, codes, starts } = columns
  const texts = new TextPrints(ids)
  const { first, second } = texts
  const ends = { first: new Int32Array(sources.length), second: new Int32Array(sources.length) }
  for (let edge = 0; edge < sources.length; edge += 1) {
    const source = sources[edge] ?? 0
    const target = targets[edge] ?? 0
    const code = codes[edge] ?? 0
    if (first[source] === 0) texts.take(source)
    if (first[target] === 0) texts.take(target)
    const said = (starts[edge + 1] ?? 0) - (starts[edge] ?? 0)
    // Weights have four digits.
    const weight = (weights[target] ?? 1) * 1e5
    const one = Math.imul(first[source] ?? 0, a) + Math.imul(first[target] ?? 0, b)
    const other = Math.imul(second[source] ?? 0, b) + Math.imul(second[target] ?? 0, a)
    ends.first[edge] = one + Math.imul(code, c) + Math.imul(said, d) + Math.imul(weight, e)
    ends.second[edge] = other + Math.imul(code, e) + Math.imul(said, c) + Math.imul(weight, d)
  }
  return ends
}

/** Of each place where something is said. */
function evidencePrints({ facts, columns, texts: { list } }: EdgeTable): Prints {
  const texts = new TextPrints(list)
  const { first, second } = texts
  const files = facts.file.values()
  const documents = facts.document.values()
  const pointers = facts.pointer.values()
  const lines = facts.line.values()
  const verbs = facts.verb.values()
  const codes = facts.code.values()
  const { said } = columns
  const all = { first: new Int32Array(said.length), second: new Int32Array(said.length) }
  for (let place = 0; place < said.length; place += 1) {
    const row = said[place] ?? 0
    const file = files[row] ?? 0
    const pointer = pointers[row] ?? 0
    const verb = verbs[row] ?? 0
    if (first[file] === 0) texts.take(file)
    if (first[pointer] === 0) texts.take(pointer)
    if (first[verb] === 0) texts.take(verb)
    const one = Math.imul(first[file] ?? 0, a) + Math.imul(first[pointer] ?? 0, b) + Math.imul(first[verb] ?? g, c)
    const other = Math.imul(second[file] ?? 0, b) + Math.imul(second[pointer] ?? 0, c) + Math.imul(second[verb] ?? g, a)
    const document = documents[row] ?? 0
    const line = lines[row] ?? 0
    const code = codes[row] ?? 0
    all.first[place] = one + Math.imul(document, d) + Math.imul(line, e) + Math.imul(code, f)
    all.second[place] = other + Math.imul(document, f) + Math.imul(line, d) + Math.imul(code, e)
  }
  return all
}
