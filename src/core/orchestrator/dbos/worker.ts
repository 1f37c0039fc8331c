import { setTimeout } from 'node:timers/promises'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { OssaError } from '#core/diagnostics'
import { type ExecutorContext, executeAttempt, killAllPrograms, type Outcome } from '#core/executors'
import { executorContext, toRequest } from '../attempt.ts'
import { givenUp } from '../run-execution.ts'
import type { WorkerOptions } from '../worker-port.ts'
import { type BegunAttempt, beginAttempt } from './begin-attempt.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase } from './database.ts'
import { Dequeuer } from './dequeuer.ts'
import { Drivers } from './drivers.ts'
import { Executions, type Next } from './executions.ts'
import { Takeover } from './fleet.ts'
import { endAttempt } from './outcomes.ts'
import { freePlaces } from './places.ts'
import { Presence } from './presence.ts'
import { engineConfig, type Queues, works } from './queues.ts'
import { Sayings } from './sayings.ts'

interface Connected {
  readonly database: PostgresDatabase
  readonly queues: Queues
}

const lookMs = 1_000
const pauseMs = 100

/** Takes executions and attempts out of the queues and carries them out. One in a process, since there is one DBOS in a process. */
export class Worker {
  readonly #options: WorkerOptions
  readonly #connected: Connected
  readonly #executions: Executions
  readonly #executors: ExecutorContext
  readonly #presence: Presence
  readonly #takeover: Takeover
  readonly #sayings: Sayings
  readonly #running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  readonly #closing = new AbortController()
  #looking: Promise<unknown> = Promise.resolve()
  readonly #taken = new Set<string>()
  readonly #drivers: Drivers
  readonly #dequeuers: readonly Dequeuer[]
  #attempts = 0

