import { describe, expect, it } from 'vitest'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

const content = (id: string, version = '1.0.0', file = 'w.yaml') =>
  plan([task(id)], { workflow: `loop@${version}`, file })

/** What every adapter must do with versions of workflows. */
export function versionsContract({ name, open }: Adapter): void {
  describe(`versions: ${name}`, () => {
    it('are drafts when they are run, and follow what is run', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const { versions } = orchestrator
      expect(await versions.list({})).toEqual([])
      for (const id of ['a', 'b', 'b']) await orchestrator.start({ plan: content(id), input: {} })
      const drafts = await versions.list({})
      expect(drafts).toMatchObject([{ name: 'loop', version: '1.0.0', status: 'draft' }])
      const published = await versions.publish(content('b'))
      expect([published.status, published.hash]).toEqual(['published', drafts[0]?.hash])
      await orchestrator.close()
    })

    it('are published for good, by content and wherever the file is', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const { versions } = orchestrator
      const first = await versions.publish(content('a'))
      expect(await versions.publish(content('a', '1.0.0', 'moved/w.yaml'))).toEqual(first)
      await expect(versions.publish(content('b'))).rejects.toMatchObject({
        code: 'workflow/already-published',
        message: 'loop@1.0.0 was published with another content, and stays as it is.',
        hint: expect.stringContaining('Raise metadata.version'),
      })
      await orchestrator.start({ plan: content('b'), input: {} })
      expect(await versions.find('loop@1.0.0')).toEqual(first)
      expect((await versions.publish(content('b', '1.1.0'))).hash).not.toBe(first.hash)
      await orchestrator.close()
      const again = await open(options)
      expect((await again.versions.list({ name: 'loop' })).map(({ version }) => version)).toEqual(['1.0.0', '1.1.0'])
      expect(await again.versions.list({ name: 'loo' })).toEqual([])
      await again.close()
    })

    it('hold the content of other workflows, too', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const calling = (id: string, file: string) =>
        plan([task('p', [], { binding: { kind: 'workflow', plan: content(id, '1.0.0', file) } })], {
          workflow: 'parent@1.0.0',
        })
      const first = await orchestrator.versions.publish(calling('a', 'w.yaml'))
      expect(await orchestrator.versions.publish(calling('a', 'other.yaml'))).toEqual(first)
      await expect(orchestrator.versions.publish(calling('b', 'w.yaml'))).rejects.toMatchObject({
        code: 'workflow/already-published',
      })
      await orchestrator.close()
    })

    it('are deprecated one by one or all at once, once they are published, and for good', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const { versions } = orchestrator
      const stand = async () => (await versions.list({})).map(({ version, status }) => `${version} ${status}`)
      for (const version of ['1.0.0', '1.1.0', '2.0.0']) await versions.publish(content('a', version))
      await orchestrator.start({ plan: content('a', '3.0.0'), input: {} })
      expect(await versions.deprecate('loop@1.1.0')).toMatchObject([{ version: '1.1.0', status: 'deprecated' }])
      expect(await stand()).toEqual(['1.0.0 published', '1.1.0 deprecated', '2.0.0 published', '3.0.0 draft'])
      await expect(versions.publish(content('a', '1.1.0'))).rejects.toMatchObject({ code: 'workflow/deprecated' })
      await expect(versions.deprecate('loop@3.0.0')).rejects.toMatchObject({ code: 'workflow/not-published' })
      await expect(versions.deprecate('loop@1.1.1')).rejects.toMatchObject({
        code: 'workflow/unknown-version',
        hint: expect.stringContaining('loop@1.1.0'),
      })
      await expect(versions.deprecate('lop')).rejects.toMatchObject({ hint: 'Did you mean "loop"?' })
      expect(await versions.deprecate('loop')).toHaveLength(3)
      expect(await stand()).toEqual(['1.0.0 deprecated', '1.1.0 deprecated', '2.0.0 deprecated', '3.0.0 draft'])
      await orchestrator.start({ plan: content('a', '1.0.0'), input: {} })
      expect((await versions.find('loop@1.0.0'))?.status).toBe('deprecated')
      await orchestrator.close()
    })

    it('of which one is published twice at once have one content', async () => {
      const { options } = freshWorkspace()
      const [one, two] = [await open(options), await open(options)]
      const both = await Promise.allSettled([one.versions.publish(content('a')), two.versions.publish(content('b'))])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await one.close()
      await two.close()
    })

    it('outlive their executions, but for drafts', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      await orchestrator.versions.publish(content('a'))
      for (const version of ['1.0.0', '2.0.0']) {
        const { executionId } = await orchestrator.start({ plan: content('a', version), input: {} })
        await orchestrator.run(executionId, { signal: never })
      }
      expect(await orchestrator.prune({ before: Date.now() + 1_000, keep: 0 })).toBe(2)
      expect(await orchestrator.versions.list({})).toMatchObject([{ version: '1.0.0', status: 'published' }])
      await orchestrator.close()
    })
  })
}
