import { hashText } from '#core/json'
import type { CacheKey, FileCache } from './cache.ts'

/** Answers one kind of question about a workspace, with the same text for as long as the answer is the same. Must not fail. */
type Answer = (subject: string) => string

/** A wider question: while its answer is the same, so is that to the one about this subject. Undefined if there is none. */
type Widen = (subject: string) => string | undefined

/** With so many questions, it is better to ask fewer and wider ones. */
const many = 100

/** A result with all that was asked to come to it, as it is kept. Plain data. */
export interface Kept<T = unknown> {
  readonly value: T
  readonly asked: readonly string[]
  /** A hash of the answers. */
  readonly answers: string
}

/**
 * Writes down what is asked about a workspace while something is worked out. What depends on nothing but the answers comes out the
 * same for as long as these questions have these answers: the first question is always the same, and each further one follows from
 * the answers before. Work must be done one after the other.
 */
export class Inquiry {
  /** False if a file has changed while it was looked at; then nothing that was found can be kept. */
  isSound = true
  readonly #cache: FileCache | undefined
  readonly #kinds = new Map<string, Kind>()
  readonly #answers = new Map<string, string>()
  /** The questions of each piece of work that is going on, the innermost last. */
  readonly #open: Set<string>[] = []

  constructor(cache: FileCache | undefined) {
    this.#cache = cache
  }

  /**
   * Adds a kind of question, or answers it anew. Its name is one word. Work that is going on has asked for all that the answers
   * follow from, so it need not write these questions down; work that begins later does.
   */
  define(kind: string, answer: Answer, widen: Widen = () => undefined): void {
    if (this.#kinds.has(kind))
      for (const question of this.#answers.keys()) if (kindOf(question) === kind) this.#answers.delete(question)
    this.#kinds.set(kind, { answer, widen, depth: this.#open.length })
  }

  /** The answer to a question. */
  ask(kind: string, subject: string): string {
    const question = `${kind} ${subject}`
    this.#noteOne(kind, question)
    return this.answerTo(question)
  }

  /** True if results are remembered, so that answers are compared with those of another time. */
  get isRemembered(): boolean {
    return this.#cache !== undefined
  }

  /** True if the answer to a question is known already. */
  isAnswered(kind: string, subject: string): boolean {
    return this.#answers.has(`${kind} ${subject}`)
  }

  /** Writes a question down whose answer is known to whoever asks. */
  mention(kind: string, subject: string): void {
    if (this.#open.length > 0) this.#noteOne(kind, `${kind} ${subject}`)
  }

  /** Works something out when it is first wanted. Whoever wants it again has asked the same questions. */
  once<T>(work: () => T): () => T {
    let done: Traced<T> | undefined
    return () => {
      done ??= this.apart(work)
      this.note(done.asked)
      return done.value
    }
  }

  /** What is remembered of a file under this name, if all that was asked for it has the same answer now; else it is worked out. */
  async remember<T>(key: Omit<CacheKey, 'hash'>, work: () => Promise<T>): Promise<T> {
    if (this.#cache === undefined) return work()
    const kept = this.#cache.get({ ...key, hash: '' }) as Kept | undefined
    if (kept !== undefined && kept.answers === this.answersTo(kept.asked)) {
      this.note(kept.asked)
      return kept.value as T
    }
    const { value, asked: narrow } = await this.apartLater(work)
    const asked = this.#widened([...narrow])
    this.note(asked)
    const result: Kept = { value, asked, answers: this.answersTo(asked) }
    if (this.isSound) this.#cache.set({ ...key, hash: '' }, result)
    return value
  }

  /** What is kept by the caller, if all that was asked for it has the same answer now; else it is worked out anew. */
  renew<T>(kept: Kept<T> | undefined, work: () => T): Kept<T> {
    if (kept !== undefined && kept.answers === this.answersTo(kept.asked)) {
      this.note(kept.asked)
      return kept
    }
    const { value, asked } = this.trace(work)
    return { value, asked: [...asked], answers: this.answersTo([...asked]) }
  }

  /** Works something out and tells what was asked for it. */
  trace<T>(work: () => T): Traced<T> {
    const traced = this.apart(work)
    this.note(traced.asked)
    return traced
  }

  /** The same for what takes turns. */
  async traceLater<T>(work: () => Promise<T>): Promise<Traced<T>> {
    const traced = await this.apartLater(work)
    this.note(traced.asked)
    return traced
  }

  /** The same, but whoever wants it has not asked for it by that. */
  apart<T>(work: () => T): Traced<T> {
    const asked = new Set<string>()
    this.#open.push(asked)
    try {
      return { value: work(), asked }
    } finally {
      this.#open.pop()
    }
  }

  /** The same for what takes turns. */
  async apartLater<T>(work: () => Promise<T>): Promise<Traced<T>> {
    const asked = new Set<string>()
    this.#open.push(asked)
    try {
      return { value: await work(), asked }
    } finally {
      this.#open.pop()
    }
  }

  /** A hash of the answers to these questions. */
  answersTo(questions: readonly string[]): string {
    return hashText(JSON.stringify(questions.map((question) => this.answerTo(question))))
  }

  /** A wider question, if there is one and it has been asked. */
  widerThan(question: string): string | undefined {
    const kind = kindOf(question)
    return this.#kinds.get(kind)?.widen(question.slice(kind.length + 1))
  }

  #widened(questions: readonly string[]): string[] {
    if (questions.length <= many) return [...questions]
    return [...new Set(questions.map((question) => this.widerThan(question) ?? question))]
  }

  /** Writes questions down. */
  note(questions: Iterable<string>): void {
    if (this.#open.length > 0) for (const question of questions) this.#noteOne(kindOf(question), question)
  }

  #noteOne(kind: string, question: string): void {
    const innermost = this.#open.length - 1
    if (innermost >= (this.#kinds.get(kind)?.depth ?? 0)) this.#open[innermost]?.add(question)
  }

  /** The answer to a question as it is written down. */
  answerTo(question: string): string {
    const known = this.#answers.get(question)
    if (known !== undefined) return known
    const kind = kindOf(question)
    const answer = this.#kinds.get(kind)?.answer(question.slice(kind.length + 1)) ?? ''
    this.#answers.set(question, answer)
    return answer
  }
}

interface Traced<T> {
  readonly value: T
  readonly asked: ReadonlySet<string>
}

interface Kind {
  readonly answer: Answer
  readonly widen: Widen
  /** How many pieces of work were going on when it was defined. */
  readonly depth: number
}

function kindOf(question: string): string {
  return question.slice(0, question.indexOf(' '))
}
