import type { Places } from './places.ts'
import { PlainText } from './plain-text.ts'

/** A document of a YAML text. */
export interface PlainDocument {
  readonly value: unknown
  /** Where what it holds stands. */
  readonly places: Places
}

/** Deeper texts go to a parser that says how deep is too deep. */
const deepest = 200

/**
 * Reads the YAML that people mostly write: block mappings and sequences of scalars and short collections in brackets. It takes a
 * fraction of the time of a parser of all of YAML, and knows the line of everything. Undefined for all else, be it right or wrong.
 * What it reads nests less deep than the limit.
 */
export function readPlainYaml(text: string): readonly PlainDocument[] | undefined {
  const read = new PlainReader(text).read()
  if (text.length >= long) last = { text, isRead: read !== undefined }
  return read
}

/** True if `readPlainYaml` reads a text. A long one that it has just seen is not read again to know that. */
export function isPlainYaml(text: string): boolean {
  return last?.text === text ? last.isRead : readPlainYaml(text) !== undefined
}

const long = 100_000
let last: { readonly text: string; readonly isRead: boolean } | undefined

class PlainReader {
  readonly #text: PlainText
  #depth = 0
  /** Of the value that was read last, if it was a block. */
  #places: Places | undefined

  constructor(text: string) {
    this.#text = new PlainText(text)
  }

  read(): readonly PlainDocument[] | undefined {
    const text = this.#text
    const documents: PlainDocument[] = []
    while (text.nextDocument()) {
      const value = this.#block(text.line)
      if (text.column !== -1 || this.#places === undefined) text.lose()
      else documents.push({ value, places: this.#places })
    }
    return text.isLost || documents.length === 0 ? undefined : documents
  }

  /** The block that begins where the text is; `line` is that of its key. */
  #block(line: number): unknown {
    const { column, isDash } = this.#text
    return isDash ? this.#sequence(column, line) : this.#mapping(column, { line, key: this.#text.key() })
  }

  #mapping(column: number, first: { readonly line: number; readonly key: string | undefined }): unknown {
    const text = this.#text
    const value: Record<string, unknown> = {}
    const keys: string[] = []
    const entries: (number | Places)[] = []
    this.#enter()
    for (let key = first.key; ; key = text.key()) {
      const { line } = text
      if (key === undefined || Object.hasOwn(value, key)) text.lose()
      else {
        value[key] = this.#valueOf(column, line)
        keys.push(key)
        entries.push(this.#places ?? line)
      }
      if (text.column !== column || text.isDash) break
    }
    this.#leave(column, { line: first.line, keys, entries })
    if (text.column === column) text.lose()
    return value
  }

  /** What stands behind a colon, or below it. */
  #valueOf(column: number, line: number): unknown {
    const text = this.#text
    this.#places = undefined
    if (!text.endsLine()) return text.inline(column)
    if (text.column > column) return this.#block(line)
    // A sequence may stand as far to the left as the key that it belongs to.
    if (text.column !== column || !text.isDash) return null
    return this.#sequence(column, line)
  }

  #sequence(column: number, line: number): unknown[] {
    const text = this.#text
    const value: unknown[] = []
    const entries: (number | Places)[] = []
    this.#enter()
    do {
      const own = text.line
      value.push(this.#item(column))
      entries.push(this.#places ?? own)
    } while (text.column === column && text.isDash)
    this.#leave(column, { line, keys: undefined, entries })
    return value
  }

  // What is empty behind a dash, parsers do not agree about.
  #item(column: number): unknown {
    const text = this.#text
    const { line } = text
    this.#places = undefined
    text.afterDash()
    if (text.isDash) return this.#sequence(text.column, line)
    const own = text.column
    const key = text.key()
    if (key !== undefined) return this.#mapping(own, { line, key })
    return text.inline(column)
  }

  #enter(): void {
    this.#depth += 1
    if (this.#depth > deepest) this.#text.lose()
  }

  #leave(column: number, places: Places): void {
    this.#depth -= 1
    if (this.#text.column > column) this.#text.lose()
    this.#places = places
  }
}
