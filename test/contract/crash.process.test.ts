import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { execa } from 'execa'
import { beforeAll, expect, it } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
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
/** With a retry, a wait, rounds, a sub-workflow and a record. */
const outer = plan(
  [
    task('a'),
    task('b', ['a'], { retry: twice, script: '[ "$OSSA_ATTEMPT" != 1 ] || exit 3' }),
    task('c', ['a'], { binding: { kind: 'wait', for: '5ms' }, input: {} }),
    task('d', ['a'], { forEach: { items: [1, 2], concurrency: 1 }, record: 'result' }),
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
