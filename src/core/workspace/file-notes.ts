import type { Place, Position } from '#core/diagnostics'
import type { Inquiry, Kept } from './inquiry.ts'
import type { FileMemory } from './memory.ts'

/** What follows from more answers is found anew each time. */
const mostAsked = 100

interface Sources {
  readonly memory: FileMemory
  readonly inquiry: Inquiry
  /** What the content of a file is remembered by; undefined if it cannot be read. */
  readonly keyOf: (file: string) => string | undefined
}

/** What follows from single files, remembered with their content, by name. */
export class FileNotes {
  readonly #sources: Sources

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** Plain data that follows from one file alone. Undefined if it cannot be read, or if that is what comes of `work`. */
  note<T>(file: string, name: string, work: () => T | undefined): T | undefined {
    const hash = this.#sources.keyOf(file)
    if (hash === undefined) return undefined
    const notes = this.#of(file, hash)
    if (notes[name] !== undefined) return notes[name] as T
    const value = work()
    if (value === undefined) return undefined
    notes[name] = value
    this.#keep(file)
    return value
  }

  /** The same for what follows from other files, too. It holds for as long as what was asked has the same answers. */
  noteAsking<T>(file: string, name: string, work: () => T | undefined): T | undefined {
    const { inquiry } = this.#sources
    const notes = this.note<{ kept?: Kept<T> }>(file, name, () => ({}))
    if (notes === undefined) return undefined
    const { value, ...asking } = inquiry.renew<T | undefined>(notes.kept, work)
    if (value === undefined || asking.asked.length > mostAsked || !inquiry.isSound) return value
    if (notes.kept?.answers === asking.answers) return value
    notes.kept = { value, ...asking }
    this.#keep(file)
    return value
  }

  /** Where something is. To find that, all of its file is parsed. */
  position(place: Place, find: () => Position): Position {
    const { file, document, pointer, target, span } = place
    const known = this.note<Record<string, Position>>(file, 'positions', () => ({}))
    if (known === undefined) return find()
    const key = JSON.stringify([document ?? 0, pointer, target ?? 'value', span?.start, span?.end])
    const position = known[key] ?? find()
    if (known[key] === undefined) {
      known[key] = position
      this.#keep(file)
    }
    return position
  }

  #of(file: string, hash: string): Record<string, unknown> {
    const { memory } = this.#sources
    const known = memory.get<Record<string, unknown>>(file, 'notes', hash)
    if (known !== undefined) return known
    const notes = {}
    memory.begin(file, 'notes', notes)
    return notes
  }

  #keep(file: string): void {
    const { memory, keyOf } = this.#sources
    const hash = keyOf(file)
    if (hash !== undefined) memory.set({ file, name: 'notes', hash }, this.#of(file, hash))
  }
}
