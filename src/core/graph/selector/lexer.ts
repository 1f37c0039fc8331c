import { type SelectorText, selectorError } from './selector-error.ts'
import type { PatternPart, Span } from './syntax.ts'

export type Token =
  | ({ readonly kind: 'space' | 'comma' | 'plus' } & Span)
  | ({ readonly kind: 'kinds'; readonly names: readonly (Span & { readonly name: string })[] } & Span)
  | Word

/** Text, quoted parts and wildcards without space between them. */
export type Word = {
  readonly kind: 'word'
  /** What stands before the first colon. */
  readonly method: string | undefined
  readonly value: readonly PatternPart[]
  /** It is a number, without quotes. */
  readonly number: number | undefined
  readonly valueStart: number
} & Span

const bare = /[^\s,+[\]"':*?]+/y
const space = /\s+/y
const stars = /\*+/y

/** Splits a selector into tokens. Throws OssaError, pointing at the character. */
export function tokensOf(source: SelectorText): Token[] {
  const { text } = source
  const tokens: Token[] = []
  for (let start = 0; start < text.length; ) {
    const token = tokenAt(source, start)
    tokens.push(token)
    start = token.end
  }
  return tokens
}

function tokenAt(source: SelectorText, start: number): Token {
  const { text } = source
  const blank = matchAt(space, text, start)
  if (blank !== '') return { kind: 'space', start, end: start + blank.length }
  const character = text[start]
  if (character === ',') return { kind: 'comma', start, end: start + 1 }
  if (character === '+') return { kind: 'plus', start, end: start + 1 }
  if (character === '[') return kindsAt(source, start)
  if (character === ']') {
    const hint = 'Write `+a[depends-on]+`, or quote a name that has brackets: "a]".'
    throw selectorError(source, { start, end: start + 1 }, { message: 'There is no bracket to close here.', hint })
  }
  return wordAt(source, start)
}

function kindsAt(source: SelectorText, start: number): Token {
  const { text } = source
  const closing = text.indexOf(']', start)
  if (closing === -1)
    throw selectorError(
      source,
      { start, end: start + 1 },
      {
        message: 'The bracket is never closed.',
        hint: 'Write `+a[depends-on]+`, or quote a name that has brackets: "a[b".',
      },
    )
  let from = start + 1
  const names = text
    .slice(from, closing)
    .split(',')
    .map((written) => {
      const name = written.trim()
      const at = from + written.indexOf(name)
      from += written.length + 1
      return { name, start: at, end: at + Math.max(1, name.length) }
    })
  return { kind: 'kinds', names, start, end: closing + 1 }
}

function wordAt(source: SelectorText, start: number): Word {
  const { text } = source
  const parts: PatternPart[] = []
  let method: string | undefined
  let valueStart = start
  let position = start
  let isBare = true
  while (position < text.length) {
    const run = matchAt(bare, text, position)
    const wild = matchAt(stars, text, position)
    const character = text[position]
    if (run !== '') addText(parts, run)
    else if (wild !== '') addWildcard(parts, wild.length > 1 ? '**' : '*')
    else if (character === '?') addWildcard(parts, '?')
    else if (character === '"' || character === "'") {
      const { value, end } = quotedAt(source, position)
      addText(parts, value)
      isBare = false
      position = end
      continue
    } else if (character === ':') {
      const before = method === undefined && isBare ? textOf(parts) : undefined
      if (before === undefined) addText(parts, ':')
      else {
        method = before
        parts.length = 0
        valueStart = position + 1
      }
    } else break
    position += run.length || wild.length || 1
  }
  const digits = isBare && method === undefined ? textOf(parts) : undefined
  const number = digits !== undefined && /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
  return { kind: 'word', method, value: parts, number, valueStart, start, end: position }
}

function textOf(parts: readonly PatternPart[]): string | undefined {
  const [only] = parts
  if (parts.length === 0) return ''
  return parts.length === 1 && only !== undefined && 'text' in only ? only.text : undefined
}

// A backslash takes the character after it as it is.
function quotedAt(source: SelectorText, start: number): { value: string; end: number } {
  const { text } = source
  const quote = text[start]
  let value = ''
  for (let position = start + 1; position < text.length; position += 1) {
    if (text[position] === quote) return { value, end: position + 1 }
    if (text[position] === '\\' && position + 1 < text.length) position += 1
    value += text[position]
  }
  throw selectorError(
    source,
    { start, end: start + 1 },
    { message: 'The quotation mark is never closed.', hint: `Close it with another ${quote}.` },
  )
}

function addText(parts: PatternPart[], text: string): void {
  const last = parts.at(-1)
  if (last !== undefined && 'text' in last) parts[parts.length - 1] = { text: last.text + text }
  else if (text !== '') parts.push({ text })
}

function addWildcard(parts: PatternPart[], wildcard: '*' | '**' | '?'): void {
  const last = parts.at(-1)
  const isStar = wildcard !== '?' && last !== undefined && 'wildcard' in last && last.wildcard !== '?'
  if (isStar) parts[parts.length - 1] = { wildcard: '**' }
  else parts.push({ wildcard })
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