  constructor(connected: Connected, options: WorkerOptions) {
    const { database, queues } = connected
    const { now, random, host, pid, say } = options
    this.#options = options
    this.#connected = connected
    this.#executions = new Executions({ database, queues: async () => queues, now, random })
    this.#executors = executorContext(options)
    this.#takeover = new Takeover(database, queues)
    this.#sayings = new Sayings(database)
    const turn = (id: string, driver: number) => this.#turn(id, driver)
    this.#drivers = new Drivers({ database, turn, stop: this.#closing.signal })
    this.#dequeuers = Object.values(works).map(({ queueName }) => new Dequeuer({ queues, queueName, now, random, say }))
    this.#presence = new Presence({
      database,
      executor: this.#executions.newId(),
      host,
      pid,
      now,
      onNotice: (channel, payload) => this.#hear(channel, payload),
      onListening: () => {
        for (const channel of Object.values(channels)) this.#hear(channel)
      },
      onLost: () => {
        this.#takeover.forget()
        say('The connection to the server broke; trying to get it back.')
      },
      onTakenOver: () => {
        say('The others took this worker for dead, and have its work now; it takes new work.')
        for (const { stop } of this.#running.values()) stop.abort(givenUp)
      },
    })
  }

  async start(): Promise<void> {
    const { database } = this.#connected
    await this.#presence.announce()
    const { workflowName: execution } = works.execution
    const { workflowName: attempt } = works.attempt
    const often = { maxRecoveryAttempts: Number.MAX_SAFE_INTEGER }
    DBOS.registerWorkflow((id: string, driver: number) => this.#unlessClosing(this.#drivers.drive(id, driver)), {
      name: execution,
      ...often,
    })
    DBOS.registerWorkflow((id: string, seq: number) => this.#unlessClosing(this.#attempt(id, seq)), {
      name: attempt,
      ...often,
    })
    const { say } = this.#options
    const logger = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: tellError(say) }
    DBOS.setConfig(engineConfig(database, { executor: this.#presence.executor, logger }))
    await DBOS.launch()
    this.#looking = Promise.all([this.#lookAround(), ...this.#dequeuers.map((each) => each.run(this.#closing.signal))])
  }

  /** Takes nothing new, and returns when what is under way has ended. */
  async drain(): Promise<void> {
    const { queues } = this.#connected
    this.#closing.abort()
    await this.#looking
    await DBOS.shutdown()
    await this.#presence.leave()
    // What was only taken, and not begun, is for others at once. They leave alone what is under way here.
    await queues.giveBack(this.#presence.executor)
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done))
    await queues.giveBack(this.#presence.executor)
    await this.#presence.close()
  }

  /** How many attempts it has begun. */
  get attempts(): number {
    return this.#attempts
  }

  kill(): void {
    killAllPrograms()
  }

  // DBOS breaks off what it runs when it is shut down, and would record it as failed. What never ends is given back instead.
  #unlessClosing(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      if (!this.#closing.signal.aborted) throw error
      return new Promise<void>(() => undefined)
    })
  }

  async #turn(id: string, driver: number): Promise<Next> {
    try {
      return await this.#executions.drive(id, driver)
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      this.#options.say(`error: the execution ${id} cannot be carried out: ${problem}`)
      const isAbandoned = await this.#executions.abandon(id, driver, problem).then(
        () => true,
        () => false,
      )
      // What cannot even be written down, such as that the disk of the server is full, may be over in a moment.
      return { isOver: isAbandoned, waitMs: lookMs }
    }
  }

  // Nothing of it is recorded as a step: whether an attempt is carried out, and how it has ended, is in our tables.
  async #attempt(id: string, seq: number): Promise<void> {
    const key = `${id}/${seq}`
    if (this.#taken.has(key)) return
    this.#taken.add(key)
    const stop = new AbortController()
    const done = this.#carryOut({ executionId: id, seq }, stop.signal, () => this.#running.set(key, { stop, done }))
    await done.finally(() => {
      this.#running.delete(key)
      this.#taken.delete(key)
    })
  }

  async #carryOut(
    attempt: { executionId: string; seq: number },
    signal: AbortSignal,
    onBegin: () => void,
  ): Promise<void> {
    const begun = await this.#begin(attempt)
    // Nobody waits for it any more, or another worker carries it out, or did until it died.
    if (begun === undefined || (begun.before !== null && begun.before !== begun.worker)) return
    this.#attempts += 1
    onBegin()
    const outcome = await this.#execute(attempt.executionId, begun, signal)
    await this.#sayings.flush()
    const ended = { outcome, worker: begun.worker, hasPlace: begun.hasPlace }
    while (!(await endAttempt(this.#connected, attempt, ended).then(() => true, this.#tellUnwritten)))
      await setTimeout(lookMs)
  }

  // Nobody else knows how it has ended.
  readonly #tellUnwritten = (error: unknown): boolean => {
    const problem = error instanceof Error ? error.message : String(error)
    this.#options.say(`error: it cannot be written down how an attempt has ended; trying again: ${problem}`)
    return false
  }

  /** Makes an attempt this worker's own. */
  async #begin(attempt: {
    executionId: string
    seq: number
  }): Promise<(BegunAttempt & { readonly worker: number }) | undefined> {
    while (true) {
      const { worker } = this.#presence
      const begun = await beginAttempt(this.#connected.database, attempt, worker)
      if (begun !== 'unknown-worker') return begun === undefined ? undefined : { ...begun, worker }
      // The others took it for dead, and it is about to notice.
      await setTimeout(pauseMs)
    }
  }

  async #execute(executionId: string, { key, planHash, data }: BegunAttempt, signal: AbortSignal): Promise<Outcome> {
    const plan = await this.#executions.plans.get(this.#connected.database, planHash)
    const task = plan.tasks.find(({ id }) => id === data.task)
    if (task === undefined) throw new Error(`${plan.workflow} has no task ${data.task}.`)
    const { attempt, input, iteration } = data
    const round = iteration === undefined ? {} : { iteration }
    const onMessage = (text: string) =>
      this.#sayings.add({ executionId, task: task.id, ...round, at: this.#options.now(), text })
    const execute = this.#options.execute ?? executeAttempt
    try {
      const request = toRequest(executionId, { task, attempt, input, key })
      const outcome = await execute(request, { ...this.#executors, onMessage }, signal)
      // It may be there on the machines of other workers.
      if ('error' in outcome && outcome.error.code === 'command/not-found')
        this.#options.say(`error: ${executionId} ${task.id}: ${outcome.error.message}`)
      return outcome
    } catch (error) {
      // Such as a secret that this machine does not have. Other executions have nothing to do with it.
      const code = error instanceof OssaError ? error.code : 'worker/failed'
      const message = error instanceof Error ? error.message : String(error)
      this.#options.say(`error: ${executionId} ${task.id}: ${message}`)
      return { error: { code, message, retryable: false } }
    }
  }

  #hear(channel: string, payload?: string): void {
    if (channel === channels.givenUp) void this.#endGivenUp().catch(() => undefined)
    else if (channel === channels.work) for (const dequeuer of this.#dequeuers) dequeuer.wake(payload)
    else if (payload === undefined) void this.#drivers.look().catch(() => undefined)
    else this.#drivers.wake(payload)
  }

  /** Ends attempts that nobody waits for any more. */
  async #endGivenUp(): Promise<void> {
    const running = [...this.#running]
    if (running.length === 0) return
    const rows = await this.#connected.database.all<{ key: string }>(
      "SELECT execution_id || '/' || seq AS key FROM ossa.attempts WHERE worker = ?",
      [this.#presence.worker],
    )
    const awaited = new Set(rows.map(({ key }) => key))
    for (const [key, { stop }] of running) if (!awaited.has(key)) stop.abort(givenUp)
  }

  async #lookAround(): Promise<void> {
    const { say } = this.#options
    while (!this.#closing.signal.aborted) {
      try {
        await this.#endGivenUp()
        for (const executor of await this.#takeover.look())
          say(`The worker ${executor} is gone; its work goes on elsewhere.`)
        this.#connected.queues.forgetLimits()
        await this.#drivers.look()
        await freePlaces(this.#connected.database, this.#connected.queues)
      } catch (error) {
        this.#takeover.forget()
        say(`warning: ${error instanceof Error ? error.message : String(error)}`)
      }
      await setTimeout(lookMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
    }
  }
}

function tellError(say: (line: string) => void) {
  return (entry: unknown) => say(`error: ${entry instanceof Error ? entry.message : String(entry)}`)
}
