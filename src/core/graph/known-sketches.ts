import type { WorkspaceFiles } from '#core/workspace'
import { none } from './int-columns.ts'
import { isOurs, Sketches } from './sketches.ts'

/** Sketches of an earlier time, of files that are as they were then. */
export class KnownSketches {
  readonly sketches: Sketches
  /** The files that were looked at and are not known, with the hashes of their content. */
  readonly others = new Map<string, string>()
  /** Rows of files that are as they were. */
  readonly found = new Map<string, number>()
  readonly #files: WorkspaceFiles
  readonly #rows = new Map<string, number>()

  constructor(sketches: Sketches, files: WorkspaceFiles) {
    this.sketches = isCluttered(sketches) ? new Sketches() : sketches
    this.#files = files
    const { size, texts, files: rows } = this.sketches
    for (let row = 0; row < size; row += 1) this.#rows.set(texts.at(rows.name.at(row)), row)
  }

  /** Whether all that the graph takes from a file is known, if its content has this hash. */
  readonly isKnown = (file: string, hash: string): boolean => {
    if (this.found.has(file)) return true
    const row = this.#rows.get(file)
    const { files, hashes } = this.sketches
    const isSame = row !== undefined && hashes[row] === hash && this.#isAnswered(files.asking.at(row))
    if (isSame) this.found.set(file, row)
    else this.others.set(file, hash)
    return isSame
  }

  /** True if nothing is known. */
  get isEmpty(): boolean {
    return this.#rows.size === 0
  }

  /** How many of the files that are as they were hold something. */
  get hits(): number {
    const { flags } = this.sketches.files
    return [...this.found.values()].filter((row) => (flags.at(row) & isOurs) !== 0).length
  }

  /** Whether these differ from what is known. */
  isStale(sketches: Sketches): boolean {
    return this.others.size > 0 || this.found.size < this.#rows.size || sketches.names !== this.sketches.names
  }

  #isAnswered(asking: number): boolean {
    if (asking === none) return true
    const { asked, answers } = JSON.parse(this.sketches.texts.at(asking)) as { asked: string[]; answers: string }
    return this.#files.inquiry.answersTo(asked) === answers
  }
}

// What nobody speaks of any more is forgotten when all is sketched anew.
function isCluttered({ texts, firstTexts = 0 }: Sketches): boolean {
  return texts.list.length > 2 * firstTexts + 1000
}
