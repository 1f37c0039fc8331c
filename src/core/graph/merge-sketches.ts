import { type IntColumn, none } from './int-columns.ts'
import { type Sketches, termForms } from './sketches.ts'

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
    this.#texts = new Int32Array(from.texts.list.length).fill(none)
    this.#terms = new Int32Array(from.terms.form.length).fill(none)
  }

  /** Adds files from one to before another. */
  append(from: number, to: number): void {
    const { files, subjects, facts } = this.#into
    const [firstFile, firstSubject, firstFact] = [files.name.length, subjects.form.length, facts.code.length]
    this.#into.append(this.#from, from, to)
    this.#renumber([files.name, files.asking], firstFile, this.#text)
    const { name, version, type, words, pointer } = subjects
    this.#renumber([name, version, type, words, pointer], firstSubject, this.#text)
    this.#renumber([facts.file, facts.pointer, facts.verb], firstFact, this.#text)
    this.#renumber([facts.source, facts.target], firstFact, this.#term)
  }

  #renumber(columns: readonly IntColumn[], from: number, numberOf: (value: number) => number): void {
    for (const column of columns) column.renumber(from, numberOf)
  }

  readonly #text = (text: number): number => {
    if (text === none) return none
    const known = this.#texts[text] ?? none
    if (known !== none) return known
    const found = this.#into.texts.of(this.#from.texts.at(text))
    this.#texts[text] = found
    return found
  }

  // What is less than nothing is a subject of the file.
  readonly #term = (term: number): number => {
    if (term < 0) return term
    const known = this.#terms[term] ?? none
    if (known !== none) return known
    const { terms } = this.#from
    const form = terms.form.at(term)
    const of = terms.of.at(term)
    const found = this.#into.term({
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
    })
    this.#terms[term] = found
    return found
  }
}
