import { describe, expect, it } from 'vitest'
import type { Orchestrator, RecordedEvent } from '#core/orchestrator'
import { askExecution, resumeExecution } from '#core/orchestrator'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

const slow = { script: 'while ! test -e go; do sleep 0.02; done' }

/** Resolves when an event of a run has become durable. */
function runUntil(runs: Orchestrator, id: string, isMet: (event: RecordedEvent) => boolean) {
  let met: () => void
  const reached = new Promise<void>((resolve) => {
    met = resolve
  })
  const done = runs.run(id, { signal: never, onEvent: (event) => isMet(event) && met() })
  return { reached, done }
}

const startOf = (id: string) => (event: RecordedEvent) => event.type === 'attempt.started' && event.task === id

/** What every adapter must do when it is asked something from outside. */
export function controlContract({ name, open, carriedOut }: Adapter): void {
  describe(`control contract: ${name}`, () => {
    it('pauses while attempts are under way, lets them end, and goes on later', async () => {
      const { options, lines, write } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const { executionId } = await one.start({ plan: plan([task('a', [], slow), task('b', ['a'])]), input: {} })
      const { reached, done } = runUntil(one, executionId, startOf('a'))
      await reached
      const paused = await two.control(executionId, { do: 'pause' })
      expect([paused.state.status, paused.state.tasks.get('a')?.status]).toEqual(['paused', 'running'])
      write('go')
      const { state, record } = await done
      expect([state.status, record.isActive, state.tasks.get('a')?.status, state.tasks.get('b')?.status]).toEqual([
        'paused',
        false,
        'completed',
        'pending',
      ])
      await resumeExecution(two, executionId)
      expect((await two.run(executionId, { signal: never })).state.status).toBe('completed')
      expect(lines().filter((line) => line.startsWith('a ') && line.endsWith('start'))).toHaveLength(1)
      await Promise.all([one.close(), two.close()])
    })

    it('cancels what is under way, in its own and in other processes', async () => {
      const { options, lines } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const { executionId } = await one.start({ plan: plan([task('a', [], slow), task('b', ['a'])]), input: {} })
      const { reached, done } = runUntil(one, executionId, startOf('a'))
      await reached
      await two.control(executionId, { do: 'cancel', reason: 'enough' })
      const { state } = await done
      expect([state.status, state.tasks.get('a')?.status]).toEqual(['cancelled', 'cancelled'])
      expect(lines().some((line) => line.endsWith('end'))).toBe(false)
      await expect(askExecution(two, executionId, { do: 'pause' })).rejects.toMatchObject({ code: 'execution/ended' })
      await Promise.all([one.close(), two.close()])
    })

    it('answers where nobody carries the execution out', async () => {
      const { options } = freshWorkspace()
      const runs = await open(options)
      const { executionId } = await runs.start({ plan: plan([task('a')]), input: {} })
      expect((await runs.control(executionId, { do: 'pause' })).state.status).toBe('paused')
      expect((await runs.run(executionId, { signal: never })).state.status).toBe('paused')
      expect((await runs.control(executionId, { do: 'cancel' })).state.status).toBe('cancelled')
      await runs.close()
    })

    it('gives a signal to the task that waits, whoever carries it out, and the same one once', async () => {
      const { options } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const schema = { type: 'object', required: ['ok'] }
      const asks = { ...task('s'), binding: { kind: 'signal', name: 'go' } as const, outputSchema: schema }
      const content = plan([asks], { output: '${{ tasks.s.output.ok }}' })
      const { executionId } = await one.start({ plan: content, input: {} })
      const { reached, done } = runUntil(one, executionId, ({ type }) => type === 'signal.awaited')
      await reached
      const send = (signalName: string, data: unknown) =>
        askExecution(two, executionId, { do: 'signal', name: signalName, data, id: '1' })
      await expect(send('gone', { ok: 1 })).rejects.toMatchObject({ code: 'execution/unknown-signal' })
      await expect(send('go', { no: 1 })).rejects.toMatchObject({ code: 'execution/unfitting-signal' })
      await send('go', { ok: 'yes' })
      expect((await done).state).toMatchObject({ status: 'completed', output: 'yes' })
      await Promise.all([one.close(), two.close()])
    })

    it('lets time pass while nobody lives, and no more than is left', async () => {
      const { options } = freshWorkspace()
      let time = 1_000_000
      const first = await open({ ...options, now: () => time })
      const waits = { ...task('w'), binding: { kind: 'wait', for: '2h' } as const }
      const { executionId } = await first.start({ plan: plan([waits, task('b', ['w'])]), input: {} })
      const stop = new AbortController()
      const onEvent = (event: RecordedEvent) => event.type === 'timer.started' && stop.abort()
      const stopped = await first.run(executionId, { signal: stop.signal, onEvent })
      expect(stopped.state.tasks.get('w')).toMatchObject({ status: 'running', wakeAt: 1_000_000 + 7_200_000 })
      await first.close()
      time += 7_200_000
      const second = await open({ ...options, now: () => time })
      expect((await second.run(executionId, { signal: never })).state.status).toBe('completed')
      await second.close()
    })

    it('runs an ended execution again from where it failed, and from a task, with keys of their own', async () => {
      const { options, lines, write } = freshWorkspace()
      const runs = await open(options)
      const fails = task('b', ['a'], { script: 'test -e go || exit 3' })
      const { executionId } = await runs.start({ plan: plan([task('a'), fails, task('c', ['b'])]), input: {} })
      expect((await runs.run(executionId, { signal: never })).state.status).toBe('failed')
      write('go')
      await runs.retry(executionId, { from: undefined })
      expect((await runs.run(executionId, { signal: never })).state).toMatchObject({ status: 'completed', retries: 1 })
      expect(lines().filter((line) => line.startsWith('a ') && line.endsWith('start'))).toHaveLength(1)
      await expect(runs.retry(executionId, { from: 'x' })).rejects.toMatchObject({ code: 'execution/unknown-task' })
      await runs.retry(executionId, { from: 'b' })
      await runs.run(executionId, { signal: never })
      const keysOf = (id: string) =>
        lines().flatMap((line) => (line.startsWith(`${id} `) && line.endsWith('end') ? [line.split(' ')[1]] : []))
      expect(keysOf('b')).toEqual([`${executionId}/b/0`, `${executionId}/b/0/1`])
      expect(keysOf('a')).toHaveLength(1)
      await runs.close()
    })

    it('carries a workflow out as a task, and finds it again after a stop', async () => {
      const { options, lines, write } = freshWorkspace()
      const child = plan([task('x'), task('y', ['x'], slow)], {
        workflow: 'child@1.0.0',
        output: '${{ tasks.y.output }}',
      })
      const calls = { ...task('call'), binding: { kind: 'workflow', plan: child } as const, input: { n: 1 } }
      const content = plan([calls], { output: '${{ tasks.call.output.from }}' })
      const one = await open(options)
      const { executionId } = await one.start({ plan: content, input: {} })
      const stop = new AbortController()
      const first = one.run(executionId, { signal: stop.signal })
      while (!lines().some((line) => line.startsWith('y '))) await new Promise((resolve) => setTimeout(resolve, 20))
      stop.abort()
      expect((await first).state.tasks.get('call')?.status).toBe(carriedOut === 'here' ? 'pending' : 'running')
      await one.close()
      write('go')
      const two = await open(options)
      expect((await two.run(executionId, { signal: never })).state).toMatchObject({ status: 'completed', output: 'y' })
      const all = await two.list({ limit: 10 })
      expect(all.map(({ workflow, parent, status }) => [workflow, parent, status])).toEqual([
        ['child@1.0.0', executionId, 'completed'],
        ['contract@1.0.0', undefined, 'completed'],
      ])
      expect(lines().filter((line) => line.startsWith('x ') && line.endsWith('start'))).toHaveLength(1)
      await two.close()
    })

    it('cancels and pauses what it has started as a task', async () => {
      const { options, lines } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const child = plan([task('y', [], slow)], { workflow: 'child@1.0.0' })
      const calls = { ...task('call'), binding: { kind: 'workflow', plan: child } as const }
      const { executionId } = await one.start({ plan: plan([calls]), input: {} })
      const done = one.run(executionId, { signal: never })
      while (!lines().some((line) => line.startsWith('y '))) await new Promise((resolve) => setTimeout(resolve, 20))
      await two.control(executionId, { do: 'cancel' })
      expect((await done).state.status).toBe('cancelled')
      expect((await two.list({ limit: 10 })).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
      await Promise.all([one.close(), two.close()])
    })

    it('finds executions by status, workflow and time, and forgets those that ended', async () => {
      const { options } = freshWorkspace()
      let time = 1_000_000
      const runs = await open({ ...options, now: () => time })
      const ids: string[] = []
      for (const workflow of ['a@1.0.0', 'a@2.0.0', 'ab@1.0.0']) {
        time += 1_000
        const { executionId } = await runs.start({ plan: plan([task('t')], { workflow }), input: {} })
        if (workflow !== 'ab@1.0.0') await runs.run(executionId, { signal: never })
        ids.push(executionId)
      }
      const found = async (filter: object) =>
        (await runs.list({ limit: 9, ...filter })).map(({ id }) => ids.indexOf(id))
      expect(await found({ workflow: 'a' })).toEqual([1, 0])
      expect(await found({ workflow: 'a@1.0.0' })).toEqual([0])
      expect(await found({ status: ['pending', 'failed'] })).toEqual([2])
      expect(await found({ since: 1_002_000 })).toEqual([2, 1])
      expect(await runs.prune({ before: time + 1, keep: 1 })).toBe(0)
      expect(await runs.prune({ before: time + 1, status: ['failed'], keep: 0 })).toBe(0)
      expect(await runs.prune({ before: time + 1, keep: 0 })).toBe(2)
      expect(await found({})).toEqual([2])
      await runs.close()
    })
  })
}
