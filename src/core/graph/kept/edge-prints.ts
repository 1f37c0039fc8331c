import type { EdgeTable } from '../edge-table.ts'
import { joinedPrint, TextPrints } from './print.ts'

// Odd numbers of 32 bits without a pattern: what is said is the sum of what its fields say, each times another one.
const [a, b, c, d, e, f, g] = [
  0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646d, 0xfd7046c5,
] as const

/** Tells what an edge says apart by two hashes; one loop over numbers, since there are very many. */
export class EdgePrints {
  readonly #table: EdgeTable
  readonly #ids: TextPrints
  readonly #texts: TextPrints
  #first = 0
  #second = 0

  constructor(table: EdgeTable) {
    this.#table = table
    this.#ids = new TextPrints(table.ids)
    this.#texts = new TextPrints(table.texts.list)
  }

  /** Of the edges from one to before another. */
  of(from: number, to: number): number {
    this.#first = from - to
    this.#second = to - from
    for (let edge = from; edge < to; edge += 1) this.#addEnds(edge)
    const { starts } = this.#table.columns
    this.#addEvidence(starts[from] ?? 0, starts[to] ?? 0)
    return joinedPrint(this.#first, this.#second)
  }

  #addEnds(edge: number): void {
    const { columns, weights } = this.#table
    const [source, target, code] = [columns.sources[edge] ?? 0, columns.targets[edge] ?? 0, columns.codes[edge] ?? 0]
    const { first, second } = this.#ids
    if (first[source] === 0) this.#ids.take(source)
    if (first[target] === 0) this.#ids.take(target)
    const said = (columns.starts[edge + 1] ?? 0) - (columns.starts[edge] ?? 0)
    // Weights have four digits.
    const weight = (weights[target] ?? 1) * 1e5
    const ends = Math.imul(first[source] ?? 0, a) + Math.imul(first[target] ?? 0, b)
    const others = Math.imul(second[source] ?? 0, b) + Math.imul(second[target] ?? 0, a)
    this.#add(
      ends + Math.imul(code, c) + Math.imul(said, d) + Math.imul(weight, e),
      others + Math.imul(code, e) + Math.imul(said, c) + Math.imul(weight, d),
    )
  }

  #addEvidence(from: number, to: number): void {
    const { facts, columns } = this.#table
    const { first, second } = this.#texts
    const [files, documents, pointers] = [facts.file.values(), facts.document.values(), facts.pointer.values()]
    const [lines, verbs, codes] = [facts.line.values(), facts.verb.values(), facts.code.values()]
    for (let place = from; place < to; place += 1) {
      const row = columns.said[place] ?? 0
      const [file, pointer, verb] = [files[row] ?? 0, pointers[row] ?? 0, verbs[row] ?? 0]
      if (first[file] === 0) this.#texts.take(file)
      if (first[pointer] === 0) this.#texts.take(pointer)
      if (first[verb] === 0) this.#texts.take(verb)
      const texts = Math.imul(first[file] ?? 0, a) + Math.imul(first[pointer] ?? 0, b) + Math.imul(first[verb] ?? g, c)
      const others =
        Math.imul(second[file] ?? 0, b) + Math.imul(second[pointer] ?? 0, c) + Math.imul(second[verb] ?? g, a)
      const [document, line, code] = [documents[row] ?? 0, lines[row] ?? 0, codes[row] ?? 0]
      this.#add(
        texts + Math.imul(document, d) + Math.imul(line, e) + Math.imul(code, f),
        others + Math.imul(document, f) + Math.imul(line, d) + Math.imul(code, e),
      )
    }
  }

  #add(first: number, second: number): void {
    this.#first = Math.imul(this.#first ^ first, a)
    this.#first ^= this.#first >>> 15
    this.#second = Math.imul(this.#second ^ second, b) + d
    this.#second ^= this.#second >>> 13
  }
}
