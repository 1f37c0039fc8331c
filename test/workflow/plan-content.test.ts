import { describe, expect, it } from 'vitest'
import { contentHash, type PlannedTask, type WorkflowPlan } from '#core/workflow'

const task = (id: string, needs: readonly string[] = []): PlannedTask => ({
  id,
  needs,
  agent: 'echo@1.0.0',
  capability: 'say',
  binding: { kind: 'command', run: ['cat'], cwd: '', env: {} },
  input: { text: id },
  retry: { maxAttempts: 1, backoff: 'exponential', initialMs: 1_000, maxMs: 60_000, jitter: true },
  timeoutMs: 300_000,
  priority: 5,
  onError: 'fail',
})

const plan = (tasks: readonly PlannedTask[], rest: Partial<WorkflowPlan> = {}): WorkflowPlan => ({
  workflow: 'loop@1.0.0',
  file: 'loop.yaml',
  hash: 'x',
  tasks,
  concurrency: 16,
  ...rest,
})

const [a, b] = [task('a'), task('b')]
const c = task('c', ['a', 'b'])
const known = contentHash(plan([a, b, c]))

describe('the hash of what a plan does', () => {
  it('is that of the plans which are stored', () => {
    expect(known).toBe('7fd84194963fd29dba1e2d0417c4632a8671ffb3244dbe19655e7d58079356da')
  })

  it('does not depend on where and in which order things stand', () => {
    expect(contentHash(plan([b, a, { ...c, needs: ['b', 'a'] }], { file: 'other.yaml', hash: 'y' }))).toBe(known)
    const around = (inner: WorkflowPlan) => contentHash(plan([{ ...a, binding: { kind: 'workflow', plan: inner } }]))
    expect(around(plan([a, b], { file: 'elsewhere.yaml' }))).toBe(around(plan([b, a])))
  })

  it.each<[string, WorkflowPlan]>([
    ['an input', plan([a, b, { ...c, input: { text: 'd' } }])],
    ['an order of tasks', plan([a, b, { ...c, needs: ['a'] }])],
    ['an agent', plan([a, b, { ...c, agent: 'echo@1.0.1' }])],
    ['a task', plan([a, b])],
    ['an output', plan([a, b, c], { output: 1 })],
  ])('depends on %s', (_, other) => {
    expect(contentHash(other)).not.toBe(known)
  })
})
