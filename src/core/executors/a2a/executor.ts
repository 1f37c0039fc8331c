import { type AgentCard, Role, type SendMessageRequest, type Task } from '@a2a-js/sdk'
import {
  type Client,
  ClientFactory,
  DefaultAgentCardResolver,
  JsonRpcTransportFactory,
  RestTransportFactory,
} from '@a2a-js/sdk/client'
import type { A2aBinding, AttemptError } from '#core/workflow'
import { Answers } from '../answers.ts'
import { boundedFetch } from '../bounded-fetch.ts'
import { fetchReason } from '../fetch-reason.ts'
import { authorise, setHeader } from '../http/authorise.ts'
import { UnusableInput } from '../http/unusable-input.ts'
import { teller } from '../lines.ts'
import { type AttemptRequest, type Executor, maximumMessageBytes, type Outcome } from '../port.ts'
import { throughCircuit } from '../through-circuit.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { isOver, messageOutcome, taskOutcome, textIn, tooLarge } from './task-outcome.ts'

/** How long an agent is left alone between two questions for its task. */
const [firstPauseMs, longestPauseMs] = [200, 5_000]
/** How long it may take to tell an agent that nobody waits any more. */
const cancelMs = 2_000

/** An agent that speaks A2A, over JSON-RPC or REST: a message is sent, and its task followed to the end. */
export const a2aExecutor: Executor<A2aBinding> = {
  kind: 'a2a',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    const excess = new AbortController()
    try {
      const answers = new Answers()
      const send = answers.watch(fetchFor(request.binding, values, () => excess.abort()))
      const whole = AbortSignal.any([signal, excess.signal])
      const conversation = new Conversation(request, { signal: whole, tell: teller(context, values), answers })
      const outcome = await throughCircuit(
        { kind: 'a2a', origin: originOf(request.binding), target: 'The agent' },
        {
          circuits: context.circuits,
          signal,
          run: () => conversation.run(send),
          mayTakeLong: () => conversation.isUnderWay,
        },
      )
      if (!('interrupted' in outcome)) return values.redactOutcome(outcome)
      return excess.signal.aborted ? { error: tooLarge() } : outcome
    } catch (error) {
      if (error instanceof MissingValue) return { error: missingValueError('a2a', error) }
      if (error instanceof UnusableInput)
        return { error: { code: 'a2a/unusable-input', message: error.message, retryable: false } }
      throw error
    }
  },
}

class Conversation {
  readonly #request: AttemptRequest<A2aBinding>
  readonly #signal: AbortSignal
  readonly #tell: (text: string) => void
  readonly #answers: Answers
  #client: Client | undefined
  #task: string | undefined

  constructor(
    request: AttemptRequest<A2aBinding>,
    { signal, tell, answers }: { signal: AbortSignal; tell: (text: string) => void; answers: Answers },
  ) {
    this.#request = request
    this.#signal = signal
    this.#tell = tell
    this.#answers = answers
  }

  /** The agent has taken it on. */
  get isUnderWay(): boolean {
    return this.#task !== undefined
  }

