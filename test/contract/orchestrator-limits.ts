import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { counted, inFlight, mostInFlight } from './in-flight.ts'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

/** What every adapter must do about agents that carry out no more than so many attempts at a time. */
export function limitsContract({ name, open }: Adapter): void {
  describe(`limits contract: ${name}`, () => {
    it('keeps the limit of an agent across executions and those who started them, and makes use of it', async () => {
      const { options } = freshWorkspace()
      const all = await Promise.all([open(options), open(options)])
      const wide = plan([
        ...['a', 'b', 'c'].map((id) => counted(id, 'narrow', { most: 2 })),
        counted('d', 'single', { most: 1 }),
        task('e'),
      ])
      const runs = [...all, ...all].map(async (orchestrator) => {
        const { executionId } = await orchestrator.start({ plan: wide, input: {} })
        return orchestrator.run(executionId, { signal: never })
      })
      for (const { state } of await Promise.all(runs)) {
        expect(state.status).toBe('completed')
        expect([...state.tasks.values()].map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1])
      }
      expect([mostInFlight(options.root, 'narrow'), mostInFlight(options.root, 'single')]).toEqual([2, 1])
      await Promise.all(all.map((each) => each.close()))
    })

    it('keeps it over the tasks of sub-workflows', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const inner = plan([counted('x', 'narrow', { most: 2 })], { workflow: 'inner@1.0.0' })
      const outer = plan(
        ['a', 'b', 'c', 'd'].map((id) => task(id, [], { binding: { kind: 'workflow', plan: inner }, input: {} })),
      )
      const { executionId } = await orchestrator.start({ plan: outer, input: {} })
      expect((await orchestrator.run(executionId, { signal: never })).state.status).toBe('completed')
      expect(mostInFlight(options.root, 'narrow')).toBe(2)
      await orchestrator.close()
    })

    it('calls those who wait in order of priority, of whatever execution', async () => {
      const { options, lines, write } = freshWorkspace()
      const orchestrator = await open(options)
      const one = (id: string, priority: number, script: string) =>
        plan([task(id, [], { agent: 'single@1.0.0', agentConcurrency: 1, priority, script })])
      const begin = async (content: ReturnType<typeof plan>) => {
        const { executionId } = await orchestrator.start({ plan: content, input: {} })
        return orchestrator.run(executionId, { signal: never })
      }
      const started = (id: string) => lines().some((line) => line.startsWith(`${id} `))
      const first = begin(one('first', 5, 'while ! test -e go; do sleep 0.02; done'))
      while (!started('first')) await setTimeout(10)
      const [low, middle] = [begin(one('low', 2, ':')), begin(one('middle', 5, ':'))]
      const high = begin(one('high', 9, ':'))
      const waiting = async () => (await orchestrator.list({ limit: 9, status: ['running'] })).length
      while ((await waiting()) < 4) await setTimeout(10)
      // What is recorded as begun lines up in a moment.
      await setTimeout(300)
      write('go')
      await Promise.all([first, low, middle, high])
      const order = lines().flatMap((line) => (line.endsWith('start') ? [line.split(' ')[0]] : []))
      expect(order).toEqual(['first', 'high', 'middle', 'low'])
      await orchestrator.close()
    })

    it('gives the place of an attempt that was cancelled to another, once its program has ended', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const stubborn = counted('a', 'single', { most: 1 })
      const hold = plan([{ ...stubborn, binding: { kind: 'command', run: ['sh', '-c', hangs], cwd: '', env: {} } }])
      const { executionId } = await orchestrator.start({ plan: hold, input: {} })
      const held = orchestrator.run(executionId, { signal: never })
      while (inFlight(options.root, 'single') === 0) await setTimeout(10)
      const next = await orchestrator.start({ plan: plan([counted('b', 'single', { most: 1 })]), input: {} })
      const following = orchestrator.run(next.executionId, { signal: never })
      while ((await orchestrator.events(next.executionId)).length < 2) await setTimeout(10)
      expect(lines().some((line) => line.startsWith('b '))).toBe(false)
      await orchestrator.control(executionId, { do: 'cancel' })
      expect((await held).state.status).toBe('cancelled')
      expect((await following).state.status).toBe('completed')
      expect(mostInFlight(options.root, 'single')).toBe(1)
      await orchestrator.close()
    })

    it('lets an attempt be cancelled that waits for its agent', async () => {
      const { options, lines, write } = freshWorkspace()
      const orchestrator = await open(options)
      const single = { agent: 'single@1.0.0', agentConcurrency: 1 }
      const slow = plan([task('a', [], { ...single, script: 'while ! test -e go; do sleep 0.02; done' })])
      const first = await orchestrator.start({ plan: slow, input: {} })
      const done = orchestrator.run(first.executionId, { signal: never })
      while (lines().length === 0) await setTimeout(10)
      const second = await orchestrator.start({ plan: plan([task('b', [], single)]), input: {} })
      const waiting = orchestrator.run(second.executionId, { signal: never })
      while ((await orchestrator.events(second.executionId)).length < 2) await setTimeout(10)
      await orchestrator.control(second.executionId, { do: 'cancel' })
      expect((await waiting).state.status).toBe('cancelled')
      write('go')
      expect((await done).state.status).toBe('completed')
      const third = await orchestrator.start({ plan: plan([task('c', [], single)]), input: {} })
      expect((await orchestrator.run(third.executionId, { signal: never })).state.status).toBe('completed')
      expect(lines().map((line) => line[0])).toEqual(['a', 'a', 'c', 'c'])
      await orchestrator.close()
    })
  })
}

/** It says that it is under way, and takes a moment to end when it is told to. */
const hangs = `mkdir -p in-flight.single; touch in-flight.single/$$ in-flight.single.met
  trap 'sleep 0.4; rm in-flight.single/$$; exit 1' TERM
  while :; do sleep 0.05; done`
