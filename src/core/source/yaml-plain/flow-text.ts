import {
  beginsPlain,
  charactersOf,
  closingQuote,
  colon,
  comma,
  dash,
  doubleQuote,
  endOfWord,
  hash,
  isOrdinaryKey,
  plainValue,
  quotedValue,
  singleQuote,
  space,
  unread,
} from './scalars.ts'

const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** Characters before which a plain scalar may end. All else goes on with it, whatever follows. */
const mayEnd = charactersOf('\n,[]{}:#')

/** A collection in brackets that stands on one line of a text that ends with a line end. */
export class FlowText {
  readonly #text: string
  /** Where reading goes on. */
  at: number

  constructor(text: string, at: number) {
    this.#text = text
    this.at = at
  }

  /** The value that begins here. It may nest as deep as `depth`. */
  read(depth: number): unknown {
    const code = this.#text.charCodeAt(this.at)
    if (depth === 0) return unread
    if (code === openBracket) return this.#sequence(depth)
    if (code === openBrace) return this.#mapping(depth)
    return code === doubleQuote || code === singleQuote ? this.#quoted() : this.#plain()
  }

  #sequence(depth: number): unknown {
    const items: unknown[] = []
    this.#next()
    if (this.#ends(closeBracket)) return items
    do {
      const value = this.read(depth - 1)
      if (value === unread) return unread
      items.push(value)
    } while (this.#continues())
    return this.#ends(closeBracket) ? items : unread
  }

  #mapping(depth: number): unknown {
    const members: Record<string, unknown> = {}
    this.#next()
    if (this.#ends(closeBrace)) return members
    do {
      const key = this.#key()
      const value = key === undefined || Object.hasOwn(members, key) ? unread : this.read(depth - 1)
      if (key === undefined || value === unread) return unread
      members[key] = value
    } while (this.#continues())
    return this.#ends(closeBrace) ? members : unread
  }

  /** A key and the colon behind it. */
  #key(): string | undefined {
    const first = this.#text.charCodeAt(this.at)
    const isQuoted = first === doubleQuote || first === singleQuote
    const key = isQuoted ? this.#quoted() : this.#written()
    this.#spaces()
    const isKey = this.#text.charCodeAt(this.at) === colon
    if (typeof key !== 'string' || !isKey || (isQuoted ? key === '__proto__' : !isOrdinaryKey(key))) return undefined
    // Behind a quoted key a value may follow at once.
    if (!isQuoted && this.#text.charCodeAt(this.at + 1) !== space) return undefined
    this.#next()
    return key
  }

  #quoted(): unknown {
    const start = this.at
    const end = closingQuote(this.#text, start)
    this.at = end + 1
    return end === -1 ? unread : quotedValue(this.#text, start, end)
  }

  #plain(): unknown {
    const written = this.#written()
    return written === unread ? unread : plainValue(written)
  }

  /** A plain scalar as it is written: up to what ends it here. */
  #written(): string | typeof unread {
    const text = this.#text
    const start = this.at
    if (!beginsPlain(text.charCodeAt(start)) && !this.#isNegative()) return unread
    let at = start + 1
    for (;;) {
      while (mayEnd[text.charCodeAt(at)] !== true) at += 1
      const code = text.charCodeAt(at)
      if (code === comma || code === closeBracket || code === closeBrace) break
      if (code === colon) {
        if (/[ \n,[\]{}]/.test(text.charAt(at + 1))) break
      } else if (code !== hash || text.charCodeAt(at - 1) === space) return unread
      at += 1
    }
    this.at = at
    return text.slice(start, endOfWord(text, start, at))
  }

  #isNegative(): boolean {
    return this.#text.charCodeAt(this.at) === dash && beginsPlain(this.#text.charCodeAt(this.at + 1))
  }

  #next(): void {
    this.at += 1
    this.#spaces()
  }

  #spaces(): void {
    while (this.#text.charCodeAt(this.at) === space) this.at += 1
  }

  /** Whether a comma follows, and then goes on to what comes behind it. */
  #continues(): boolean {
    this.#spaces()
    if (this.#text.charCodeAt(this.at) !== comma) return false
    this.#next()
    return true
  }

  #ends(bracket: number): boolean {
    if (this.#text.charCodeAt(this.at) !== bracket) return false
    this.at += 1
    return true
  }
}
