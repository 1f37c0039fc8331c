import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor'
import { uuidv7 } from '../uuid.ts'
import { Wakeup } from '../wakeup.ts'
import type { WorkerOptions } from '../worker-port.ts'
import { isPassing } from './errors.ts'
import { formVersion, type Queues } from './queues.ts'

interface DequeuerOptions extends Pick<WorkerOptions, 'now' | 'random' | 'say'> {
  readonly queues: Queues
  readonly queueName: string
}

/** When to look again, if nobody says before that there is something: where limits keep work from being taken, and else. */
const pauseMs = { limited: 50, idle: 1_000, trouble: 250 }

/**
 * Has DBOS carry out what is in a queue, as soon as somebody says that there is something. DBOS by itself looks for it at intervals, which
 * takes many times longer than most of the work.
 */
export class Dequeuer {
  readonly #options: DequeuerOptions
  readonly #wakeup = new Wakeup()

  constructor(options: DequeuerOptions) {
    this.#options = options
  }

  /** There may be something in a queue; without a name, in any. */
  wake(queueName: string = this.#options.queueName): void {
    if (queueName === this.#options.queueName) this.#wakeup.wake()
  }

  /** Takes work until it is to stop. */
  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener('abort', () => this.wake())
    while (!stop.aborted) {
      const pause = await this.#take().catch((error: unknown) => this.#pauseAfter(error))
      await this.#wakeup.sleep(pause)
    }
  }

  /** Takes what may be taken. Returns after how long to look again. */
  async #take(): Promise<number> {
    const { queues, queueName, now, random } = this.#options
    const executor = DBOSExecutor.globalInstance
    const queue = await queues.limitsOf(queueName)
    if (executor === undefined || queue === null) return pauseMs.idle
    const { systemDatabase, executorID } = executor
    const running = systemDatabase.countRunningWorkflowsForQueue(queueName)
    const claim = uuidv7(now(), random())
    const taken = await systemDatabase.findAndMarkStartableWorkflows(
      queue,
      executorID,
      formVersion,
      undefined,
      running,
      0,
      claim,
    )
    if (taken.length > 0) await executor.dispatchDequeuedWorkflows(taken, claim)
    const isFull = running + taken.length >= (queue.workerConcurrency ?? Number.POSITIVE_INFINITY)
    return isFull || queue.concurrency !== undefined || queue.rateLimit !== undefined ? pauseMs.limited : pauseMs.idle
  }

  #pauseAfter(error: unknown): number {
    const { code, message = String(error) } = error as { code?: unknown; message?: string }
    // Another worker was taking from the queue at the same moment: not both of them again.
    const [chance = 0] = this.#options.random()
    if (code === '55P03' || code === '40001') return (chance / 256) * pauseMs.limited
    if (!isPassing(error)) this.#options.say(`warning: nothing could be taken from the queue: ${message}`)
    return pauseMs.trouble
  }
}
