import { describe, expect, it } from 'vitest'
import { answer, initialState, reduce, tasksToRetry } from '#core/workflow'
import { carryOut, failing, planOf, task } from './carry-out.ts'

const chain = planOf([task('a'), task('b', { needs: ['a'] }), task('c', { needs: ['b'] })])

describe('pause', () => {
  it('lets attempts under way end, and starts nothing', () => {
    const run = carryOut(chain, { requests: { 'start a 1 {}': { do: 'pause' } } })
    expect([run.started, run.state.status, run.state.tasks.get('a')?.status]).toEqual([['a'], 'paused', 'completed'])
  })

  it('does not count against the time limit', () => {
    const plan = planOf(chain.tasks, { timeoutMs: 1_000 })
    const paused = reduce(carryOut(plan, { requests: { 'start a 1 {}': { do: 'pause' } } }).state, {
      type: 'execution.resumed',
      at: 50_000,
    })
    expect([paused.status, paused.pausedMs]).toEqual(['running', 49_000])
  })

  it.each(['pause', 'resume'] as const)('answers a second %s with nothing', (what) => {
    const { state } = carryOut(chain, { requests: { 'start a 1 {}': { do: 'pause' } } })
    const now = what === 'pause' ? state : reduce(state, { type: 'execution.resumed', at: 2_000 })
    expect(answer(now, { do: what }, 3_000)).toBeUndefined()
  })
})

describe('cancel', () => {
  it('ends everything, also while it is paused', () => {
    const { state } = carryOut(chain, { requests: { 'start b 1 {}': { do: 'cancel', reason: 'enough' } } })
    expect([state.status, [...state.tasks.values()].map(({ status }) => status)]).toEqual([
      'cancelled',
      ['completed', 'cancelled', 'cancelled'],
    ])
    const paused = carryOut(chain, {
      requests: { 'start b 1 {}': { do: 'pause' }, 'attempt.completed b': { do: 'cancel' } },
    })
    expect(paused.state.status).toBe('cancelled')
  })

  it('comes too late after the end', () => {
    expect(answer(carryOut(chain).state, { do: 'cancel' }, 9_000)).toBeUndefined()
    expect(answer(initialState(chain), { do: 'signal', name: 'x', data: 1 }, 9_000)).toBeUndefined()
  })
})

describe('retry', () => {
  const failed = carryOut(chain, { answers: { b: failing(1) } }).state

  it('repeats what failed and what did not run, and keeps the rest', () => {
    expect(tasksToRetry(chain, failed)).toEqual(['b', 'c'])
    const state = reduce(failed, { type: 'execution.retried', at: 9_000, tasks: ['b', 'c'] })
    expect([state.status, state.retries, state.error, state.tasks.get('a')?.status]).toEqual([
      'retrying',
      1,
      undefined,
      'completed',
    ])
    expect(state.tasks.get('b')).toEqual({ status: 'pending', attempts: 1, failures: 0 })
  })

  it('from a task repeats it and all that need it, with effects of their own', () => {
    const done = carryOut(chain).state
    expect(tasksToRetry(chain, done, 'b')).toEqual(['b', 'c'])
    const state = reduce(done, { type: 'execution.retried', at: 9_000, tasks: ['b', 'c'] })
    expect(state.tasks.get('b')).toEqual({ status: 'pending', attempts: 1, failures: 0, generation: 1 })
  })

  it('repeats what was undone', () => {
    const plan = planOf([...chain.tasks, task('undo_a', { compensates: 'a' })])
    const { state } = carryOut(plan, { answers: { c: failing(1) } })
    expect(tasksToRetry(plan, state)).toEqual(['a', 'b', 'c', 'undo_a'])
  })
})
