import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '#core/orchestrator'
import { type Adapter, diamond, freshWorkspace, never, plan, task } from './orchestrator.ts'

/** What an adapter must do that carries executions out in the process that calls `run`. */
export function ownProcessContract({ name, open }: Adapter): void {
  describe(`in its own process: ${name}`, () => {
    it('stops cleanly when asked, and goes on later without repeating what was completed', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const waits = task('b', ['a'], { script: 'test "$OSSA_ATTEMPT" -ge 2 || sleep 30' })
      const { executionId } = await orchestrator.start({ plan: plan([task('a'), waits, task('c', ['b'])]), input: {} })
      const stop = new AbortController()
      const onEvent = (event: RecordedEvent) => {
        if (event.type === 'attempt.started' && event.task === 'b') setTimeout(() => stop.abort(), 50)
      }
      const stopped = await orchestrator.run(executionId, { signal: stop.signal, onEvent })
      expect([stopped.state.status, stopped.record.isActive, stopped.state.tasks.get('b')?.status]).toEqual([
        'running',
        false,
        'pending',
      ])
      await orchestrator.close()

      const later = await open(options)
      const { state } = await later.run(executionId, { signal: never })
      expect([state.status, state.tasks.get('b')?.attempts]).toEqual(['completed', 2])
      expect(lines().filter((line) => line.startsWith('a ')).length).toBe(2)
      await later.close()
    })

    it('does not run an execution that another process is running', async () => {
      const { options } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const { executionId } = await one.start({ plan: plan([task('a', [], { script: 'sleep 0.5' })]), input: {} })
      const first = one.run(executionId, { signal: never })
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect((await two.get(executionId)).record.isActive).toBe(true)
      await expect(two.run(executionId, { signal: never })).rejects.toMatchObject({ code: 'execution/active' })
      expect((await first).state.status).toBe('completed')
      await Promise.all([one.close(), two.close()])
    })

    it('gets to the same end from a crash after any event, and completes each task once', async () => {
      const total = 2 + diamond.length * 2
      for (let crashAfter = 1; crashAfter < total; crashAfter += 1) {
        const { options, lines } = freshWorkspace()
        const first = await open(options)
        const { executionId } = await first.start({ plan: plan(diamond), input: {} })
        const onEvent = (event: RecordedEvent) => {
          if (event.seq === crashAfter) throw new Error('crash')
        }
        await expect(first.run(executionId, { signal: never, onEvent })).rejects.toThrow('crash')
        const completed = (await first.events(executionId)).flatMap((event) =>
          event.type === 'attempt.completed' ? [event.task] : [],
        )
        const before = lines().length
        await first.close()

        const second = await open(options)
        const { state } = await second.run(executionId, { signal: never })
        const again = lines()
          .slice(before)
          .filter((line) => line.endsWith('start'))
          .map((line) => line.split(' ')[0])
        expect([crashAfter, state.status, again.filter((id) => completed.includes(id ?? ''))]).toEqual([
          crashAfter,
          'completed',
          [],
        ])
        await second.close()
      }
    })
  })
}
