import { codeOf, factCodes } from './fact-codes.ts'
import { addRow, none } from './int-columns.ts'
import type { NodeTable } from './node-table.ts'
import type { Resolver } from './resolver.ts'
import { type Sketches, termForms } from './sketches.ts'

/** That facts lead from one node to another. Nodes are in the order in which they came. */
export class Statements {
  readonly sources: number[] = []
  readonly targets: number[] = []
  /** Rows of facts. */
  readonly facts: number[] = []
  readonly #sketches: Sketches
  readonly #nodes: NodeTable
  readonly #resolver: Resolver
  /** Of the facts of files. */
  readonly #columns: Readonly<Record<'source' | 'code', Int32Array>>
  /** The operations that agents are bound to, by their OpenAPI document. */
  readonly #operations = new Map<string, Set<number>>()
  /** Facts that lead to all operations of a document. */
  readonly #providing: (readonly [fact: number, file: number])[] = []

  constructor(sketches: Sketches, nodes: NodeTable, resolver: Resolver) {
    this.#sketches = sketches
    this.#nodes = nodes
    this.#resolver = resolver
    const { source, code } = sketches.facts
    this.#columns = { source: source.values(), code: code.values() }
  }

  /** What is said in a file. */
  addFile(file: number): void {
    const { facts, terms } = this.#sketches
    const [first, last] = this.#sketches.rowsOf(file, 'facts')
    for (let fact = first; fact < last; fact += 1) {
      const term = facts.target.at(fact)
      if (term >= 0 && this.#addSettled(fact, term, file)) continue
      if (term >= 0 && terms.form.at(term) === document) this.#providing.push([fact, file])
      else this.#addFact(fact, file)
    }
  }

  /** When all files are there. */
  addProvided(): void {
    const { facts, terms, texts } = this.#sketches
    for (const [fact, file] of this.#providing) {
      const source = this.#resolver.source(fact, file)
      const used = this.#operations.get(texts.at(terms.name.at(facts.target.at(fact)))) ?? []
      if (source !== undefined) for (const operation of used) this.#add(source, operation, fact)
    }
  }

  /** One schema fits the other: that is said where each of them stands. */
  addFit(output: number, input: number, nodes: NodeTable): void {
    const { facts } = this.#sketches
    for (const end of [output, input]) {
      addRow(facts, { code: fits, ...nodes.spotOf(end) })
      this.#add(output, input, facts.code.length - 1)
    }
  }

  // Most of what a file says is that it leads to what files before it have led to, and for that no more need be known.
  #addSettled(fact: number, term: number, file: number): boolean {
    const { source, code } = this.#columns
    const own = source[fact] ?? 0
    const target = this.#resolver.unplaced[term] ?? none
    if (own >= 0 || target === none || isSpecial[code[fact] ?? 0] === true) return false
    const { ofSubjects, rows } = this.#nodes
    const subject = ofSubjects[this.#sketches.files.subjects.at(file) - 1 - own] ?? none
    if (subject === none || (rows[target] ?? file) >= file) return false
    this.#add(subject, target, fact)
    return true
  }

  #addFact(fact: number, file: number): void {
    const { facts, terms, texts } = this.#sketches
    const target = this.#resolver.target(fact, file)
    const source = target === undefined ? undefined : this.#resolver.source(fact, file)
    if (source === undefined || target === undefined) return
    const code = facts.code.at(fact)
    if (source === target && factCodes[code]?.isBetweenTwo === true) return
    this.#add(source, target, fact)
    if (code !== calls) return
    const owner = texts.at(terms.more.at(facts.target.at(fact)))
    const known = this.#operations.get(owner)
    if (known === undefined) this.#operations.set(owner, new Set([target]))
    else known.add(target)
  }

  #add(source: number, target: number, fact: number): void {
    this.sources.push(source)
    this.targets.push(target)
    this.facts.push(fact)
  }
}

const document = termForms.indexOf('document')
const calls = codeOf('operation-use', 'calls')
/** What is said in these ways is looked at more closely. */
const isSpecial = factCodes.map(({ isBetweenTwo }, code) => isBetweenTwo || code === calls)
const fits = codeOf('schema-fit', 'fits')
