import { describe, expect, it } from 'vitest'
import type { PlannedTask } from '#core/workflow'
import { type Answer, carryOut, failing, planOf, task } from './carry-out.ts'

const outputs = (...values: unknown[]): Answer[] => values.map((output) => ({ output }))
const statuses = ({ state }: ReturnType<typeof carryOut>) =>
  Object.fromEntries([...state.tasks].map(([id, { status }]) => [id, status]))

describe('forEach', () => {
  const each = (rest: Partial<PlannedTask> = {}) =>
    task('a', { forEach: { items: '${{ input.list }}' }, input: { x: '${{ item }}', i: '${{ index }}' }, ...rest })

  it('runs once for each item, and gives the outputs in their order', () => {
    const run = carryOut(planOf([each()], { output: '${{ tasks.a.output }}' }), {
      input: { list: ['p', 'q', 'r'] },
      answers: { a: outputs(1, 2, 3) },
    })
    expect(run.log.filter((line) => line.startsWith('start'))).toEqual([
      'start a#0 1 {"x":"p","i":0}',
      'start a#1 1 {"x":"q","i":1}',
      'start a#2 1 {"x":"r","i":2}',
    ])
    expect(run.state).toMatchObject({ status: 'completed', output: [1, 2, 3] })
    expect(run.state.tasks.get('a')?.attempts).toBe(3)
  })

  it('gives an empty list for an empty list, without an attempt', () => {
    const run = carryOut(planOf([each()], { output: '${{ tasks.a.output }}' }), { input: { list: [] } })
    expect([run.started, run.state.output]).toEqual([[], []])
  })

  it.each([1, 2])('has at most %i rounds at a time', (concurrency) => {
    const { events } = carryOut(planOf([each({ forEach: { items: '${{ input.list }}', concurrency } })]), {
      input: { list: [1, 2, 3, 4] },
    })
    let [running, most] = [0, 0]
    for (const { type } of events) {
      if (type === 'attempt.started') running += 1
      if (type === 'attempt.completed') running -= 1
      most = Math.max(most, running)
    }
    expect(most).toBe(concurrency)
  })

  it('retries a round by itself', () => {
    const retry = { maxAttempts: 3, backoff: 'fixed', initialMs: 10, maxMs: 10 } as const
    const run = carryOut(planOf([each({ retry })], { output: '${{ tasks.a.output }}' }), {
      input: { list: ['p', 'q'] },
      answers: { a: [...failing(1), { output: 'Q' }, { output: 'P' }] },
    })
    expect(run.started).toEqual(['a#0', 'a#1', 'a#0'])
    expect(run.state.output).toEqual(['P', 'Q'])
  })

  it('fails with the first round that fails, and gives the others up', () => {
    const run = carryOut(planOf([each({ forEach: { items: '${{ input.list }}', concurrency: 1 } })]), {
      input: { list: [1, 2, 3] },
      answers: { a: [{ output: 1 }, ...failing(1)] },
    })
    expect(run.started).toEqual(['a#0', 'a#1'])
    expect(run.state).toMatchObject({ status: 'failed', error: { message: 'In iteration 1: no', task: 'a' } })
    expect(run.state.tasks.get('a')?.rounds?.map(({ status }) => status)).toEqual(['completed', 'failed', 'cancelled'])
  })

  it('has null for rounds that failed where the workflow goes on', () => {
    const run = carryOut(planOf([each({ onError: 'continue' })], { output: '${{ tasks.a.output }}' }), {
      input: { list: [1, 2, 3] },
      answers: { a: [{ output: 'x' }, ...failing(1), { output: 'z' }] },
    })
    expect(run.state).toMatchObject({ status: 'completed', output: ['x', null, 'z'] })
  })

  it.each([['${{ input.text }}'], ['${{ 5 }}'], [{ a: 1 }]])('fails over what is no list: %j', (items) => {
    const run = carryOut(planOf([each({ forEach: { items } })]), { input: { text: 'abc' } })
    expect(run.state.error?.code).toBe('workflow/not-a-list')
  })
})

