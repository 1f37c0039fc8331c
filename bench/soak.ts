/**
 * What the embedded engine needs when it runs for long, and when much runs at once. First 100 workflows of ten tasks that all wait for each
 * other: how many were really under way, and the memory of the process. Then 10,000 executions one after the other, 16 at a time, of which
 * the newest 100 are kept: memory and the size of the database after each tenth must stay where they were.
 * `npx tsx --expose-gc bench/soak.ts [EXECUTIONS]`
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Orchestrator, openOrchestrator } from '../src/core/orchestrator/index.ts'
import { diamond, planWith, task } from './plans.ts'

const executions = Number(process.argv[2] ?? 10_000)
const atOnce = 16
const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa-bench-'))

try {
  await runTogether()
  await soak()
} finally {
  rmSync(sandbox, { recursive: true, force: true })
}

async function runTogether(): Promise<void> {
  const [workflows, width] = [100, 10]
  let [underWay, most] = [0, 0]
  let release = () => {}
  const allStarted = new Promise<void>((resolve) => {
    release = resolve
  })
  const execute = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    if (underWay === workflows * width) release()
    await allStarted
    underWay -= 1
    return { output: { text: 'x'.repeat(1_000) } }
  }
  const orchestrator = await open('together', execute)
  const wide = planWith(
    'wide@1.0.0',
    Array.from({ length: width }, (_, index) => task(`task_${index}`, [])),
  )
  const runs = Array.from({ length: workflows }, () => runOnce(orchestrator, wide))
  await allStarted
  const megabytes = process.memoryUsage().rss / 1e6
  await Promise.all(runs)
  await orchestrator.close()
  console.log(`${most} tasks of ${workflows} workflows under way at once: ${megabytes.toFixed(0)} MB`)
}

async function soak(): Promise<void> {
  const orchestrator = await open('soak', async () => ({ output: { text: 'x'.repeat(1_000) } }))
  const plan = diamond()
  console.log('executions  memory MB  heap MB  database MB')
  for (let tenth = 1; tenth <= 10; tenth += 1) {
    let left = Math.ceil(executions / 10)
    const lane = async () => {
      while (left > 0) {
        left -= 1
        await runOnce(orchestrator, plan)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    await orchestrator.prune({ before: Date.now() + 1, keep: 100 })
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    const cells = [(executions / 10) * tenth, rss / 1e6, heapUsed / 1e6, sizeOf('soak') / 1e6]
    console.log(
      cells.map((cell, index) => cell.toFixed(index > 1 ? 1 : 0).padStart([10, 10, 8, 12][index] ?? 0)).join(' '),
    )
  }
  await orchestrator.close()
}

function open(name: string, execute: () => Promise<{ output: unknown }>): Promise<Orchestrator> {
  return openOrchestrator({
    engine: 'sqlite',
    root: sandbox,
    folder: path.join(sandbox, name),
    access: 'create',
    environment: {},
    now: () => Date.now(),
    random: () => randomBytes(10),
    execute,
  })
}

async function runOnce(orchestrator: Orchestrator, plan: ReturnType<typeof diamond>): Promise<void> {
  const { executionId } = await orchestrator.start({ plan, input: {} })
  const { state } = await orchestrator.run(executionId, { signal: new AbortController().signal })
  if (state.status !== 'completed') throw new Error(`${executionId} is ${state.status}.`)
}

function sizeOf(name: string): number {
  const folder = path.join(sandbox, name)
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { name: file }) => sum + statSync(path.join(folder, file)).size, 0)
}
