import { unprintable } from '../yaml-fast.ts'
import { readBlockScalar } from './block-scalar.ts'
import { FlowText } from './flow-text.ts'
import {
  beginsPlain,
  closingQuote,
  colon,
  dash,
  doubleQuote,
  endOfWord,
  hash,
  isOrdinaryKey,
  lessThan,
  longestKey,
  newline,
  plainValue,
  quotedValue,
  singleQuote,
  space,
  unread,
} from './scalars.ts'

/** Collections in brackets on one line seldom nest at all. */
const deepestFlow = 50

/** A YAML text that is gone through from content to content. What is unusual ends it at once. */
export class PlainText {
  /** Of what comes next, counted from 0; -1 at the end of a document. */
  column = -1
  /** Of what comes next, counted from 0. */
  line = 0
  /** Whether what comes next is the dash of an item. */
  isDash = false
  /** Whether it holds anything that is not read here. */
  isLost = false
  readonly #text: string
  /** Whether its last line has no end. */
  readonly #isCut: boolean
  #at = 0
  /** The next colon that may end a key, at or behind this offset. */
  #colon = -1
  #lineStart = 0
  #isStarted = false
  /** How many lines without content came before what comes next. */
  #skippedLines = 0
  /** Whether there is no comment between the text that was read last and what comes next. */
  #hasNoComment = true
  /** Whether a line of three dashes comes next. */
  #isSeparator = false

  constructor(text: string) {
    this.#isCut = !text.endsWith('\n')
    this.#text = this.#isCut ? `${text}\n` : text
    if (text.includes('\t') || text.includes('\r') || unprintable.test(text)) this.lose()
  }

  lose(): void {
    this.isLost = true
    this.#end(this.#text.length)
    this.#isSeparator = false
  }

