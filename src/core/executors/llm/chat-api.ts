import type { LlmBinding } from '#core/workflow'

/** What was said so far, the question of the task first. Answers of the model are kept as the API gave them. */
export type Turn = { readonly said: string } | { readonly answered: unknown }

export interface Question {
  readonly binding: LlmBinding
  readonly turns: readonly Turn[]
  /** Of the answer, an object; undefined where any text will do. */
  readonly schema: unknown
}

/** An answer as it came. */
export interface Answer {
  /** For the next question. */
  readonly turn: unknown
  /** The object that was asked for, or text that should be it. */
  readonly value?: unknown
  readonly text?: string
  /** Why it ended too early, if it did. */
  readonly problem?: 'truncated' | 'refused'
  readonly inputTokens: number
  readonly outputTokens: number
}

/** The API of a kind of provider. Plain data in and out; nothing is sent here. */
export interface ChatApi {
  /** Below the base URL. */
  readonly path: string
  headers(key: string | undefined): Readonly<Record<string, string>>
  body(question: Question): unknown
  /** Undefined for what is no answer of this API. */
  read(body: unknown): Answer | undefined
}
