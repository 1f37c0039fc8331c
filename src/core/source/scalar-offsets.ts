/** How a text is written in its file. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'json'

export interface WrittenScalar {
  readonly style: ScalarStyle
  /** The whole file, or as much of it as has been parsed. */
  readonly text: string
  /** Where the scalar begins, with its quotes or its indicator. */
  readonly start: number
  readonly end: number
  /** What it says. */
  readonly value: string
}

/**
 * Where each character of a text begins in the file, and where the last one ends. Undefined if what is written is not understood:
 * then nothing is lost but precision.
 */
export function scalarOffsets(scalar: WrittenScalar): readonly number[] | undefined {
  const { style, value } = scalar
  if (value.length > longest) return undefined
  const reader = style === 'literal' || style === 'folded' ? new BlockReader(scalar) : new FlowReader(scalar)
  const offsets: number[] = []
  while (offsets.length < value.length) {
    const step = reader.next(value, offsets.length)
    if (step === undefined) return undefined
    for (let unit = 0; unit < step.length; unit += 1) offsets.push(step.at)
  }
  return [...offsets.slice(0, value.length), reader.position]
}

const longest = 100_000

interface Step {
  readonly at: number
  /** How many characters of the value stand there. */
  readonly length: number
}

// `\` and what follows: `\n`, `\x41`, `\u0041`, `\U00000041`.
const escapeSequence = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^\r\n])/y
const lineBreak = /[ \t]*(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*/y
const escapedBreak = /\\(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*/y

/** Plain and quoted texts: line breaks are folded, whatever their indentation. */
class FlowReader {
  readonly #scalar: WrittenScalar
  position: number

  constructor(scalar: WrittenScalar) {
    this.#scalar = scalar
    this.position = scalar.start + (scalar.style === 'plain' ? 0 : 1)
  }

  next(value: string, index: number): Step | undefined {
    const { text, style } = this.#scalar
    if (style === 'double') this.#skip(escapedBreak)
    const at = this.position
    if (at >= this.#scalar.end) return undefined
    if ((style === 'double' || style === 'json') && text[at] === '\\') return this.#escaped(value, index)
    if (style === 'single' && text[at] === "'") return this.#take(text.startsWith("''", at) ? 2 : 0, 1)
    const folded = style === 'json' ? undefined : this.#skip(lineBreak)
    if (folded !== undefined) return { at, length: breaksAt(value, index) }
    return text[at] === value[index] ? this.#take(1, 1) : undefined
  }

  #escaped(value: string, index: number): Step | undefined {
    const { text } = this.#scalar
    escapeSequence.lastIndex = this.position
    const written = escapeSequence.exec(text)?.[0]
    const isLong = written?.startsWith('\\U') === true && (value.codePointAt(index) ?? 0) > 0xffff
    return this.#take(written?.length ?? 0, isLong ? 2 : 1)
  }

  #take(characters: number, length: number): Step | undefined {
    if (characters === 0) return undefined
    const at = this.position
    this.position += characters
    return { at, length }
  }

  #skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.#scalar.text)?.[0]
    this.position += found?.length ?? 0
    return found
  }
}

// One break is a space; of several, all but the first are kept.
function breaksAt(value: string, index: number): number {
  if (value[index] !== '\n') return 1
  return /^\n+/.exec(value.slice(index))?.[0].length ?? 1
}

const header = /[|>](?:[1-9][+-]?|[+-][1-9]?)?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)/y

/** Texts below `|` and `>`: lines of the same indentation. */
class BlockReader {
  readonly #scalar: WrittenScalar
  readonly #indentation: number
  position: number

  constructor(scalar: WrittenScalar) {
    this.#scalar = scalar
    header.lastIndex = scalar.start
    const opening = header.exec(scalar.text)?.[0] ?? ''
    this.position = scalar.start + opening.length
    this.#indentation = this.#findIndentation()
    this.position += this.#spacesAt(this.position)
  }

  // The first line of the value that says something stands at the indentation, with its own spaces after it.
  #findIndentation(): number {
    const { text, value } = this.#scalar
    const body = text.slice(this.position)
    const first = value.split('\n').find((line) => line.trim() !== '') ?? ''
    const written = body.split(/\r\n|\n|\r/).find((line) => line.trim() !== '') ?? ''
    return leadingSpaces(written) - leadingSpaces(first)
  }

  #spacesAt(position: number): number {
    const { text } = this.#scalar
    let count = 0
    while (count < this.#indentation && text[position + count] === ' ') count += 1
    return count
  }

  next(value: string, index: number): Step | undefined {
    const { text, style } = this.#scalar
    const at = this.position
    if (at >= this.#scalar.end) return undefined
    if (!isBreak(text[at])) {
      if (text[at] !== value[index]) return undefined
      this.position += 1
      return { at, length: 1 }
    }
    if (style === 'literal') {
      this.#nextLine()
      return value[index] === '\n' ? { at, length: 1 } : undefined
    }
    // Folded: several breaks stand for all but the first, or for all beside lines that are indented further.
    while (isBreak(text[this.position]) && this.position < this.#scalar.end) this.#nextLine()
    return { at, length: breaksAt(value, index) }
  }

  #nextLine(): void {
    this.position += this.#scalar.text.startsWith('\r\n', this.position) ? 2 : 1
    this.position += this.#spacesAt(this.position)
  }
}

function leadingSpaces(line: string): number {
  return line.length - line.replace(/^ +/, '').length
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r'
}
