import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { execa } from 'execa'
import { beforeAll, expect, it } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
import { counted, mostInFlight } from './in-flight.ts'
import { freshWorkspace, never, plan, removeWorkspaces, task } from './orchestrator.ts'

removeWorkspaces()
const child = path.join(import.meta.dirname, '../../dist/test/crash-child.mjs')

beforeAll(async () => {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'crash-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
})

const inner = plan([task('x'), task('y', ['x'])], { workflow: 'inner@1.0.0', output: 'y' })
const twice = { maxAttempts: 2, backoff: 'fixed', initialMs: 1, maxMs: 1 } as const
/** With a retry, a wait, rounds at an agent that carries out one at a time, a sub-workflow and a record. */
const outer = plan(
  [
    task('a'),
    task('b', ['a'], { retry: twice, script: '[ "$OSSA_ATTEMPT" != 1 ] || exit 3' }),
    task('c', ['a'], { binding: { kind: 'wait', for: '5ms' }, input: {} }),
    task('d', ['a'], { forEach: { items: [1, 2], concurrency: 1 }, record: 'result', agentConcurrency: 1 }),
    task('e', ['b', 'c', 'd'], { binding: { kind: 'workflow', plan: inner }, input: {} }),
    task('f', ['e']),
  ],
  { output: 'done' },
)

/** Dies at a commit, goes on, and looks at what has happened. Returns whether it died at all. */
async function dieAt(moment: number): Promise<boolean> {
  const { options, lines } = freshWorkspace()
  writeFileSync(path.join(options.root, 'plan.json'), JSON.stringify(outer))
  const { signal, exitCode } = await execa(process.execPath, [child, options.root, String(moment)], { reject: false })
  expect([signal, exitCode]).toEqual(exitCode === 0 ? [undefined, 0] : ['SIGKILL', undefined])

  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    ...options,
    folder: path.join(options.root, '.ossa'),
    access: 'create',
    environment: process.env,
  })
  const before = [...lines()]
  const { executionId } = await orchestrator.start({ plan: outer, input: {}, key: 'x' })
  const known = (await orchestrator.events(executionId)).flatMap((event) =>
    event.type === 'attempt.completed' ? [`${event.task}/${event.iteration ?? 0}`] : [],
  )
  const { state } = await orchestrator.run(executionId, { signal: never })
  expect([moment, state.status, state.output]).toEqual([moment, 'completed', 'done'])

  const events = await orchestrator.events(executionId)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(await orchestrator.list({ limit: 9 })).toHaveLength(2)
  expect(await orchestrator.records({ limit: 9 })).toHaveLength(2)
  // What was known to be completed has not run again, and all attempts of one effect have one key.
  const again = lines().slice(before.length)
  for (const effect of known)
    expect([moment, again.filter((line) => line.includes(`/${effect} `))]).toEqual([moment, []])
  const effects = new Set(lines().map((line) => line.split(' ')[1]?.replace(/^[^/]+/, '')))
  expect([...effects].sort()).toEqual(['/a/0', '/b/0', '/d/0', '/d/1', '/f/0', '/x/0', '/y/0'])
  await orchestrator.close()
  return exitCode !== 0
}

it('loses nothing and repeats nothing that was completed, at whichever commit it is killed', async () => {
  const lanes = 2
  let [next, last] = [1, Number.POSITIVE_INFINITY]
  const lane = async () => {
    while (next < last) {
      const moment = next
      next += 1
      if (!(await dieAt(moment))) last = Math.min(last, moment)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  // Start, claim, and each turn: a commit has two moments.
  expect(last).toBeGreaterThan(20)
})

/** Carries out the plan of a folder in a process of its own. */
function runElsewhere(root: string, key: string) {
  return execa(process.execPath, [child, root, '0', key], { reject: false })
}

it('keeps the limit of an agent across processes', async () => {
  const { options } = freshWorkspace()
  const tasks = ['a', 'b', 'c'].map((id) => counted(id, 'narrow', { most: 2 }))
  writeFileSync(path.join(options.root, 'plan.json'), JSON.stringify(plan(tasks)))
  const runs = ['x', 'y', 'z'].map((key) => runElsewhere(options.root, key))
  for (const { exitCode, stderr } of await Promise.all(runs)) expect([exitCode, stderr]).toEqual([0, ''])
  expect(mostInFlight(options.root, 'narrow')).toBe(2)
})

it('gives the place that a killed process had to others', async () => {
  const { options, lines, write } = freshWorkspace()
  const single = task('a', [], { agentConcurrency: 1, script: 'while ! test -e go; do sleep 0.05; done' })
  writeFileSync(path.join(options.root, 'plan.json'), JSON.stringify(plan([single])))
  const one = runElsewhere(options.root, 'x')
  while (lines().length === 0) await setTimeout(10)
  const two = runElsewhere(options.root, 'y')
  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    ...options,
    folder: path.join(options.root, '.ossa'),
    access: 'write',
    environment: process.env,
  })
  const hasBegun = async (key: string) => (await orchestrator.events(key).catch(() => [])).length === 2
  while (!(await hasBegun('y'))) await setTimeout(10)
  await setTimeout(300)
  expect(lines()).toHaveLength(1)
  one.kill('SIGKILL')
  while (lines().length < 2) await setTimeout(10)
  write('go')
  expect((await two).exitCode).toBe(0)
  expect((await orchestrator.get('y')).state.status).toBe('completed')
  await orchestrator.close()
})
