/**
 * How many durable no-op tasks the embedded engine carries out a second, and how long it takes from asking for an execution to its first
 * attempt: ten tasks in a diamond, 1 and 16 executions at a time, with both durabilities. Next to what the disk takes for an
 * fdatasync, and to SQLite alone committing the same number of small rows, one commit for each.
 * Then the same ten tasks in Restate, if it is installed (`cd bench && npm ci`).
 * `npx tsx bench/engine.ts [SECONDS]`, default 4 for each.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { openOrchestrator } from '../src/core/orchestrator/index.ts'
import { median } from './measure.ts'
import { diamond } from './plans.ts'

const seconds = Number(process.argv[2] ?? 4)
const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))
const plan = diamond()

try {
  console.log(`fdatasync of one page: ${fdatasyncMedian().toFixed(3)} ms, median of 300`)
  for (const durability of ['full', 'normal'] as const) {
    const floor = commitsPerSecond(durability)
    console.log(`${durability.padEnd(7)} SQLite alone: ${floor.toFixed(0)} commits of one row a second`)
    for (const atOnce of [1, 16]) report(await measureEngine(durability, atOnce), { durability, atOnce, floor })
  }
  runPeer('restate.mjs')
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

interface Result {
  readonly tasksPerSecond: number
  /** Sorted. */
  readonly startMs: readonly number[]
}

async function measureEngine(durability: 'full' | 'normal', atOnce: number): Promise<Result> {
  const root = mkdtempSync(path.join(sandbox, 'run-'))
  const firstAttempt = new Map<string, number>()
  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    root,
    folder: path.join(root, '.ossa'),
    access: 'create',
    environment: {},
    now: () => Date.now(),
    random: () => randomBytes(10),
    durability,
    execute: async ({ executionId }) => {
      if (!firstAttempt.has(executionId)) firstAttempt.set(executionId, performance.now())
      await Promise.resolve()
      return { output: null }
    },
  })
  let runs = 0
  const startMs: number[] = []
  const worker = async (end: number) => {
    while (performance.now() < end) {
      const asked = performance.now()
      const { executionId } = await orchestrator.start({ plan, input: {} })
      await orchestrator.run(executionId, { signal: new AbortController().signal })
      startMs.push((firstAttempt.get(executionId) ?? Number.NaN) - asked)
      firstAttempt.delete(executionId)
      runs += 1
    }
  }
  const together = (milliseconds: number) => {
    const end = performance.now() + milliseconds
    return Promise.all(Array.from({ length: atOnce }, () => worker(end)))
  }
  await together(1_000)
  runs = 0
  startMs.length = 0
  const begun = performance.now()
  await together(seconds * 1_000)
  const elapsed = (performance.now() - begun) / 1_000
  await orchestrator.close()
  return { tasksPerSecond: (runs * plan.tasks.length) / elapsed, startMs: startMs.sort((a, b) => a - b) }
}

/** Needs a process of its own, so that nobody shares a processor with another's service. */
function runPeer(script: string): void {
  const file = path.join(import.meta.dirname, script)
  const { status } = spawnSync(process.execPath, [file, String(seconds)], { stdio: ['ignore', 'inherit', 'ignore'] })
  if (status !== 0) console.log(`${script} could not be run: cd bench && npm ci`)
}

function report(
  { tasksPerSecond, startMs }: Result,
  { durability, atOnce, floor }: { durability: string; atOnce: number; floor: number },
): void {
  const at = (share: number) => (startMs[Math.floor(startMs.length * share)] ?? Number.NaN).toFixed(2)
  const ratio = (tasksPerSecond / floor).toFixed(2)
  console.log(
    `${durability.padEnd(7)} ${String(atOnce).padStart(2)} at once: ${tasksPerSecond.toFixed(0).padStart(6)} tasks/s, ${ratio} × SQLite alone; start p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  )
}

function fdatasyncMedian(): number {
  const file = openSync(path.join(sandbox, 'sync'), 'w')
  const page = Buffer.alloc(4_096)
  const times = Array.from({ length: 300 }, () => {
    const begun = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  return median(times)
}

function commitsPerSecond(durability: 'full' | 'normal'): number {
  const database = new Sqlite(path.join(sandbox, `floor-${durability}.db`))
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${durability}`)
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)')
  const insert = database.prepare('INSERT INTO rows (text) VALUES (?)')
  const [begun, text] = [performance.now(), 'x'.repeat(100)]
  let commits = 0
  for (; performance.now() < begun + 1_000; commits += 1) insert.run(text)
  database.close()
  return commits
}
