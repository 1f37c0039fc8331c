import { factCodes } from './fact-codes.ts'
import { compareTexts } from './node-table.ts'
import type { Sketches } from './sketches.ts'
import type { Statements } from './statements.ts'

/** Edges as numbers, sorted. Nodes are known by their place among the sorted nodes. */
export interface EdgeColumns {
  readonly sources: Int32Array
  readonly targets: Int32Array
  /** What kind each is, and how it follows from manifests. */
  readonly codes: Int32Array
  /** Where the evidence of each begins, and of the last ends. */
  readonly starts: Int32Array
  /** Rows of facts. */
  readonly said: Int32Array
}

// The order of kinds by name.
const kinds = [...new Set(factCodes.map(({ kind }) => kind))].sort()
const orderOfCodes = factCodes.map(({ kind }) => kinds.indexOf(kind))

/** Sorts statements, and makes one edge of those that say the same. `ranks` are of nodes. */
export function edgesOf({ sources, targets, facts }: Statements, ranks: Int32Array, sketches: Sketches): EdgeColumns {
  const rankOf = (node: number | undefined) => ranks[node ?? 0] ?? 0
  const { code, file, document, pointer, line } = sketches.facts
  const orderOf = (statement: number) => orderOfCodes[code.at(facts[statement] ?? 0)] ?? 0
  const compareEdges = (a: number, b: number) => orderOf(a) - orderOf(b) || rankOf(targets[a]) - rankOf(targets[b])
  const comparePlaces = (a: number, b: number) => {
    const [one, other] = [facts[a] ?? 0, facts[b] ?? 0]
    return (
      compareTexts(file.at(one), file.at(other), sketches.texts) ||
      document.at(one) - document.at(other) ||
      compareTexts(pointer.at(one), pointer.at(other), sketches.texts) ||
      line.at(one) - line.at(other)
    )
  }
  const compare = (a: number, b: number) => compareEdges(a, b) || comparePlaces(a, b)
  const edges = new EdgeList(facts.length)
  for (const group of bySource(sources, ranks)) {
    let last: number | undefined
    for (const statement of group.sort(compare)) {
      const row = facts[statement] ?? 0
      const isNew = last === undefined || compareEdges(last, statement) !== 0
      if (isNew)
        edges.add({ source: rankOf(sources[statement]), target: rankOf(targets[statement]), code: code.at(row) })
      // Each place once: two expressions in one text are one place.
      if (isNew || last === undefined || comparePlaces(last, statement) !== 0) edges.say(row)
      last = statement
    }
  }
  return edges.columns()
}

/** Statements by the rank of what they lead from, in the order in which they came. */
function* bySource(sources: readonly number[], ranks: Int32Array): Generator<number[]> {
  const starts = new Int32Array(ranks.length + 1)
  for (const node of sources) {
    const next = (ranks[node] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let rank = 0; rank < ranks.length; rank += 1) starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0)
  const free = starts.slice()
  const sorted = new Int32Array(sources.length)
  for (let statement = 0; statement < sources.length; statement += 1) {
    const rank = ranks[sources[statement] ?? 0] ?? 0
    const place = free[rank] ?? 0
    sorted[place] = statement
    free[rank] = place + 1
  }
  for (let rank = 0; rank < ranks.length; rank += 1) {
    const [first, last] = [starts[rank] ?? 0, starts[rank + 1] ?? 0]
    if (last > first) yield Array.from(sorted.subarray(first, last))
  }
}

/** Edges as they come in, at most one for each statement. */
class EdgeList {
  readonly #sources: Int32Array
  readonly #targets: Int32Array
  readonly #codes: Int32Array
  readonly #starts: Int32Array
  readonly #said: Int32Array
  #edges = 0
  #places = 0

  constructor(most: number) {
    this.#sources = new Int32Array(most)
    this.#targets = new Int32Array(most)
    this.#codes = new Int32Array(most)
    this.#starts = new Int32Array(most + 1)
    this.#said = new Int32Array(most)
  }

  add({ source, target, code }: { source: number; target: number; code: number }): void {
    this.#sources[this.#edges] = source
    this.#targets[this.#edges] = target
    this.#codes[this.#edges] = code
    this.#starts[this.#edges] = this.#places
    this.#edges += 1
  }

  say(row: number): void {
    this.#said[this.#places] = row
    this.#places += 1
  }

  columns(): EdgeColumns {
    this.#starts[this.#edges] = this.#places
    return {
      sources: this.#sources.subarray(0, this.#edges),
      targets: this.#targets.subarray(0, this.#edges),
      codes: this.#codes.subarray(0, this.#edges),
      starts: this.#starts.subarray(0, this.#edges + 1),
      said: this.#said.subarray(0, this.#places),
    }
  }
}