describe('until', () => {
  const loop = (rest: Partial<PlannedTask> = {}) =>
    task('a', {
      until: { condition: '${{ output.score >= 3.0 }}', maxIterations: 5 },
      input: { n: '${{ iteration }}', before: '${{ previous }}' },
      ...rest,
    })

  it('repeats, with the output before at hand, and gives the last output', () => {
    const run = carryOut(planOf([loop()], { output: '${{ tasks.a.output.score }}' }), {
      answers: { a: outputs({ score: 1 }, { score: 2 }, { score: 3 }) },
    })
    expect(run.log.filter((line) => line.startsWith('start'))).toEqual([
      'start a#0 1 {"n":0,"before":null}',
      'start a#1 1 {"n":1,"before":{"score":1}}',
      'start a#2 1 {"n":2,"before":{"score":2}}',
    ])
    expect(run.state).toMatchObject({ status: 'completed', output: 3 })
  })

  it('fails after the last iteration it may have', () => {
    const run = carryOut(planOf([loop({ until: { condition: '${{ false }}', maxIterations: 2 } })]))
    expect(run.started).toEqual(['a#0', 'a#1'])
    expect(run.state.error).toMatchObject({ code: 'workflow/too-many-iterations', task: 'a' })
  })

  it('fails when a round fails for good, or its condition cannot be evaluated', () => {
    expect(carryOut(planOf([loop()]), { answers: { a: failing(1) } }).state.error?.message).toBe('In iteration 0: no')
    const faulty = loop({ until: { condition: '${{ output.none > 1 }}', maxIterations: 5 } })
    expect(carryOut(planOf([faulty]), { answers: { a: outputs({}) } }).state.error?.code).toBe(
      'workflow/expression-failed',
    )
  })

  it('asks its condition `when` once, before the first round', () => {
    const run = carryOut(planOf([loop({ when: '${{ input.go }}' })]), { input: { go: false } })
    expect([run.started, statuses(run)]).toEqual([[], { a: 'skipped' }])
  })
})

describe('waiting', () => {
  const wait = (length: string) => task('w', { binding: { kind: 'wait', for: length } })

  it.each([
    ['2h', 7_200_000],
    ['${{ input.pause }}', 5_000],
    ['1970-01-01T00:00:31Z', 30_000],
    ['0s', 0],
  ])('lets time pass: %s', (length, ms) => {
    const run = carryOut(planOf([wait(length), task('b', { needs: ['w'] })]), { input: { pause: '5s' } })
    expect(run.log.slice(0, 3)).toEqual(
      ['timer.started w', ...(ms === 0 ? [] : [`wait ${ms}`]), 'timer.fired w', 'start b 1 {}'].slice(0, 3),
    )
    expect(run.state.status).toBe('completed')
  })

  it('takes no place from the attempts', () => {
    const run = carryOut(planOf([wait('1m'), task('b')], { concurrency: 1 }))
    expect(run.log.indexOf('start b 1 {}')).toBeLessThan(run.log.indexOf('timer.fired w'))
  })

  it('fails for what is no time', () => {
    expect(carryOut(planOf([wait('soon')])).state.error?.code).toBe('workflow/no-duration')
  })
})

describe('signals', () => {
  const ask = (limitMs?: number) =>
    task('s', { binding: { kind: 'signal', name: 'go', ...(limitMs === undefined ? {} : { limitMs }) } })
  const output = { output: '${{ tasks.s.output }}' }
  const signal = { do: 'signal', name: 'go', data: { by: 'ann' } } as const

  it('are waited for, and their data is the output', () => {
    const run = carryOut(planOf([ask()], output), { requests: { 'signal.awaited s': signal } })
    expect(run.state).toMatchObject({ status: 'completed', output: { by: 'ann' } })
  })

  it('that come early are kept, in order, and taken once', () => {
    const second = task('t', { needs: ['s'], binding: { kind: 'signal', name: 'go' } })
    const plan = planOf([task('a'), { ...ask(), needs: ['a'] }, second])
    const run = carryOut(plan, {
      requests: { 'attempt.completed a': signal, 'signal.delivered s': { ...signal, data: 2 } },
    })
    expect([run.state.tasks.get('s')?.output, run.state.tasks.get('t')?.output]).toEqual([{ by: 'ann' }, 2])
    expect(run.state.signals).toEqual([])
  })

  it('with the same id count once', () => {
    const run = carryOut(planOf([task('a'), { ...ask(), needs: ['a'] }], output), {
      requests: { 'start a 1 {}': { ...signal, id: '1' }, 'attempt.completed a': { ...signal, id: '1', data: 2 } },
    })
    expect([run.state.output, run.state.signals]).toEqual([{ by: 'ann' }, []])
  })

  it('that do not come in time end the task', () => {
    const run = carryOut(planOf([ask(500)]))
    expect(run.log).toContain('wait 500')
    expect(statuses(run)).toEqual({ s: 'timed_out' })
    expect(run.state.error).toMatchObject({ code: 'workflow/timeout', task: 's' })
  })
})

