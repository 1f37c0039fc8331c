/** A worker for tests: `tsx worker-child.ts ROOT [LIMITS]`. It is what `ossa worker` is, but for the clock, which it takes from the file `clock` of the root, if there is one. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { startWorker } from '#core/orchestrator'
import { execute } from './execute.ts'

const [root = '', limits = '{}'] = process.argv.slice(2)

const worker = await startWorker(
  {
    root,
    environment: process.env,
    now,
    random: () => randomBytes(10),
    host: hostname(),
    pid: process.pid,
    execute,
    say: (line) => process.stderr.write(`${line}\n`),
  },
  { perWorker: 16, concurrency: null, rate: null, ...(JSON.parse(limits) as object) },
)
process.stdout.write('ready\n')
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
await worker.work(stop.signal)
process.exit()

function now(): number {
  try {
    return Number(readFileSync(path.join(root, 'clock'), 'utf8'))
  } catch {
    return Date.now()
  }
}
