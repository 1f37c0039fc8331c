/**
 * The tasks of `engine.ts` on PostgreSQL, with one worker in this process. Needs a server: OSSA_TEST_POSTGRES, or that of this
 * machine. `npx tsx bench/workers.ts [SECONDS]`, default 4 for each.
 */
import { randomBytes } from 'node:crypto'
import { hostname, tmpdir } from 'node:os'
import { Client } from 'pg'
import { openOrchestrator, startWorker } from '../src/core/orchestrator/index.ts'
import { describeResult, FirstAttempts, measureRuns } from './measure-runs.ts'

const seconds = Number(process.argv[2] ?? 4)
const server = process.env['OSSA_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432'
const database = `ossa_bench_${process.pid}`
const environment = { OSSA_ENGINE: `${server}/${database}` }
const common = { root: tmpdir(), environment, now: () => Date.now(), random: () => randomBytes(10) }

const admin = new Client({ connectionString: `${server}/postgres` })
await admin.connect()
await admin.query(`CREATE DATABASE ${database}`)
try {
  const started = new FirstAttempts()
  const names = { host: hostname(), pid: process.pid, say: () => undefined }
  const worker = await startWorker({ ...common, ...names, execute: started.execute }, { perWorker: 64 })
  const orchestrator = await openOrchestrator({ ...common, engine: 'postgres', folder: '', access: 'create' })
  for (const atOnce of [1, 16])
    console.log(
      describeResult(await measureRuns(orchestrator, { atOnce, seconds, started }), { name: 'workers', atOnce }),
    )
  await orchestrator.close()
  await worker.work(AbortSignal.abort())
} finally {
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`)
  await admin.end()
}
process.exit()
