import type { Usage } from '#core/contract'
import { validateInstance } from '#core/schema'
import { type AttemptError, addUsage, type LlmBinding } from '#core/workflow'
import { fetchReason } from '../fetch-reason.ts'
import { readResponse } from '../http/response.ts'
import { teller } from '../lines.ts'
import type { AttemptRequest, Executor, Outcome } from '../port.ts'
import { throughCircuit } from '../through-circuit.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { type AnswerSchema, answerSchema } from './answer-schema.ts'
import { anthropicApi } from './anthropic-api.ts'
import type { Answer, ChatApi, Turn } from './chat-api.ts'
import { openaiApi } from './openai-api.ts'

const apis: Readonly<Record<LlmBinding['api'], ChatApi>> = { openai: openaiApi, anthropic: anthropicApi }

/** How often an answer that does not fit is sent back with what is wrong, before the attempt has failed. */
const mostCorrections = 2
const shownProblems = 5

/** A question to a language model, over the API of its provider. */
export const llmExecutor: Executor<LlmBinding> = {
  kind: 'llm',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    try {
      const { apiKey } = request.binding
      const key = apiKey === undefined ? undefined : values.secret(apiKey)
      const origin = originOf(request.binding)
      if (origin === undefined)
        return { error: failure('llm/unusable-input', 'The address of the model is not an http(s) URL.', false) }
      const conversation = new Conversation(request, { key, signal, tell: teller(context, values) })
      const outcome = await throughCircuit(
        { kind: 'llm', origin, target: `The model ${request.binding.model}` },
        { circuits: context.circuits, signal, run: () => conversation.run() },
      )
      return values.redactOutcome(outcome)
    } catch (error) {
      if (error instanceof MissingValue) return { error: missingValueError('llm', error) }
      throw error
    }
  },
}

interface Means {
  readonly key: string | undefined
  readonly signal: AbortSignal
  readonly tell: (text: string) => void
}

class Conversation {
  readonly #request: AttemptRequest<LlmBinding>
  readonly #key: string | undefined
  readonly #signal: AbortSignal
  readonly #tell: (text: string) => void
  readonly #api: ChatApi
  readonly #answers: AnswerSchema
  #usage: Usage | undefined

  constructor(request: AttemptRequest<LlmBinding>, { key, signal, tell }: Means) {
    this.#request = request
    this.#key = key
    this.#signal = signal
    this.#tell = tell
    this.#api = apis[request.binding.api]
    this.#answers = answerSchema(request.outputSchema)
  }

  async run(): Promise<Outcome> {
    const turns: Turn[] = [{ said: questionOf(this.#request) }]
    for (let corrections = 0; ; corrections += 1) {
      const answer = await this.#ask(turns)
      if ('error' in answer || 'interrupted' in answer) return this.#with(answer)
      this.#count(answer)
      if (answer.problem !== undefined) return this.#with({ error: endedEarly(answer.problem) })
      const { output, problems } = await this.#outputOf(answer)
      if (problems.length === 0) return this.#with({ output })
      const said = problems.slice(0, shownProblems).join('; ')
      if (corrections === mostCorrections)
        return this.#with({
          error: failure('llm/invalid-output', `The model did not give what was asked for: ${said}.`, true),
        })
      this.#tell(`The answer cannot be used, and is asked for again: ${said}`)
      turns.push({ answered: answer.turn }, { said: `That cannot be used: ${said}. Answer again, in full.` })
    }
  }

  async #ask(turns: readonly Turn[]): Promise<Answer | { error: AttemptError } | { interrupted: true }> {
    const { binding, idempotencyKey } = this.#request
    const url = `${binding.baseUrl.replace(/\/+$/, '')}${this.#api.path}`
    const target = `The model ${binding.model} at ${new URL(url).origin}`
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'idempotency-key': turns.length === 1 ? idempotencyKey : `${idempotencyKey}/${turns.length}`,
          ...this.#api.headers(this.#key),
        },
        body: JSON.stringify(this.#api.body({ binding, turns, schema: this.#answers.schema })),
        redirect: 'manual',
        signal: this.#signal,
      })
      const outcome = await readResponse(response, { target, kind: 'json' })
      if ('error' in outcome) return { error: ofModel(outcome.error) }
      if ('interrupted' in outcome) return outcome
      const error = failure('llm/invalid-output', `${target} did not answer as its API promises.`, true)
      return this.#api.read(outcome.output) ?? { error }
    } catch (error) {
      if (this.#signal.aborted) return { interrupted: true }
      if (!(error instanceof TypeError)) throw error
      return { error: failure('llm/unreachable', `${target} cannot be reached: ${fetchReason(error)}.`, true) }
    }
  }

  async #outputOf({ value, text = '' }: Answer): Promise<{ output: unknown; problems: readonly string[] }> {
    const { schema, outputOf } = this.#answers
    if (schema === undefined) return { output: text, problems: [] }
    const parsed = value === undefined ? jsonIn(text) : { value }
    if (parsed === undefined) return { output: undefined, problems: ['it is not one JSON value'] }
    const output = outputOf(parsed.value)
    const problems = await validateInstance(this.#request.outputSchema, output)
    return { output, problems: problems.map(({ pointer, message }) => `${pointer === '' ? 'it' : pointer} ${message}`) }
  }

  #count({ inputTokens, outputTokens }: Answer): void {
    const { price } = this.#request.binding
    const cost = price && (inputTokens * price.input + outputTokens * price.output) / 1_000_000
    this.#usage = addUsage(this.#usage, { inputTokens, outputTokens, ...(cost === undefined ? {} : { cost }) })
  }

  #with(outcome: Outcome): Outcome {
    return this.#usage === undefined || 'interrupted' in outcome ? outcome : { ...outcome, usage: this.#usage }
  }
}

function originOf({ baseUrl }: LlmBinding): string | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

function questionOf({ binding, capability, input, outputSchema }: AttemptRequest<LlmBinding>): string {
  const what = binding.description ?? `Your task is: ${capability}.`
  const how =
    outputSchema === undefined ? '' : `\n\nThe answer must fit this JSON Schema:\n${JSON.stringify(outputSchema)}`
  return `${what}\n\nThe input, as JSON:\n${JSON.stringify(input)}${how}`
}

// Models like to put a fence around what they are asked for.
function jsonIn(text: string): { value: unknown } | undefined {
  const inner = /^\s*```(?:json)?\s*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text
  try {
    return { value: JSON.parse(inner) as unknown }
  } catch {
    return undefined
  }
}

function endedEarly(problem: 'truncated' | 'refused'): AttemptError {
  return problem === 'truncated'
    ? failure('llm/truncated', 'The answer is longer than the model may write; raise runtime.llm.maxTokens.', false)
    : failure('llm/refused', 'The model refused to answer.', false)
}

function ofModel({ code, message, ...rest }: AttemptError): AttemptError {
  return { ...rest, code: code.replace(/^http\//, 'llm/'), message: message.replace('runtime.http', 'runtime.llm') }
}

function failure(code: string, message: string, retryable: boolean): AttemptError {
  return { code, message, retryable }
}
