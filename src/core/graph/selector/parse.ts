import { type Token, tokensOf, type Word } from './lexer.ts'
import { type SelectorText, selectorError } from './selector-error.ts'
import type { Intersection, Reach, Selector, Span, Term } from './syntax.ts'

/** Reads a selector. Whether methods and kinds exist is not checked. Throws OssaError, pointing at the character. */
export function parseSelector(source: SelectorText): Selector {
  const tokens = new Tokens(source)
  const anyOf: Intersection[] = []
  for (tokens.skipSpace(); tokens.next !== undefined; tokens.skipSpace()) {
    if (anyOf.length > 0 && !tokens.isAfterSpace) throw tokens.unexpected()
    anyOf.push(intersection(tokens))
  }
  if (anyOf.length > 0) return { anyOf }
  const hint = 'Write a name such as clerk, or a method such as domain:billing.'
  throw selectorError(source, { start: 0, end: 1 }, { message: 'The selector is empty.', hint })
}

function intersection(tokens: Tokens): Intersection {
  const allOf = [term(tokens)]
  for (;;) {
    const place = tokens.position
    tokens.skipSpace()
    if (tokens.take('comma') === undefined) {
      tokens.position = place
      return { allOf }
    }
    tokens.skipSpace()
    allOf.push(term(tokens))
  }
}

function term(tokens: Tokens): Term {
  const start = tokens.next?.start ?? tokens.end
  const upstream = leadingReach(tokens)
  const word = tokens.take('word')
  if (word === undefined) throw tokens.unexpected()
  requireValue(tokens, word)
  const kinds = tokens.take('kinds')
  const downstream = trailingReach(tokens)
  if (kinds !== undefined && upstream === undefined && downstream === undefined)
    throw selectorError(tokens.source, kinds, {
      message: 'Kinds of edges say how far a `+` reaches, and there is none.',
      hint: `Write \`+\` before or after: ${tokens.source.text.slice(word.start, kinds.end)}+`,
    })
  const { method, value, valueStart } = word
  const places = {
    term: { start, end: tokens.previousEnd },
    method: { start: word.start, end: word.start + (method?.length ?? 0) },
    value: { start: valueStart, end: word.end },
    kinds: kinds?.names ?? [],
  }
  return { method, value, upstream, downstream, kinds: kinds && kindNames(tokens, kinds), places }
}

// `2+a`: the number belongs to the plus only if something follows that.
function leadingReach(tokens: Tokens): Reach | undefined {
  if (tokens.take('plus') !== undefined) return { depth: undefined }
  const [word, plus, after] = tokens.ahead(3)
  if (word?.kind !== 'word' || word.number === undefined || plus?.kind !== 'plus' || after?.kind !== 'word')
    return undefined
  tokens.position += 2
  return { depth: word.number }
}

function trailingReach(tokens: Tokens): Reach | undefined {
  if (tokens.take('plus') === undefined) return undefined
  const depth = tokens.next
  if (depth?.kind !== 'word') return { depth: undefined }
  if (depth.number === undefined)
    throw selectorError(tokens.source, depth, {
      message: 'What follows a `+` must be a number, or nothing.',
      hint: 'A name that has a plus sign in it must be quoted: "a+b".',
    })
  tokens.position += 1
  return { depth: depth.number }
}

function requireValue({ source }: Tokens, word: Word): void {
  if (word.value.length > 0) return
  const start = Math.min(word.valueStart, source.text.length - 1)
  const message = word.method === undefined ? 'The name is empty.' : `What \`${word.method}:\` is to select is missing.`
  const hint = word.method === undefined ? 'Write a name.' : `Write it after the colon: ${word.method}:NAME`
  throw selectorError(source, { start, end: start + 1 }, { message, hint })
}

// `dependsOn`, as it is written in manifests, is the kind `depends-on`.
function kindNames({ source }: Tokens, { names }: Extract<Token, { kind: 'kinds' }>): string[] {
  const empty = names.find(({ name }) => name === '')
  if (empty !== undefined)
    throw selectorError(source, empty, {
      message: 'A kind of edge is missing.',
      hint: 'Write kinds such as depends-on, with commas between them.',
    })
  return names.map(({ name }) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
}

class Tokens {
  readonly source: SelectorText
  readonly #tokens: readonly Token[]
  position = 0

  constructor(source: SelectorText) {
    this.source = source
    this.#tokens = tokensOf(source)
  }

  get next(): Token | undefined {
    return this.#tokens[this.position]
  }

  get end(): number {
    return this.source.text.length
  }

  get previousEnd(): number {
    return this.#tokens[this.position - 1]?.end ?? 0
  }

  get isAfterSpace(): boolean {
    return this.#tokens[this.position - 1]?.kind === 'space'
  }

  ahead(count: number): readonly (Token | undefined)[] {
    return this.#tokens.slice(this.position, this.position + count)
  }

  take<Kind extends Token['kind']>(kind: Kind): Extract<Token, { kind: Kind }> | undefined {
    const token = this.next
    if (token?.kind !== kind) return undefined
    this.position += 1
    return token as Extract<Token, { kind: Kind }>
  }

  skipSpace(): void {
    this.take('space')
  }

  unexpected(): Error {
    const token = this.next
    const at: Span = token ?? { start: Math.max(0, this.end - 1), end: this.end }
    if (token === undefined)
      return selectorError(this.source, at, {
        message: 'Something is missing after this.',
        hint: 'Write a name, or a method such as domain:billing.',
      })
    const hint = 'A comma stands for "and", a space for "or". A name that has such characters must be quoted: "a, b".'
    return selectorError(this.source, at, { message: 'This is not expected here.', hint })
  }
}
