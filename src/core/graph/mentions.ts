import { hashText } from '#core/json'
import { proseOf } from '#core/source'
import { verbBefore } from './mention-verbs.ts'
import { endOfWord, isWordCharacter, nextWord } from './words.ts'

/** A name of an agent in the prose of another. Plain data: it is remembered with the file. */
export interface Mention {
  readonly name: string
  /** Counted from 1. */
  readonly line: number
  /** What the agent is to do with the other, if the item of the list says so: `coordinate with`. */
  readonly verb?: string
}

interface Candidate {
  readonly name: string
  /** The parts between white space. */
  readonly parts: readonly string[]
  /** Of the first word in the name. */
  readonly offset: number
  readonly isTelling: boolean
}

interface Span {
  readonly candidate: Candidate
  readonly start: number
  readonly end: number
}

const longestPath = 100
const longestLead = 300
const mostLinesBack = 5
const listItem = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+/

/** Finds the names of agents in the prose of markdown files. It takes as long as the text is, however many names there are. */
export class NameFinder {
  /** Names what is looked for. */
  readonly state: string
  readonly #byFirstWord = new Map<string, Candidate[]>()
  readonly #names: ReadonlySet<string>

  constructor(names: Iterable<string>) {
    this.#names = new Set(names)
    this.state = hashText([...this.#names].sort().join('\n'))
    for (const name of this.#names) {
      const offset = nextWord(name, 0)
      const first = name.slice(offset, endOfWord(name, offset))
      if (first === '') continue
      const parts = name.trim().split(/\s+/)
      const candidate = { name, parts, offset, isTelling: isTelling(parts) }
      const others = this.#byFirstWord.get(first)
      if (others === undefined) this.#byFirstWord.set(first, [candidate])
      else others.push(candidate)
    }
    // A longer name is more than the shorter one that it begins with.
    for (const candidates of this.#byFirstWord.values()) candidates.sort((a, b) => b.name.length - a.name.length)
  }

  /** The names in the prose of a file, as whole words; the own one is passed over. */
  find(text: string, own: string): Mention[] {
    const spans = this.#spansIn(text).filter(({ candidate }) => candidate.name !== own)
    if (spans.length === 0) return []
    // What is code and what is prose is worked out only now: most files name no other agent.
    const prose = proseOf(text)
    const lineAt = lineFinder(text)
    const found = new Map<string, Mention>()
    for (const { candidate, start, end } of spans) {
      const { number: line, start: lineStart } = lineAt(start)
      const key = `${line} ${candidate.name}`
      // Of several in one line, the first that says what to do is kept.
      if (found.get(key)?.verb !== undefined || isHidden(start, end, { text, prose })) continue
      if (prose.startsWith('# ', lineStart)) continue
      const verb = verbAt(prose, start, lineStart)
      if (verb !== undefined || !found.has(key))
        found.set(key, { name: candidate.name, line, ...(verb === undefined ? {} : { verb }) })
    }
    return [...found.values()]
  }

  #spansIn(text: string): Span[] {
    const found: Span[] = []
    for (let at = nextWord(text, 0); at < text.length; ) {
      const end = endOfWord(text, at)
      const span = this.#spanAt(text, at, this.#byFirstWord.get(text.slice(at, end)) ?? [])
      if (span !== undefined) found.push(span)
      at = nextWord(text, span?.end ?? end)
    }
    return found
  }

  #spanAt(text: string, at: number, candidates: readonly Candidate[]): Span | undefined {
    for (const candidate of candidates) {
      const start = at - candidate.offset
      const end = endOf(text, start, candidate.parts)
      if (end === undefined || !this.#standsAlone(text, start, end)) continue
      if (candidate.isTelling || isCalledAgent(text, start, end)) return { candidate, start, end }
    }
    return undefined
  }

  // Not a part of a longer word, nor of a path. Names that are separated by slashes are alternatives.
  #standsAlone(text: string, start: number, end: number): boolean {
    const [before = ' ', after = ' ', next = ' '] = [text[start - 1], text[end], text[end + 1]]
    if (isWordCharacter(before) || /[-.]/.test(before) || isWordCharacter(after)) return false
    if (/[-.]/.test(after) && (isWordCharacter(next) || /[\\*]/.test(next))) return false
    if (before !== '/' && after !== '/') return true
    const [left = ''] = /\S*$/.exec(text.slice(Math.max(0, start - longestPath), start)) ?? []
    const [right = ''] = /^\S*/.exec(text.slice(start, end + longestPath)) ?? []
    const run = left + right
    return run.split('/').every((part) => this.#names.has(part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')))
  }
}

// A single ordinary word, such as `review` or `Specification`, can mean anything; one that is joined of several hardly can.
function isTelling(parts: readonly string[]): boolean {
  if (parts.length > 1) return parts.some((part) => /[\p{Lu}\d_-]/u.test(part))
  return parts.some((part) => /[-_.\d]|\p{Ll}\p{Lu}/u.test(part))
}

function isCalledAgent(text: string, start: number, end: number): boolean {
  return text[start - 1] === '@' || /^\*{0,2}[ \t]+(?:sub-?)?agent\b/i.test(text.slice(end, end + 20))
}

// White space in a name may be any in the text, even the end of a line.
function endOf(text: string, start: number, parts: readonly string[]): number | undefined {
  let at = start
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      const [space = ''] = /^[ \t]*(?:\r?\n)?[ \t]*/.exec(text.slice(at, at + 40)) ?? []
      if (space === '') return undefined
      at += space.length
    }
    if (!text.startsWith(part, at)) return undefined
    at += part.length
  }
  return at
}

function isHidden(start: number, end: number, { text, prose }: { text: string; prose: string }): boolean {
  return prose.slice(start, end) !== text.slice(start, end)
}

// The item of a list that a place is in begins in this line, or in one above that it continues.
function verbAt(prose: string, start: number, lineStart: number): string | undefined {
  for (let back = 0, from = lineStart; back < mostLinesBack; back += 1) {
    const line = prose.slice(from, Math.min(start, from + longestLead))
    const [mark] = listItem.exec(line) ?? []
    if (mark !== undefined) return verbBefore(prose.slice(Math.max(from + mark.length, start - longestLead), start))
    if (from === 0 || !/^[ \t]+\S/.test(line)) return undefined
    const above = prose.slice(Math.max(0, from - 1 - longestLead), from - 1)
    from -= above.length - above.lastIndexOf('\n')
  }
  return undefined
}

// Goes on where it was asked last.
function lineFinder(text: string): (offset: number) => { number: number; start: number } {
  let number = 1
  let start = 0
  let next = text.indexOf('\n')
  return (offset) => {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', start)) {
      start = next + 1
      number += 1
    }
    return { number, start }
  }
}
