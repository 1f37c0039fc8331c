import path from 'node:path'
import { expect, it } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
import { freshWorkspace, orchestratorContract } from './orchestrator.ts'

orchestratorContract({
  name: 'embedded',
  open: (options) =>
    openOrchestrator({
      ...options,
      environment: process.env,
      folder: path.join(options.root, '.ossa'),
      ifMissing: 'create',
    }),
})

it('leaves nothing behind when it only looks', async () => {
  const { options, exists } = freshWorkspace()
  const folder = path.join(options.root, '.ossa')
  const orchestrator = openOrchestrator({ ...options, environment: {}, folder, ifMissing: 'empty' })
  expect(await orchestrator.list({ limit: 5 })).toEqual([])
  await orchestrator.close()
  expect(exists('.ossa')).toBe(false)
})