  /** Goes to the first content of the next document; false if there is none. */
  nextDocument(): boolean {
    if (this.isLost) return false
    if (!this.#isStarted) {
      this.#isStarted = true
      this.#toContent(0)
      if (!this.#isSeparator) return this.column !== -1
    }
    if (!this.#isSeparator) return false
    this.#isSeparator = false
    this.line += 1
    this.#toContent(this.#at)
    // An empty document.
    if (this.column === -1) this.lose()
    return !this.isLost
  }

  /** The key that comes next; the text is then behind its colon. */
  key(): string | undefined {
    const text = this.#text
    const start = this.#at
    const first = text.charCodeAt(start)
    if (first === doubleQuote || first === singleQuote) return this.#quotedKey()
    if (!beginsPlain(first)) return undefined
    const end = this.#nextColon(start)
    if (end - start > longestKey) return undefined
    const key = text.slice(start, endOfWord(text, start, end))
    // Else it is a text before a comment, and the colon is part of that.
    if (key.includes('\n') || key.includes(' #')) return undefined
    if (!isOrdinaryKey(key)) return undefined
    this.#at = end + 1
    return key
  }

  // It may be far away, and is then not looked for again.
  #nextColon(start: number): number {
    if (this.#colon >= start) return this.#colon
    const text = this.#text
    let at = text.indexOf(':', start)
    while (at !== -1 && !isKeyEnd(text, at)) at = text.indexOf(':', at + 1)
    this.#colon = at === -1 ? text.length : at
    return this.#colon
  }

  #quotedKey(): string | undefined {
    const text = this.#text
    const end = closingQuote(text, this.#at)
    const key = end === -1 ? unread : quotedValue(text, this.#at, end)
    const at = this.#behindSpaces(end + 1)
    if (typeof key !== 'string' || key === '__proto__' || end - this.#at > longestKey || !isKeyEnd(text, at))
      return undefined
    this.#at = at + 1
    return key
  }

  /** Goes to what stands behind a dash. */
  afterDash(): void {
    const at = this.#behindSpaces(this.#at + 1)
    const code = this.#text.charCodeAt(at)
    if (code === newline || code === hash) this.lose()
    else this.#goTo(at)
  }

  /** Whether nothing more stands on the line; then what comes next is below it. */
  endsLine(): boolean {
    const at = this.#behindSpaces(this.#at)
    const code = this.#text.charCodeAt(at)
    const isEnd = code === newline || (code === hash && at > this.#at)
    if (isEnd) this.#nextLine(at)
    else this.#at = at
    return isEnd
  }

  /** A value that is no block, of an entry that stands in `column`. What comes next is below it. */
  inline(column: number): unknown {
    const value = this.#inline(column)
    // What is indented further would be part of the value.
    if (value === unread || this.column > column) this.lose()
    return value
  }

  #inline(column: number): unknown {
    const text = this.#text
    const start = this.#at
    switch (text[start]) {
      case '"':
      case "'": {
        const end = closingQuote(text, start)
        return end === -1 ? unread : this.#endedBy(end + 1, quotedValue(text, start, end))
      }
      case '[':
      case '{': {
        const flow = new FlowText(text, start)
        const value = flow.read(deepestFlow)
        return value === unread ? unread : this.#endedBy(flow.at, value)
      }
      case '|':
      case '>': {
        const { value, end, lines } = readBlockScalar(text, start, column)
        // How many line ends there are is then not for us to say.
        if (value === unread || (this.#isCut && end === text.length && text[start + 1] === '+')) return unread
        this.line += lines
        this.#toContent(end)
        return value
      }
      default:
        return this.#plain(column)
    }
  }

  #plain(column: number): unknown {
    const text = this.#text
    const first = text.charCodeAt(this.#at)
    const next = text.charCodeAt(this.#at + 1)
    const isNegative = first === dash && next !== space && next !== newline
    if (!beginsPlain(first) && !isNegative && first !== lessThan) return unread
    let written = this.#restOfLine()
    // A text may go on in the next lines; not behind a comment, which is found further in, where no entry can be.
    while (this.column > column && written !== unread && this.#hasNoComment) {
      const breaks = this.#skippedLines
      const more = this.#restOfLine()
      written = more === unread ? unread : written + (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + more
    }
    return written === unread || written === '<<' ? unread : plainValue(written)
  }

  /** What stands on the line from here on, before a comment. What comes next is below it. */
  #restOfLine(): string | typeof unread {
    const text = this.#text
    const start = this.#at
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end)
    const comment = line.includes('#') ? line.indexOf(' #') : -1
    const written = text.slice(start, endOfWord(text, start, comment === -1 ? end : start + comment))
    const before = this.line
    if (written.includes(':') && (written.includes(': ') || written.endsWith(':'))) return unread
    this.line += 1
    this.#toContent(end + 1)
    this.#skippedLines = this.line - before - 1
    this.#hasNoComment = comment === -1 && (this.#skippedLines === 0 || !text.slice(end, this.#at).includes('#'))
    return written
  }

  /** A value behind which the line must end. */
  #endedBy(at: number, value: unknown): unknown {
    this.#at = at
    return this.endsLine() ? value : unread
  }

  /** Goes on below the line in which an offset lies. */
  #nextLine(at: number): void {
    this.line += 1
    this.#toContent(this.#text.indexOf('\n', at) + 1)
  }

  /** Goes to the first content from the start of a line on. */
  #toContent(start: number): void {
    const text = this.#text
    let at = start
    for (; at < text.length; this.line += 1) {
      this.#lineStart = at
      at = this.#behindSpaces(at)
      const code = text.charCodeAt(at)
      if (code !== newline && code !== hash) {
        this.#goTo(at)
        if (this.column === 0) this.#lookForMarker(code)
        return
      }
      at = text.indexOf('\n', at) + 1
    }
    this.#end(at)
  }

  #lookForMarker(code: number): void {
    const at = this.#at
    if (this.#text.startsWith('---', at)) {
      if (this.#text.charCodeAt(at + 3) !== newline) this.lose()
      else {
        this.#isSeparator = true
        this.#end(at + 4)
      }
    } else if (code === 0x25 || this.#text.startsWith('...', at)) this.lose()
  }

  #goTo(at: number): void {
    const next = this.#text.charCodeAt(at + 1)
    this.#at = at
    this.column = at - this.#lineStart
    this.isDash = this.#text.charCodeAt(at) === dash && (next === space || next === newline)
  }

  #end(at: number): void {
    this.#at = at
    this.column = -1
    this.isDash = false
  }

  #behindSpaces(start: number): number {
    let at = start
    while (this.#text.charCodeAt(at) === space) at += 1
    return at
  }
}

/** Whether there is a colon that ends a key. */
function isKeyEnd(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== colon) return false
  const next = text.charCodeAt(at + 1)
  return next === space || next === newline
}
