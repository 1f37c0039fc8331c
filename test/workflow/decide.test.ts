import { describe, expect, it } from 'vitest'
import {
  attemptFailed,
  decide,
  type EngineEvent,
  type ExecutionState,
  initialState,
  type PlannedTask,
  reduce,
} from '#core/workflow'
import { type Answer, carryOut, failing, planOf, task } from './carry-out.ts'

describe('retries', () => {
  it.each<[string, PlannedTask['retry'], number[]]>([
    ['fixed', { maxAttempts: 4, backoff: 'fixed', initialMs: 10, maxMs: 1_000 }, [10, 10, 10]],
    ['exponential', { maxAttempts: 4, backoff: 'exponential', initialMs: 10, maxMs: 1_000 }, [10, 20, 40]],
    ['up to a limit', { maxAttempts: 5, backoff: 'exponential', initialMs: 10, maxMs: 25 }, [10, 20, 25, 25]],
    ['with a limit below the start', { maxAttempts: 3, backoff: 'exponential', initialMs: 50, maxMs: 25 }, [50, 50]],
  ])('wait as the policy says: %s', (_, retry, waits) => {
    const { state, log } = carryOut(planOf([task('a', { retry })]), { answers: { a: failing(9) } })
    expect(log.filter((line) => line.startsWith('wait')).map((line) => Number(line.slice(5)))).toEqual(waits)
    expect(state).toMatchObject({ status: 'failed', error: { code: 'x/y', task: 'a' } })
    expect(state.tasks.get('a')).toMatchObject({ attempts: waits.length + 1, failures: waits.length + 1 })
  })

  it('stay finite however often they were tried', () => {
    const retry = { maxAttempts: 5_000, backoff: 'exponential', initialMs: 1, maxMs: 100 } as const
    const event = attemptFailed(
      task('a', { retry }),
      { status: 'running', attempts: 4_000, failures: 4_000 },
      {
        error: { code: 'x/y', message: 'no', retryable: true },
        now: 5,
        random: 0,
      },
    )
    expect(event).toMatchObject({ retryAt: 105 })
  })

  it('are not made for what will fail again', () => {
    const retry = { maxAttempts: 4, backoff: 'fixed', initialMs: 10, maxMs: 10 } as const
    expect(carryOut(planOf([task('a', { retry })]), { answers: { a: failing(1, false) } }).started).toEqual(['a'])
  })

  it('do not count attempts that were interrupted', () => {
    const retry = { maxAttempts: 2, backoff: 'fixed', initialMs: 10, maxMs: 10 } as const
    const answers: Readonly<Record<string, readonly Answer[]>> = {
      a: ['interrupted', ...failing(1), 'interrupted', { output: 1 }],
    }
    const { state } = carryOut(planOf([task('a', { retry })]), { answers })
    expect([state.status, state.tasks.get('a')]).toMatchObject([
      'completed',
      { attempts: 4, failures: 1, output: 1, error: undefined },
    ])
  })

  it('keep the input, and ask the condition once', () => {
    const retry = { maxAttempts: 3, backoff: 'fixed', initialMs: 1, maxMs: 1 } as const
    const a = task('a', { retry, when: '${{ input.go }}', input: { x: '${{ input.x }}' } })
    const { log } = carryOut(planOf([a]), { input: { go: true, x: 7 }, answers: { a: failing(2) } })
    expect(log.filter((line) => line.startsWith('start'))).toEqual([1, 2, 3].map((n) => `start a ${n} {"x":7}`))
  })
})

describe('conditions', () => {
  const two = (when: string | boolean, rest: Partial<PlannedTask> = {}) =>
    planOf([task('a'), task('b', { needs: ['a'], when, ...rest }), task('c', { needs: ['b'] })], {
      output: { b: '${{ tasks.b.status }}', c: '${{ tasks.c.status }}' },
    })

  it.each([
    ['${{ tasks.a.output.n > 3 }}', 'completed'],
    ['${{ tasks.a.output.n > 5 }}', 'skipped'],
    [true, 'completed'],
    [false, 'skipped'],
    ['${{ tasks.a.status == "completed" }}', 'completed'],
  ])('decide whether a task runs, and a skipped one holds up nobody: %s', (when, b) => {
    const { state } = carryOut(two(when), { answers: { a: [{ output: { n: 5 } }] } })
    expect([state.status, state.output]).toEqual(['completed', { b, c: 'completed' }])
  })

  it.each([
    ['${{ tasks.a.output }}', 'workflow/condition-not-boolean'],
    ['${{ "true" }}', 'workflow/condition-not-boolean'],
    ['true', 'workflow/condition-not-boolean'],
    ['${{ tasks.a.output.missing }}', 'workflow/expression-failed'],
    ['${{ 1 / 0 > 1 }}', 'workflow/expression-failed'],
    ['${{ tasks.', 'workflow/expression-failed'],
  ])('that are none fail the task: %s', (when, code) => {
    const { state, started } = carryOut(two(when), { answers: { a: [{ output: { n: 5 } }] } })
    expect(started).toEqual(['a'])
    expect(state).toMatchObject({ status: 'failed', error: { code, task: 'b' } })
    expect(state.tasks.get('c')?.status).toBe('cancelled')
  })

  it('that fail count like any other failure where the workflow goes on', () => {
    const { state } = carryOut(two('${{ tasks.a.output.missing }}', { onError: 'continue' }))
    expect([state.status, state.output]).toEqual(['completed', { b: 'failed', c: 'completed' }])
  })
})