describe('a fallback', () => {
  const first = (fallback: Extract<PlannedTask['onError'], object>['fallback']) => task('a', { onError: { fallback } })
  const second = task('a_2', { fallbackFor: 'a', input: { because: '${{ error.message }}' } })
  const output = { output: '${{ tasks.a.output }}' }

  it('gives a value in the place of the output', () => {
    const plan = planOf([first({ output: { guess: '${{ input.x }}', code: '${{ error.code }}' } })], output)
    const run = carryOut(plan, { input: { x: 7 }, answers: { a: failing(1) } })
    expect(run.state).toMatchObject({ status: 'completed', output: { guess: 7, code: 'x/y' } })
  })

  it('fails the execution if its value cannot be made', () => {
    const run = carryOut(planOf([first({ output: '${{ input.none }}' })]), { answers: { a: failing(1) } })
    expect(run.state.error).toMatchObject({ code: 'workflow/expression-failed', task: 'a' })
  })

  it('is another task, which is not run otherwise', () => {
    const plan = planOf([first({ task: 'a_2' }), second, task('b', { needs: ['a'] })], output)
    expect(carryOut(plan, { answers: { a: outputs('fine') } }).started).toEqual(['a', 'b'])
    const run = carryOut(plan, { answers: { a: failing(1), a_2: outputs('instead') } })
    expect(run.log.filter((line) => line.startsWith('start'))).toEqual([
      'start a 1 {}',
      'start a_2 1 {"because":"no"}',
      'start b 1 {}',
    ])
    expect(run.state.output).toBe('instead')
  })

  it('that fails too fails the execution, with both reasons', () => {
    const plan = planOf([first({ task: 'a_2' }), second])
    const run = carryOut(plan, { answers: { a: failing(1), a_2: [{ error: 'neither', retryable: false }] } })
    expect(run.state.error).toMatchObject({ task: 'a', message: 'neither That was in place of: no' })
  })
})

describe('compensation', () => {
  const undo = (id: string, of: string) => task(id, { compensates: of, input: { was: `\${{ tasks.${of}.output }}` } })
  const plan = planOf([
    task('a'),
    task('b', { needs: ['a'] }),
    task('c', { needs: ['b'] }),
    undo('undo_a', 'a'),
    undo('undo_b', 'b'),
    undo('undo_c', 'c'),
  ])

  it('undoes what was completed, the last first, before the execution fails', () => {
    const run = carryOut(plan, { answers: { a: outputs(1), b: outputs(2), c: failing(1) } })
    expect(run.log.filter((line) => line.startsWith('start undo'))).toEqual([
      'start undo_b 1 {"was":2}',
      'start undo_a 1 {"was":1}',
    ])
    expect(run.log.at(-1)).toBe('execution.failed')
    expect(run.state.error).toMatchObject({ code: 'x/y', task: 'c', message: 'no' })
  })

  it('is left alone when all goes well', () => {
    expect(carryOut(plan).started).toEqual(['a', 'b', 'c'])
  })

  it('goes on after a compensation that fails, and says so', () => {
    const run = carryOut(plan, { answers: { c: failing(1), undo_b: failing(1) } })
    expect(run.started).toEqual(['a', 'b', 'c', 'undo_b', 'undo_a'])
    expect(run.state.error?.message).toBe('no Not everything could be undone: undo_b failed.')
  })
})

describe('an input that is one expression', () => {
  const plan = (input: string) =>
    planOf([task('a', { input }), task('b', { input: '${{ tasks.a.output }}', needs: ['a'] })])

  it('is the whole object', () => {
    const { started, log } = carryOut(plan('${{ input }}'), { input: { n: 1 }, answers: { a: [{ output: { m: 2 } }] } })
    expect(started).toEqual(['a', 'b'])
    expect(log).toContain('start a 1 {"n":1}')
    expect(log).toContain('start b 1 {"m":2}')
  })

  it.each([
    [[1], 'a list'],
    [null, 'null'],
    ['secret', 'a string'],
  ])('fails if it gives %j', (output, said) => {
    const { state, started } = carryOut(plan('${{ input }}'), { answers: { a: [{ output }] } })
    expect(started).toEqual(['a'])
    expect(state.error).toMatchObject({
      code: 'workflow/input-no-object',
      message: `The input must be an object, and \${{ tasks.a.output }} gave ${said}.`,
    })
  })
})
