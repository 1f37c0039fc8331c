import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '#core/orchestrator'
import type { PlannedTask } from '#core/workflow'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

/** A task without a process. */
export function noop(id: string, needs: readonly string[] = [], rest: Partial<PlannedTask> = {}): PlannedTask {
  return task(id, needs, { binding: { kind: 'command', run: ['noop'], cwd: '', env: {} }, ...rest })
}

const startsIn = (events: readonly RecordedEvent[]) =>
  events.flatMap((event) => (event.type === 'attempt.started' ? [event.task] : []))

/** What every adapter must do with graphs of every form. */
export function graphsContract({ name, open }: Adapter): void {
  const run = async (content: ReturnType<typeof plan>, now?: () => number) => {
    const { options } = freshWorkspace()
    const orchestrator = await open(now === undefined ? options : { ...options, now })
    const { executionId } = await orchestrator.start({ plan: content, input: {} })
    const { state } = await orchestrator.run(executionId, { signal: never })
    const events = await orchestrator.events(executionId)
    await orchestrator.close()
    return { state, events }
  }

  describe(`graphs: ${name}`, () => {
    it.each([
      ['wide', Array.from({ length: 500 }, (_, index) => noop(`t${index}`))],
      ['deep', Array.from({ length: 200 }, (_, index) => noop(`t${index}`, index === 0 ? [] : [`t${index - 1}`]))],
      [
        'skewed',
        [
          ...Array.from({ length: 30 }, (_, index) => noop(`long${index}`, index === 0 ? [] : [`long${index - 1}`])),
          ...Array.from({ length: 60 }, (_, index) => noop(`short${index}`)),
          noop('end', ['long29', 'short59']),
        ],
      ],
    ])('%s ones come to their end, and each task runs once, after those it needs', async (_, tasks) => {
      const { state, events } = await run(plan(tasks, { concurrency: 16 }))
      expect(state.status).toBe('completed')
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1))
      expect(startsIn(events).sort()).toEqual(tasks.map(({ id }) => id).sort())
      const endOf = new Map(
        events.flatMap((event) => (event.type === 'attempt.completed' ? [[event.task, event.seq]] : [])),
      )
      for (const event of events) {
        if (event.type !== 'attempt.started') continue
        for (const id of tasks.find((each) => each.id === event.task)?.needs ?? [])
          expect(endOf.get(id)).toBeLessThan(event.seq)
      }
    })

    it('never run more attempts at a time than the plan allows', async () => {
      const { events } = await run(
        plan(
          Array.from({ length: 40 }, (_, index) => noop(`t${index}`)),
          { concurrency: 3 },
        ),
      )
      let running = 0
      for (const { type } of events) {
        if (type === 'attempt.started') running += 1
        if (type === 'attempt.completed') running -= 1
        expect(running).toBeLessThanOrEqual(3)
      }
    })

    it('one at a time, the tasks come in the order of their priorities', async () => {
      const tasks = [3, 9, 5, 10, 1, 5].map((priority, index) => noop(`t${index}`, [], { priority }))
      const { events } = await run(plan(tasks, { concurrency: 1 }))
      expect(startsIn(events)).toEqual(['t3', 't1', 't2', 't5', 't0', 't4'])
    })

    it('try again when the plan says so, and not before', async () => {
      const retry = { maxAttempts: 4, backoff: 'exponential', initialMs: 40, maxMs: 100 } as const
      const binding = { kind: 'command', run: ['noop', 'fail', '3'], cwd: '', env: {} } as const
      const { state, events } = await run(plan([noop('a', [], { retry, binding })]))
      expect(state.status).toBe('completed')
      const failures = events.flatMap((event) => (event.type === 'attempt.failed' ? [event] : []))
      expect(failures.map(({ at, retryAt = 0 }) => retryAt - at)).toEqual([40, 80, 100])
      for (const { attempt, retryAt } of failures) {
        const next = events.find((event) => event.type === 'attempt.started' && event.attempt === attempt + 1)
        expect(next?.at).toBeGreaterThanOrEqual(retryAt ?? Number.POSITIVE_INFINITY)
      }
    })

    it('end an attempt that takes too long, and an execution that does', async () => {
      const slow = task('slow', [], { script: 'sleep 30', timeoutMs: 200 })
      expect((await run(plan([slow]))).state).toMatchObject({
        status: 'failed',
        error: { code: 'command/timeout', task: 'slow' },
        tasks: new Map([['slow', expect.objectContaining({ status: 'timed_out' })]]),
      })
      const patient = task('slow', [], { script: 'sleep 30' })
      const { state } = await run(plan([patient], { timeoutMs: 300 }))
      expect(state).toMatchObject({ status: 'failed', error: { code: 'workflow/timeout' } })
    })
  })
}

/** A history with something of everything, one attempt at a time, at a time that stands still. */
export async function historyOf({ open }: Adapter): Promise<readonly unknown[]> {
  const { options } = freshWorkspace()
  const orchestrator = await open({ ...options, now: () => 1_000_000 })
  const retry = { maxAttempts: 3, backoff: 'fixed', initialMs: 0, maxMs: 0 } as const
  const failing = (times: number) =>
    ({ kind: 'command', run: ['noop', 'fail', String(times)], cwd: '', env: {} }) as const
  const tasks = [
    noop('a', [], { priority: 3 }),
    noop('b', ['a'], { retry, binding: failing(2) }),
    noop('c', ['a'], { priority: 8, forEach: { items: [1, 2, 3] }, input: { value: '${{ item }}' } }),
    noop('d', ['b', 'c'], { when: '${{ tasks.b.status == "skipped" }}' }),
    noop('e', ['d'], { until: { condition: '${{ iteration == 1 }}', maxIterations: 3 } }),
    noop('f', ['e'], { binding: failing(9), onError: { fallback: { output: { from: 'nothing' } } } }),
    noop('undo_a', [], { compensates: 'a' }),
    noop('g', ['f'], { binding: failing(9) }),
  ]
  const { executionId } = await orchestrator.start({ plan: plan(tasks, { concurrency: 1 }), input: { x: 1 } })
  await orchestrator.run(executionId, { signal: never })
  const events = await orchestrator.events(executionId)
  await orchestrator.close()
  return events
}
