import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { ExecutionEventsOutput } from '#core/contract'
import { packageRoot, runOssa } from '../cli/run-ossa.ts'

const example = path.join(packageRoot, 'examples/parallel-pipeline')
const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa pipeline ')))
cpSync(example, cwd, { recursive: true })
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

it('does one task after the other, and the two checks at the same time, as its trace says', async () => {
  const file = 'workflows/order-pipeline.yaml'
  const run = await runOssa(['run', 'workflow', file, '--input', '@inputs/order.json', '--id', 'order'], { cwd })
  expect(JSON.parse(run.stdout)).toEqual({ accepted: true, message: 'Dear Ada, your order A-4711 is on its way.' })
  const events = await runOssa(['execution', 'events', 'order', '--json'], { cwd })
  const trace = (JSON.parse(events.stdout) as ExecutionEventsOutput).map((event) =>
    'task' in event ? `${event.type} ${event.task}` : event.type,
  )
  // Of two that run at the same time, either may be the first to end.
  const [first, second] = [trace.indexOf('attempt.completed t4a'), trace.indexOf('attempt.completed t4b')]
  if (second < first) trace.splice(second, 2, 'attempt.completed t4a', 'attempt.completed t4b')
  expect(`${trace.join('\n')}\n`).toBe(readFileSync(path.join(example, 'trace.txt'), 'utf8'))
})
