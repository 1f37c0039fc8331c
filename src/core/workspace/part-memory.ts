import type { Part, RememberParts } from '#core/openapi'
import type { Inquiry } from './inquiry.ts'

/** What was worked out of the parts of a document, as it is kept. Plain data. */
export interface KnownParts {
  /** All that was asked for any of them, with the answers. */
  readonly questions: readonly (readonly [question: string, answer: string])[]
  /** By name: the numbers of the questions, and what came of it. */
  readonly parts: Readonly<Record<string, readonly [asked: readonly number[], value: unknown]>>
}

/** Works out what follows from a part of a document only where something that was asked for it has changed. Forgets what is not wanted any more. */
export class PartMemory implements RememberParts {
  readonly #inquiry: Inquiry
  readonly #own: string
  readonly #known: KnownParts
  readonly #isSame: (boolean | undefined)[] = []
  /** The same is asked for many parts of one document. */
  readonly #noted = new Set<string>()
  readonly #kept = new Map<string, readonly [asked: Iterable<string>, value: unknown]>()

  constructor(document: string, inquiry: Inquiry, known: KnownParts = { questions: [], parts: {} }) {
    this.#inquiry = inquiry
    this.#own = readQuestion(document)
    this.#known = known
  }

  now<T>(part: Part, work: () => T): T {
    const before = this.#recall<T>(part)
    if (before !== undefined) return before.value
    const { value, asked } = this.#inquiry.trace(work)
    return this.#keep(part, asked, value)
  }

  async later<T>(part: Part, work: () => Promise<T>): Promise<T> {
    const before = this.#recall<T>(part)
    if (before !== undefined) return before.value
    const { value, asked } = await this.#inquiry.traceLater(work)
    return this.#keep(part, asked, value)
  }

  /** What is kept for the next time. What follows from the document alone is as old as that: nothing would ever be found. */
  toJSON(): KnownParts {
    const numbers = new Map<string, number>()
    const numberOf = (question: string) => {
      const number = numbers.get(question) ?? numbers.size
      numbers.set(question, number)
      return number
    }
    if (!this.#inquiry.isSound) return { questions: [], parts: {} }
    const parts = [...this.#kept].map(([name, [asked, value]]) => [name, [[...asked].map(numberOf), value]])
    if (numbers.size === 1 && numbers.has(this.#own)) return { questions: [], parts: {} }
    const questions = [...numbers.keys()].map((question) => [question, this.#inquiry.answerTo(question)] as const)
    return { questions, parts: Object.fromEntries(parts) }
  }

  #recall<T>({ name }: Part): { readonly value: T } | undefined {
    const before = Object.hasOwn(this.#known.parts, name) ? this.#known.parts[name] : undefined
    if (before === undefined || !before[0].every((number) => this.#holds(number))) return undefined
    const asked = before[0].map((number) => this.#known.questions[number]?.[0] ?? '')
    this.#inquiry.note(asked.filter((question) => !this.#noted.has(question)))
    for (const question of asked) this.#noted.add(question)
    this.#kept.set(name, [asked, before[1]])
    return { value: before[1] as T }
  }

  #holds(number: number): boolean {
    const known = this.#isSame[number]
    if (known !== undefined) return known
    const [question = '', answer] = this.#known.questions[number] ?? []
    const isSame = this.#inquiry.answerTo(question) === answer
    this.#isSame[number] = isSame
    return isSame
  }

  #keep<T>({ file, name }: Part, asked: ReadonlySet<string>, value: T): T {
    const all = new Set([readQuestion(file), ...asked])
    this.#inquiry.note(all)
    this.#kept.set(name, [all, value])
    return value
  }
}

function readQuestion(file: string): string {
  return `read ${file}`
}
