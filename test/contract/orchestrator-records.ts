import { describe, expect, it } from 'vitest'
import type { RecordKind } from '#core/workflow'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

const keeps = (id: string, record: RecordKind, needs: readonly string[] = []) => task(id, needs, { record })

/** What every adapter must do with what tasks keep. */
export function recordsContract({ name, open }: Adapter): void {
  describe(`records: ${name}`, () => {
    it('are listed, the newest first, by kind, workflow, execution and time', async () => {
      const { options } = freshWorkspace()
      let now = 1_000_000
      const orchestrator = await open({ ...options, now: () => now })
      const run = async (workflow: string, key: string, tasks: Parameters<typeof plan>[0]) => {
        const { executionId } = await orchestrator.start({ plan: plan(tasks, { workflow }), input: {}, key })
        await orchestrator.run(executionId, { signal: never })
        return executionId
      }
      const first = await run('loop@1.0.0', 'one', [
        keeps('a', 'result'),
        task('b', ['a']),
        keeps('c', 'lesson', ['b']),
      ])
      now += 5_000
      const second = await run('loop@2.0.0', 'two', [keeps('a', 'result')])
      now += 1
      const child = plan([keeps('d', 'policy')], { workflow: 'child@1.0.0' })
      const parent = await run('loopy@1.0.0', 'three', [task('p', [], { binding: { kind: 'workflow', plan: child } })])
      const found = async (filter: Partial<Parameters<typeof orchestrator.records>[0]>) =>
        (await orchestrator.records({ limit: 9, ...filter })).map(({ workflow, task: id }) => `${workflow} ${id}`)

      const all = ['child@1.0.0 d', 'loop@2.0.0 a', 'loop@1.0.0 c', 'loop@1.0.0 a']
      expect(await found({})).toEqual(all)
      expect(await found({ limit: 2 })).toEqual(all.slice(0, 2))
      expect(await found({ kind: ['lesson', 'policy'] })).toEqual([all[0], all[2]])
      expect(await found({ workflow: 'loop' })).toEqual(all.slice(1))
      expect(await found({ workflow: 'loop@1.0.0', kind: ['result'] })).toEqual([all[3]])
      expect(await found({ since: 1_005_000 })).toEqual(all.slice(0, 2))
      expect(await found({ execution: first })).toEqual(all.slice(2))
      expect(await found({ execution: 'two' })).toEqual([all[1]])
      expect(await found({ execution: parent })).toEqual([all[0]])
      expect((await orchestrator.records({ limit: 1, execution: second }))[0]).toEqual({
        executionId: second,
        workflow: 'loop@2.0.0',
        seq: expect.any(Number),
        task: 'a',
        kind: 'result',
        at: 1_005_000,
        data: { from: 'a' },
      })
      await expect(orchestrator.records({ limit: 1, execution: 'none' })).rejects.toMatchObject({
        code: 'execution/unknown',
      })
      await orchestrator.close()
    })

    it('go with their execution', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const { executionId } = await orchestrator.start({ plan: plan([keeps('a', 'metric')]), input: {} })
      await orchestrator.run(executionId, { signal: never })
      expect(await orchestrator.records({ limit: 9 })).toHaveLength(1)
      await orchestrator.prune({ before: Date.now() + 1_000, keep: 0 })
      expect(await orchestrator.records({ limit: 9 })).toEqual([])
      await orchestrator.close()
    })
  })
}