describe('the order of tasks', () => {
  it('is by priority, then as in the plan', () => {
    const tasks = [task('low', { priority: 1 }), task('a'), task('high', { priority: 9 }), task('b')]
    expect(carryOut(planOf(tasks, { concurrency: 1 })).started).toEqual(['high', 'a', 'b', 'low'])
  })

  it.each([1, 2, 3])('never has more than %i attempts at a time', (concurrency) => {
    const plan = planOf(
      [...'abcdef'].map((id) => task(id)),
      { concurrency },
    )
    let state = reduce(initialState(plan), { type: 'execution.started', at: 0, input: null })
    for (let turn = 0; turn < 3; turn += 1)
      for (const command of decide(plan, state, turn))
        if (command.do === 'start')
          state = reduce(state, { type: 'attempt.started', at: turn, task: command.task.id, attempt: 1, input: null })
    expect([...state.tasks.values()].filter(({ status }) => status === 'running')).toHaveLength(concurrency)
  })

  it('lets others run while one waits for its next attempt', () => {
    const retry = { maxAttempts: 2, backoff: 'fixed', initialMs: 500, maxMs: 500 } as const
    const plan = planOf([task('a', { retry, priority: 10 }), task('b'), task('c')], { concurrency: 1 })
    const { started, state } = carryOut(plan, { answers: { a: failing(1) } })
    expect([started, state.status]).toEqual([['a', 'b', 'c', 'a'], 'completed'])
  })
})

describe('an execution', () => {
  it('without tasks is complete', () => {
    expect(carryOut(planOf([], { output: { x: '${{ input.x }}' } }), { input: { x: 1 } }).state).toMatchObject({
      status: 'completed',
      output: { x: 1 },
    })
  })

  it('whose output cannot be made has failed', () => {
    const { state } = carryOut(planOf([task('a')], { output: { x: '${{ tasks.a.output.x }}' } }))
    expect(state).toMatchObject({ status: 'failed', error: { code: 'workflow/expression-failed' } })
    expect(state.error?.message).toContain('(at /x)')
  })

  it('ends with the first fatal failure, and what has not run is cancelled', () => {
    const plan = planOf([task('a'), task('b', { onError: 'continue' }), task('c', { needs: ['a'] })])
    const { state } = carryOut(plan, { answers: { a: failing(1), b: failing(1) } })
    expect([state.status, [...state.tasks.values()].map(({ status }) => status)]).toEqual([
      'failed',
      ['failed', 'cancelled', 'cancelled'],
    ])
  })
})

describe('a history', () => {
  const plan = planOf([task('a')])
  const running = reduce(initialState(plan), { type: 'execution.started', at: 0, input: null })
  const attempt = { at: 1, task: 'a', attempt: 1 }

  it.each<[string, ExecutionState, EngineEvent]>([
    ['starts twice', running, { type: 'execution.started', at: 1, input: null }],
    ['goes on before it started', initialState(plan), { type: 'attempt.started', ...attempt, input: null }],
    ['skips an attempt', running, { type: 'attempt.started', ...attempt, attempt: 2, input: null }],
    ['ends an attempt that never began', running, { type: 'attempt.completed', ...attempt, output: 1 }],
    ['names a task that is not there', running, { type: 'task.skipped', at: 1, task: 'b' }],
    [
      'goes on after its end',
      reduce(running, { type: 'execution.completed', at: 1, output: 1 }),
      { type: 'task.skipped', at: 2, task: 'a' },
    ],
    [
      'completes a task twice',
      [
        { type: 'attempt.started', ...attempt, input: null } as const,
        { type: 'attempt.completed', ...attempt, output: 1 } as const,
      ].reduce(reduce, running),
      { type: 'attempt.completed', ...attempt, output: 2 },
    ],
  ])('that %s is damaged', (_, state, event) => {
    expect(() => reduce(state, event)).toThrow(Error)
  })
})
