import { DBOS, DBOSClient, type DBOSConfig, type DLogger, type WorkflowQueue } from '@dbos-inc/dbos-sdk'
import type { PoolClient } from 'pg'
import type { FleetLimits } from '../worker-port.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase } from './database.ts'

/** Carrying out an execution, and one attempt: what DBOS runs, and the queues from which workers take it. */
export const works = {
  execution: { queueName: 'ossa-executions', workflowName: 'execution' },
  attempt: { queueName: 'ossa-attempts', workflowName: 'attempt' },
} as const

/** The form of what is stored in queues and histories. Workers take only what has the same. */
export const formVersion = '1'
const applicationName = 'ossa'
const schemaName = 'ossa_dbos'
// The pool that is handed over is connected already; without an address, DBOS would look for one in the environment.
const unusedUrl = 'postgres://ossa@pool.invalid/ossa'

export const silent: DLogger = { info: nothing, debug: nothing, warn: nothing, error: nothing }

const defaultPerWorker = 16

/** An attempt for a worker. */
export interface QueuedAttempt {
  readonly executionId: string
  /** Of the event with which it has begun. */
  readonly seq: number
  readonly priority: number
}

/** The queues of DBOS, for those who put something into them. */
export class Queues {
  readonly #client: DBOSClient
  readonly #limits = new Map<string, WorkflowQueue | null>()

  private constructor(client: DBOSClient) {
    this.#client = client
  }

  static async open({ pool }: PostgresDatabase): Promise<Queues> {
    const names = { systemDatabaseUrl: unusedUrl, systemDatabaseSchemaName: schemaName, applicationName }
    return new Queues(await DBOSClient.create({ ...names, systemDatabasePool: pool, logger: silent }))
  }

  /** Has a worker carry an execution out. As part of a transaction. */
  async addExecution(client: PoolClient, executionId: string, driver: number): Promise<void> {
    const workflowID = `${executionId}/${driver}`
    const options = { ...works.execution, workflowID, appVersion: formVersion }
    await this.#client.enqueueInTransaction(client, options, executionId, driver)
    await client.query('SELECT pg_notify($1, $2)', [channels.work, options.queueName])
  }

  /** Has workers carry attempts out. As part of a transaction. */
  async addAttempts(client: PoolClient, attempts: readonly QueuedAttempt[]): Promise<void> {
    for (const { executionId, seq, priority } of attempts) {
      const workflowID = `${executionId}/attempt/${seq}`
      // The smallest number is the first there.
      const options = { ...works.attempt, workflowID, appVersion: formVersion, priority: 11 - priority }
      await this.#client.enqueueInTransaction(client, options, executionId, seq)
    }
    await client.query('SELECT pg_notify($1, $2)', [channels.work, works.attempt.queueName])
  }

  /** A queue and its limits. What others change of them is found after `forgetLimits`. */
  async limitsOf(name: string): Promise<WorkflowQueue | null> {
    const known = this.#limits.get(name)
    if (known !== undefined) return known
    const queue = await this.#client.retrieveQueue(name)
    this.#limits.set(name, queue)
    return queue
  }

  forgetLimits(): void {
    this.#limits.clear()
  }

  /** Gives back to the queues what a worker has taken and not done. Returns how much. */
  async giveBack(executor: string): Promise<number> {
    let count = 0
    for (const { queueName } of Object.values(works)) {
      const taken = await this.#client.listWorkflows({
        executorId: executor,
        status: 'PENDING',
        queueName,
        loadInput: false,
        loadOutput: false,
      })
      const ids = taken.map(({ workflowID }) => workflowID)
      if (ids.length > 0) await this.#client.resumeWorkflows(ids, { queueName })
      count += ids.length
    }
    return count
  }

  /** Forgets what was done for executions. */
  async forget(executionIds: readonly string[]): Promise<void> {
    for (const id of executionIds) {
      const done = await this.#client.listWorkflows({
        workflow_id_prefix: `${id}/`,
        loadInput: false,
        loadOutput: false,
      })
      if (done.length > 0) await this.#client.deleteWorkflows(done.map(({ workflowID }) => workflowID))
    }
  }

  /** Sets limits for all workers; what is not given stays. */
  async setLimits({ perWorker, concurrency, rate }: FleetLimits): Promise<void> {
    const never = { onConflict: 'never_update' } as const
    await this.#client.registerQueue(works.execution.queueName, never)
    const queue = await this.#client.registerQueue(works.attempt.queueName, {
      ...never,
      workerConcurrency: perWorker ?? defaultPerWorker,
    })
    if (rate !== undefined)
      await queue.setRateLimit(rate === null ? undefined : { limitPerPeriod: rate.attempts, periodSec: rate.seconds })
    // No worker may do more than all together, neither number may pass the other meanwhile, and no limit is lifted to be set again.
    const before = { each: await queue.getWorkerConcurrency(), all: await queue.getGlobalConcurrency() }
    const all = concurrency === undefined ? before.all : (concurrency ?? undefined)
    const each = Math.min(perWorker ?? before.each ?? defaultPerWorker, all ?? Infinity)
    const isFewer = all !== undefined && all < (before.each ?? Infinity)
    if (isFewer && each !== before.each) await queue.setWorkerConcurrency(each)
    if (all !== before.all) await queue.setGlobalConcurrency(all)
    if (!isFewer && each !== before.each) await queue.setWorkerConcurrency(each)
  }

  /** The limits of all workers, in a few words. */
  async describeLimits(): Promise<string> {
    const queue = await this.#client.retrieveQueue(works.attempt.queueName)
    const { workerConcurrency, concurrency, rateLimit } = queue ?? {}
    const rate = rateLimit && `${rateLimit.limitPerPeriod} in ${rateLimit.periodSec} s`
    return [
      `up to ${workerConcurrency} attempts at a time in each worker`,
      ...(concurrency === undefined ? [] : [`${concurrency} in all`]),
      ...(rate === undefined ? [] : [rate]),
    ].join(', ')
  }

  async close(): Promise<void> {
    await this.#client.destroy()
  }
}

/** How DBOS is started in a process. */
export function engineConfig(
  { pool }: PostgresDatabase,
  { executor, logger }: { executor: string; logger: DLogger },
): DBOSConfig {
  return {
    name: applicationName,
    systemDatabaseUrl: unusedUrl,
    systemDatabasePool: pool,
    systemDatabaseSchemaName: schemaName,
    applicationVersion: formVersion,
    executorID: executor,
    // Workers take from the queues themselves.
    listenQueues: [],
    logger,
    enableOTLP: false,
    tracingEnabled: false,
  }
}

/** Makes the tables of DBOS, or brings them up to date. */
export async function prepareQueues(database: PostgresDatabase): Promise<void> {
  DBOS.setConfig(engineConfig(database, { executor: 'preparation', logger: silent }))
  await DBOS.launch()
  await DBOS.shutdown()
}

function nothing(): void {
  // Whatever matters of what DBOS says is thrown as well.
}
