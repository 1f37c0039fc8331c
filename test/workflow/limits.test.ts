import { describe, expect, it } from 'vitest'
import { attemptFailed, initialState, taskState } from '#core/workflow'
import { type Answer, carryOut, failing, planOf, task } from './carry-out.ts'

const outputs = (...values: unknown[]): Answer[] => values.map((output) => ({ output }))
const statuses = ({ state }: ReturnType<typeof carryOut>) =>
  Object.fromEntries([...state.tasks].map(([id, { status }]) => [id, status]))

describe('a governor', () => {
  it.each([
    ['deny', 'failed'],
    ['allow', 'completed'],
  ])('that says %s', (decision, status) => {
    const govern = task('govern', { agent: 'gov@1.0.0', denyWhen: '${{ output.decision == "deny" }}' })
    const run = carryOut(planOf([govern, task('ship', { needs: ['govern'] })]), {
      answers: { govern: outputs({ decision, reason: 'too risky' }) },
    })
    expect([run.state.status, run.state.tasks.get('govern')?.status]).toEqual([status, 'completed'])
    if (status === 'failed')
      expect(run.state.error).toMatchObject({
        code: 'workflow/denied',
        task: 'govern',
        message: 'gov@1.0.0 has forbidden to go on: too risky.',
        details: { reason: 'too risky' },
      })
  })
})

it('does not try again what was denied in a workflow that is a task', () => {
  const retry = { maxAttempts: 3, backoff: 'fixed', initialMs: 1, maxMs: 1, retryOn: ['workflow/*'] } as const
  const eventAfter = (code: string) => {
    const error = { code, message: 'No.', retryable: true }
    const round = task('round', { retry })
    return attemptFailed(round, taskState(initialState(planOf([round])), 'round'), { error, now: 0, random: 0 })
  }
  expect(eventAfter('workflow/denied')).not.toHaveProperty('retryAt')
  expect(eventAfter('workflow/timeout')).toHaveProperty('retryAt', 1)
})

describe('limits', () => {
  it('of an agent hold in all its tasks', () => {
    const tasks = [...'abcd'].map((id) =>
      task(id, { agent: id < 'c' ? 'slow@1.0.0' : 'fast@1.0.0', ...(id < 'c' && { agentConcurrency: 1 }) }),
    )
    const { log } = carryOut(planOf(tasks))
    expect(log.indexOf('start b 1 {}')).toBeGreaterThan(log.indexOf('attempt.completed a'))
    expect(log.indexOf('start d 1 {}')).toBeLessThan(log.indexOf('attempt.completed a'))
  })

  it('of time end an execution, and what was done is undone', () => {
    const wait = task('w', { needs: ['a'], binding: { kind: 'wait', for: '1h' } })
    const plan = planOf([task('a'), wait, task('undo', { compensates: 'a' })], { timeoutMs: 500 })
    const run = carryOut(plan)
    expect(run.log.slice(-4)).toEqual([
      'execution.failing',
      'start undo 1 {}',
      'attempt.completed undo',
      'execution.failed',
    ])
    expect(run.state.error?.code).toBe('workflow/timeout')
  })

  it('of an attempt show in the status of the task', () => {
    const run = carryOut(planOf([task('a')]), {
      answers: { a: [{ error: 'late', retryable: true, code: 'command/timeout' }] },
    })
    expect(statuses(run)).toEqual({ a: 'timed_out' })
  })
})

describe('retryOn', () => {
  const retry = (retryOn: string[]) => ({ maxAttempts: 3, backoff: 'fixed', initialMs: 1, maxMs: 1, retryOn }) as const
  it.each([
    [['x/y'], false, 3],
    [['x/*'], false, 3],
    [['*/y', 'z/z'], false, 3],
    [['x/z', 'y', 'x/y/*'], true, 1],
  ])('decides for %j, whatever the executor says (%s)', (codes, retryable, attempts) => {
    const run = carryOut(planOf([task('a', { retry: retry(codes) })]), { answers: { a: failing(3, retryable) } })
    expect(run.started).toHaveLength(attempts)
  })
})
