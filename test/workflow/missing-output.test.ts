import { expect, it } from 'vitest'
import { decide, initialState, type PlannedTask, reduce, type WorkflowPlan } from '#core/workflow'

const task = (id: string, rest: Partial<PlannedTask> = {}): PlannedTask => ({
  id,
  needs: [],
  agent: 'a@1.0.0',
  capability: 'c',
  binding: { kind: 'command', run: ['true'], cwd: '', env: {} },
  input: {},
  retry: { maxAttempts: 1, backoff: 'fixed', initialMs: 10, maxMs: 1_000 },
  timeoutMs: 1_000,
  priority: 5,
  onError: 'continue',
  ...rest,
})

/** What is decided on `b` after `a` has been skipped, or has failed. */
function decided(type: 'task.skipped' | 'task.failed', b: Partial<PlannedTask>) {
  const plan: WorkflowPlan = {
    workflow: 'w@1.0.0',
    file: 'w.yaml',
    hash: 'x',
    concurrency: 1,
    tasks: [task('a'), task('b', { needs: ['a'], ...b })],
  }
  const started = reduce(initialState(plan), { type: 'execution.started', at: 1, input: {} })
  const end =
    type === 'task.skipped'
      ? ({ type, at: 2, task: 'a' } as const)
      : ({ type, at: 2, task: 'a', error: { code: 'c', message: 'm' } } as const)
  return decide(plan, reduce(started, end), 3)
}

it.each([
  ['was skipped', 'task.skipped', { input: { x: ['${{ tasks.a.output.n }}'] } }, ' (at /x/0)'],
  ['failed', 'task.failed', { when: '${{ tasks.a.output.n > 1 }}' }, ''],
] as const)('an expression that reads the output of a task that %s says so', (...[what, type, b, place]) => {
  expect(decided(type, b)).toMatchObject([
    {
      event: {
        type: 'task.failed',
        error: {
          code: 'workflow/expression-failed',
          message: expect.stringMatching(
            `^No such key: output in .*: the task a ${what} and has no output \\(ask first: has\\(tasks.a.output\\)\\)${place.replace(/[()]/g, '\\$&')}\\.$`,
          ),
        },
      },
    },
  ])
})

it('an expression that asks first can be evaluated', () => {
  const input = { x: '${{ has(tasks.a.output) ? tasks.a.output.n : 0 }}' }
  expect(decided('task.skipped', { input })).toMatchObject([{ do: 'start', input: { x: 0 } }])
})
