import { crc32 } from 'node:zlib'
import type { Part, RememberParts } from '#core/openapi'
import type { Inquiry } from './inquiry.ts'

/** What was worked out of some parts of a document, as it is kept. Plain data. */
export interface KnownParts {
  /** All that was asked for any of them, with the answers. */
  readonly questions: readonly (readonly [question: string, answer: string])[]
  /** By name: the numbers of the questions, and what came of it. */
  readonly parts: Readonly<Record<string, readonly [asked: readonly number[], value: unknown]>>
}

/** Where the parts are kept: by group, so that little is written where little has changed. */
export interface PartRows {
  get(group: number): KnownParts | undefined
  set(group: number, value: KnownParts): void
}

const groups = 16

/** Works out what follows from a part of a document only where something that was asked for it has changed. Forgets what is not wanted any more. */
export class PartMemory implements RememberParts {
  readonly #document: string
  readonly #inquiry: Inquiry
  readonly #rows: PartRows
  readonly #groups = new Map<number, PartGroup>()

  constructor(document: string, inquiry: Inquiry, rows: PartRows) {
    this.#document = document
    this.#inquiry = inquiry
    this.#rows = rows
  }

  now<T>(part: Part, work: () => T): T {
    const group = this.#groupOf(part)
    const before = group.recall(part)
    if (before !== undefined) return before[1] as T
    const { value, asked } = this.#inquiry.trace(work)
    return group.keep(part, asked, value)
  }

  async later<T>(part: Part, work: () => Promise<T>): Promise<T> {
    const group = this.#groupOf(part)
    const before = group.recall(part)
    if (before !== undefined) return before[1] as T
    const { value, asked } = await this.#inquiry.traceLater(work)
    return group.keep(part, asked, value)
  }

  /** Keeps what was worked out for the next time. What follows from the document alone is as old as that: nothing would ever be found. */
  close(): void {
    if (!this.#inquiry.isSound) return
    const own = readQuestion(this.#document)
    const isAlone = [...this.#groups.values()].every((group) => group.asksOnly(own))
    for (const [number, group] of this.#groups)
      if (group.isChanged && !(isAlone && group.wasEmpty)) this.#rows.set(number, isAlone ? nothing : group.toKnown())
  }

  #groupOf({ file }: Part): PartGroup {
    const number = crc32(file) % groups
    const group = this.#groups.get(number) ?? new PartGroup(this.#inquiry, this.#rows.get(number))
    this.#groups.set(number, group)
    return group
  }
}

const nothing: KnownParts = { questions: [], parts: {} }

class PartGroup {
  readonly #inquiry: Inquiry
  readonly #known: KnownParts
  /** Which questions have the answer that they had, as far as that is known. */
  readonly #isSame: (boolean | undefined)[] = []
  readonly #recalled = new Set<string>()
  readonly #added = new Map<string, { readonly asked: ReadonlySet<string>; readonly value: unknown }>()

  constructor(inquiry: Inquiry, known: KnownParts = nothing) {
    this.#inquiry = inquiry
    this.#known = known
  }

  get wasEmpty(): boolean {
    return this.#known.questions.length === 0
  }

  get isChanged(): boolean {
    return this.#added.size > 0 || this.#recalled.size < Object.keys(this.#known.parts).length
  }

  recall({ name }: Part): KnownParts['parts'][string] | undefined {
    const before = Object.hasOwn(this.#known.parts, name) ? this.#known.parts[name] : undefined
    if (before === undefined) return undefined
    for (const number of before[0]) if (!this.#holds(number)) return undefined
    this.#recalled.add(name)
    return before
  }

  keep<T>({ file, name }: Part, asked: ReadonlySet<string>, value: T): T {
    const all = new Set([readQuestion(file), ...asked])
    this.#inquiry.note(all)
    this.#added.set(name, { asked: all, value })
    return value
  }

  asksOnly(question: string): boolean {
    const others = [...this.#added.values()].some(({ asked }) => asked.size > 1 || !asked.has(question))
    return !others && [...this.#recalled].every((name) => this.#questionsOf(name).every((each) => each === question))
  }

  toKnown(): KnownParts {
    const numbers = new Map<string, number>()
    const numberOf = (question: string) => {
      const number = numbers.get(question) ?? numbers.size
      numbers.set(question, number)
      return number
    }
    const parts: Record<string, readonly [number[], unknown]> = {}
    for (const name of this.#recalled)
      parts[name] = [this.#questionsOf(name).map(numberOf), this.#known.parts[name]?.[1]]
    for (const [name, { asked, value }] of this.#added) parts[name] = [[...asked].map(numberOf), value]
    const questions = [...numbers.keys()].map((question) => [question, this.#inquiry.answerTo(question)] as const)
    return { questions, parts }
  }

  #questionsOf(name: string): string[] {
    return (this.#known.parts[name]?.[0] ?? []).map((number) => this.#known.questions[number]?.[0] ?? '')
  }

  // What was asked once is written down already: all of it belongs to one piece of work.
  #holds(number: number): boolean {
    const known = this.#isSame[number]
    if (known !== undefined) return known
    const [question = '', answer] = this.#known.questions[number] ?? []
    const isSame = this.#inquiry.answerTo(question) === answer
    if (isSame) this.#inquiry.note([question])
    this.#isSame[number] = isSame
    return isSame
  }
}

function readQuestion(file: string): string {
  return `read ${file}`
}
