/**
 * How many durable no-op tasks the embedded engine carries out a second, and how long it takes from asking for an execution to its first
 * attempt: ten tasks in a diamond, 1 and 16 executions at a time, with both durabilities. Next to what the disk takes for an
 * fdatasync, and to SQLite alone committing the same number of small rows, one commit for each.
 * Then the same ten tasks on PostgreSQL, if there is one (OSSA_TEST_POSTGRES), and in Restate, if it is installed (`cd bench && npm ci`).
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
import { describeResult, FirstAttempts, measureRuns, type Result } from './measure-runs.ts'

const seconds = Number(process.argv[2] ?? 4)
const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))

try {
  console.log(`fdatasync of one page: ${fdatasyncMedian().toFixed(3)} ms, median of 300`)
  for (const durability of ['full', 'normal'] as const) {
    const floor = commitsPerSecond(durability)
    console.log(`${durability.padEnd(7)} SQLite alone: ${floor.toFixed(0)} commits of one row a second`)
    for (const atOnce of [1, 16]) report(await measureEngine(durability, atOnce), { durability, atOnce, floor })
  }
  runPeer('workers.ts', '--import', 'tsx')
  runPeer('restate.mjs')
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

async function measureEngine(durability: 'full' | 'normal', atOnce: number): Promise<Result> {
  const root = mkdtempSync(path.join(sandbox, 'run-'))
  const started = new FirstAttempts()
  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    root,
    folder: path.join(root, '.ossa'),
    access: 'create',
    environment: {},
    now: () => Date.now(),
    random: () => randomBytes(10),
    durability,
    execute: started.execute,
  })
  const result = await measureRuns(orchestrator, { atOnce, seconds, started })
  await orchestrator.close()
  return result
}

/** Needs a process of its own, so that nobody shares a processor with another's service. */
function runPeer(script: string, ...options: string[]): void {
  const file = path.join(import.meta.dirname, script)
  const args = [...options, file, String(seconds)]
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'ignore'] })
  if (status !== 0) console.log(`${script} could not be run; what it needs stands at its beginning.`)
}

function report(
  result: Result,
  { durability, atOnce, floor }: { durability: string; atOnce: number; floor: number },
): void {
  const ratio = (result.tasksPerSecond / floor).toFixed(2)
  console.log(describeResult(result, { name: durability, atOnce, more: `, ${ratio} × SQLite alone` }))
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
