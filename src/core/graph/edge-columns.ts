import { factCodes } from './fact-codes.ts'
import type { IntColumn } from './int-columns.ts'
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
export function edgesOf(statements: Statements, ranks: Int32Array, sketches: Sketches): EdgeColumns {
  const { targets, facts } = statements
  const { code } = sketches.facts
  const compare = placesIn(facts, sketches)
  const edges = new EdgeList(facts.length)
  const { starts, keys } = sortedKeys(statements, ranks, code)
  for (let source = 0; source < ranks.length; source += 1) {
    const last = starts[source + 1] ?? 0
    for (let place = starts[source] ?? 0; place < last; ) {
      const edge = edgeOf(keys[place], facts.length)
      const first = place
      for (place += 1; place < last && edgeOf(keys[place], facts.length) === edge; ) place += 1
      const isAlone = place === first + 1
      const said = isAlone ? undefined : saidIn(keys.subarray(first, place), facts.length, compare)
      const one = said?.[0] ?? statementOf(keys[first], facts.length)
      edges.add({ source, target: ranks[targets[one] ?? 0] ?? 0, code: code.at(facts[one] ?? 0) })
      if (said === undefined) edges.say(facts[one] ?? 0)
      else for (let at = 0; at < said.length; at += 1) edges.say(facts[said[at] ?? 0] ?? 0)
    }
  }
  return edges.columns()
}

/** Statements of the same, by where they are made, each place once: two expressions in one text are one place. */
function saidIn(keys: Float64Array, size: number, compare: (a: number, b: number) => number): number[] {
  const said: number[] = []
  let isSorted = true
  for (let at = 0; at < keys.length; at += 1) {
    const statement = statementOf(keys[at], size)
    if (at > 0 && compare(said[at - 1] ?? 0, statement) >= 0) isSorted = false
    said.push(statement)
  }
  // Files are mostly gone through as they are written.
  if (isSorted) return said
  said.sort(compare)
  return said.filter((statement, index) => index === 0 || compare(said[index - 1] ?? 0, statement) !== 0)
}

/**
 * Statements by the rank of what they lead from, each as a number: by kind and target, and by itself among equal ones. Numbers are
 * sorted without asking anybody.
 */
function sortedKeys({ sources, targets, facts }: Statements, ranks: Int32Array, code: IntColumn) {
  const size = facts.length
  const starts = new Int32Array(ranks.length + 1)
  for (let statement = 0; statement < size; statement += 1) {
    const next = (ranks[sources[statement] ?? 0] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let rank = 0; rank < ranks.length; rank += 1) starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0)
  const free = starts.slice()
  const keys = new Float64Array(size)
  for (let statement = 0; statement < size; statement += 1) {
    const rank = ranks[sources[statement] ?? 0] ?? 0
    const place = free[rank] ?? 0
    const order = orderOfCodes[code.at(facts[statement] ?? 0)] ?? 0
    keys[place] = (order * ranks.length + (ranks[targets[statement] ?? 0] ?? 0)) * size + statement
    free[rank] = place + 1
  }
  for (let rank = 0; rank < ranks.length; rank += 1) {
    const first = starts[rank] ?? 0
    const last = starts[rank + 1] ?? 0
    if (last - first > few) keys.subarray(first, last).sort()
    else sortFew(keys, first, last)
  }
  return { starts, keys }
}

/** So few numbers are sorted before it is said which. */
const few = 32

function sortFew(keys: Float64Array, first: number, last: number): void {
  for (let next = first + 1; next < last; next += 1) {
    const key = keys[next] ?? 0
    let place = next
    for (; place > first && (keys[place - 1] ?? 0) > key; place -= 1) keys[place] = keys[place - 1] ?? 0
    keys[place] = key
  }
}

function edgeOf(key: number | undefined, size: number): number {
  return Math.floor((key ?? 0) / size)
}

function statementOf(key: number | undefined, size: number): number {
  return (key ?? 0) - edgeOf(key, size) * size
}

/** Compares statements by the places where they are made. */
function placesIn(facts: readonly number[], sketches: Sketches): (a: number, b: number) => number {
  const { file, document, pointer, line } = sketches.facts
  return (a, b) => {
    const one = facts[a] ?? 0
    const other = facts[b] ?? 0
    return (
      compareTexts(file.at(one), file.at(other), sketches.texts) ||
      document.at(one) - document.at(other) ||
      compareTexts(pointer.at(one), pointer.at(other), sketches.texts) ||
      line.at(one) - line.at(other)
    )
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
