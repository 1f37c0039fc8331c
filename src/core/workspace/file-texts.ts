import { type Decoded, decodeText, type FindLine, lineFinder, linesOf, type SourceDocument } from '#core/source'
import type { ObservedTree } from './observed-tree.ts'

/** Longer texts are read again when they are wanted again. */
const mostKept = 1_000_000

const nowhere: FindLine = () => undefined

/** The texts of the files of a tree, and where things stand in them. */
export class FileTexts {
  readonly #tree: ObservedTree
  readonly #texts = new Map<string, string | undefined>()
  readonly #finders = new Map<string, FindLine>()
  /** What was read last is mostly wanted next, however long it is. */
  #last: { readonly file: string; readonly decoded: Decoded } | undefined

  constructor(tree: ObservedTree) {
    this.#tree = tree
  }

  /** Throws OssaError if the file cannot be read. */
  decoded(file: string): Decoded {
    if (this.#last?.file === file) return this.#last.decoded
    const decoded = decodeText(this.#tree.read(file))
    this.#last = { file, decoded }
    const text = 'text' in decoded ? decoded.text : undefined
    if (text === undefined || text.length <= mostKept) this.#texts.set(file, text)
    return decoded
  }

  /** Undefined if the file cannot be read, or is no text. */
  text(file: string): string | undefined {
    this.#tree.lookAt(file)
    if (this.#texts.has(file)) return this.#texts.get(file)
    const decoded = this.#tree.failureOf(file) === undefined ? this.decoded(file) : undefined
    return decoded && 'text' in decoded ? decoded.text : undefined
  }

  lines(file: string): string[] | undefined {
    const text = this.text(file)
    return text === undefined ? undefined : linesOf(text)
  }

  /** Finds the lines of places in a file, sooner if it was parsed. */
  finder(file: string, documents: readonly SourceDocument[] | undefined): FindLine {
    this.#tree.hashOf(file)
    const known = this.#finders.get(file)
    if (known !== undefined) return known
    const text = this.text(file)
    if (text === undefined) return nowhere
    const finder = lineFinder(file, text, documents)
    this.#finders.set(file, finder)
    return finder
  }

  /** Makes room: the file is not asked for again, or seldom. */
  forget(file: string): void {
    this.#texts.delete(file)
    this.#finders.delete(file)
  }
}
