import type { FleetLimits, RunningWorker, WorkerOptions } from '../worker-port.ts'
import { connect } from './open.ts'
import { Queues } from './queues.ts'
import { Worker } from './worker.ts'

/** Makes this process a worker, and starts it. Throws OssaError `engine/…`. */
export async function openWorker(options: WorkerOptions, limits: FleetLimits): Promise<RunningWorker> {
  const database = await connect(options, { connections: 12, mayCreate: true })
  // From now on it waits for as long as the server is away, and so does DBOS.
  database.waitForEver()
  const queues = await Queues.open(database)
  await queues.setLimits(limits)
  const worker = new Worker({ database, queues }, options)
  await worker.start()
  return {
    description: `${database.address.shown}, ${await queues.describeLimits()}`,
    work: async (stop) => {
      if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve))
      await worker.drain()
      await queues.close()
      await database.close()
      return { attempts: worker.attempts }
    },
    kill: () => worker.kill(),
  }
}