  async run(send: typeof fetch): Promise<Outcome> {
    try {
      const client = await clientFor(this.#request.binding, send, this.#signal)
      this.#client = client
      const card = await client.getAgentCard({ signal: this.#signal })
      const outcome = await (card.capabilities?.streaming === true ? this.#stream(client) : this.#send(client))
      if ('error' in outcome && /-required$/.test(outcome.error.code)) await this.#cancel()
      return outcome
    } catch (error) {
      if (this.#signal.aborted) {
        await this.#cancel()
        return { interrupted: true }
      }
      if (!(error instanceof Error) || error instanceof UnusableInput) throw error
      // What the SDK says of an event of a stream; it takes less than we do.
      if (/exceeded the maximum allowed size/.test(error.message)) return { error: tooLarge() }
      return { error: this.#problem(error) }
    }
  }

  #problem(error: Error): AttemptError {
    const { last } = this.#answers
    if (last !== undefined && last >= 300) return this.#answers.error(last, { kind: 'a2a', who: 'The agent' })
    // What breaks off in the middle is no answer.
    if (last !== undefined && !(error instanceof TypeError)) return answerProblem(error)
    const message = `The agent cannot be reached: ${fetchReason(error)}.`
    return { code: 'a2a/unreachable', message, retryable: true }
  }

  async #send(client: Client): Promise<Outcome> {
    const result = await client.sendMessage(messageFor(this.#request), { signal: this.#signal })
    if (!('status' in result)) return messageOutcome(result, this.#request.outputSchema)
    this.#task = result.id
    return this.#follow(client, result)
  }

  async #stream(client: Client): Promise<Outcome> {
    const { outputSchema } = this.#request
    try {
      for await (const { payload } of client.sendMessageStream(messageFor(this.#request), { signal: this.#signal })) {
        if (payload?.$case === 'message') return messageOutcome(payload.value, outputSchema)
        if (payload?.$case === 'task') this.#task = payload.value.id
        if (payload?.$case === 'statusUpdate' || payload?.$case === 'artifactUpdate') this.#task = payload.value.taskId
        const said = payload?.$case === 'statusUpdate' ? textIn(payload.value.status?.message?.parts ?? []) : undefined
        if (said !== undefined && said !== '') this.#tell(said)
      }
    } catch (error) {
      // Whoever knows the task can ask for it when the stream breaks.
      if (this.#task === undefined || this.#signal.aborted) throw error
    }
    if (this.#task === undefined) return { error: silent }
    return this.#follow(client, await this.#ask(client, this.#task))
  }

  async #follow(client: Client, first: Task): Promise<Outcome> {
    let task = first
    for (let pauseMs = firstPauseMs; !isOver(task); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await pause(pauseMs, this.#signal)
      task = await this.#ask(client, task.id)
    }
    return taskOutcome(task, this.#request.outputSchema)
  }

  #ask(client: Client, id: string): Promise<Task> {
    return client.getTask({ tenant: '', id, historyLength: 0 }, { signal: this.#signal })
  }

  // Nobody waits for it any more. Whether it hears that cannot be helped.
  async #cancel(): Promise<void> {
    if (this.#client === undefined || this.#task === undefined) return
    const options = { signal: AbortSignal.timeout(cancelMs) }
    await this.#client.cancelTask({ tenant: '', id: this.#task, metadata: undefined }, options).catch(() => undefined)
  }
}

function answerProblem(error: Error): AttemptError {
  const said = error.message.replace(/\.$/, '')
  // Only what the protocol has an error for has a reason.
  return 'reason' in error
    ? { code: 'a2a/refused', message: `The agent refused: ${said}.`, retryable: true }
    : { code: 'a2a/invalid-answer', message: `The answer of the agent cannot be used: ${said}.`, retryable: true }
}

const silent = {
  code: 'a2a/no-answer',
  message: 'The agent ended its answer without saying anything.',
  retryable: true,
}

function originOf({ agent }: A2aBinding): string {
  const { url, supportedInterfaces } =
    'url' in agent ? { url: agent.url } : (agent.card as { url?: string; supportedInterfaces?: { url?: string }[] })
  const address = url ?? supportedInterfaces?.[0]?.url ?? ''
  return URL.canParse(address) ? new URL(address).origin : address
}

async function clientFor({ agent }: A2aBinding, send: typeof fetch, signal: AbortSignal): Promise<Client> {
  // Most agents speak the version before the first.
  const options = { fetchImpl: send, legacyCompat: { enabled: true } }
  const factory = new ClientFactory({
    transports: [new JsonRpcTransportFactory(options), new RestTransportFactory(options)],
    cardResolver: new DefaultAgentCardResolver(options),
  })
  signal.throwIfAborted()
  if ('card' in agent) return factory.createFromAgentCard(agent.card as AgentCard)
  if (!URL.canParse(agent.url) || !/^https?:$/.test(new URL(agent.url).protocol))
    throw new UnusableInput('The address of the agent is not an http(s) URL.')
  const { origin, pathname, search } = new URL(agent.url)
  return pathname.endsWith('.json')
    ? factory.createFromUrl(origin, `${pathname}${search}`)
    : factory.createFromUrl(`${origin}${pathname.replace(/\/?$/, '/')}`, '.well-known/agent-card.json')
}

function messageFor({ capability, input, idempotencyKey }: AttemptRequest<A2aBinding>): SendMessageRequest {
  const metadata = { skill: capability, 'ossa/idempotencyKey': idempotencyKey }
  return {
    tenant: '',
    message: {
      // Equal for all attempts, so that an agent can tell that it has seen it.
      messageId: idempotencyKey,
      contextId: '',
      taskId: '',
      role: Role.ROLE_USER,
      parts: [
        { content: { $case: 'data', value: input }, metadata: undefined, filename: '', mediaType: 'application/json' },
      ],
      metadata,
      extensions: [],
      referenceTaskIds: [],
    },
    configuration: undefined,
    metadata,
  }
}

function fetchFor({ headers: written, auth }: A2aBinding, values: ValueReader, onExcess: () => void): typeof fetch {
  const own = new Headers()
  for (const [name, value] of Object.entries(written)) setHeader(own, name, values.read(value))
  const query: [string, string][] = []
  authorise(auth, { query, headers: own }, values)
  const bounded = boundedFetch(maximumMessageBytes, onExcess)
  return (url, init) => {
    const headers = new Headers(init?.headers)
    for (const [name, value] of own) headers.set(name, value)
    const target = new URL(url instanceof Request ? url.url : url)
    for (const [name, value] of query) target.searchParams.set(decodeURIComponent(name), decodeURIComponent(value))
    return bounded(target, { ...init, headers })
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason instanceof Error ? signal.reason : new Error('Told to stop.'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
