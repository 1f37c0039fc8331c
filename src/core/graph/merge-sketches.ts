import { type IntColumn, none } from './int-columns.ts'
import { type Sketches, type TermRow, termForms } from './sketches.ts'

const capability = termForms.indexOf('capability')

/** Adds files of sketches to others, where the same texts and terms have other numbers. */
export class SketchMerger {
  readonly #from: Sketches
  readonly #into: Sketches
  /** The numbers there, by the numbers here. */
  readonly #texts: Int32Array
  readonly #terms: Int32Array

  constructor(from: Sketches, into: Sketches) {
    this.#from = from
    this.#into = into
    this.#texts = into.texts.ofAll(from.texts.list)
    this.#terms = new Int32Array(from.terms.form.length).fill(none)
    const terms = [...this.#terms.keys()]
    const isCapability = (term: number) => from.terms.form.at(term) === capability
    this.#addTerms(terms.filter((term) => !isCapability(term)))
    // These tell of agents, which are terms, too.
    this.#addTerms(terms.filter(isCapability))
  }

  /** Adds files from one to before another. */
  append(from: number, to: number): void {
    const { files, subjects, facts } = this.#into
    const [firstFile, firstSubject, firstFact] = [files.name.length, subjects.form.length, facts.code.length]
    this.#into.append(this.#from, from, to)
    renumber([files.name, files.asking], firstFile, this.#text)
    const { name, version, type, words, pointer } = subjects
    renumber([name, version, type, words, pointer], firstSubject, this.#text)
    renumber([facts.file, facts.pointer, facts.verb], firstFact, this.#text)
    renumber([facts.source, facts.target], firstFact, this.#term)
  }

  #addTerms(terms: readonly number[]): void {
    const numbers = this.#into.termsOf(terms.map((term) => this.#rowOf(term)))
    for (const [place, term] of terms.entries()) this.#terms[term] = numbers[place] ?? none
  }

  #rowOf(term: number): TermRow {
    const { terms } = this.#from
    const form = terms.form.at(term)
    const of = terms.of.at(term)
    return {
      form,
      kind: this.#text(terms.kind.at(term)),
      id: this.#text(terms.id.at(term)),
      name: this.#text(terms.name.at(term)),
      more: this.#text(terms.more.at(term)),
      of: form === capability ? this.#term(of) : of,
      file: this.#text(terms.file.at(term)),
      document: terms.document.at(term),
      pointer: this.#text(terms.pointer.at(term)),
      line: terms.line.at(term),
    }
  }

  readonly #text = (text: number): number => this.#texts[text] ?? none

  // What is less than nothing is a subject of the file.
  readonly #term = (term: number): number => (term < 0 ? term : (this.#terms[term] ?? none))
}

function renumber(columns: readonly IntColumn[], from: number, numberOf: (value: number) => number): void {
  for (const column of columns) column.renumber(from, numberOf)
}
