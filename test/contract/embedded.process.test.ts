import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
import { execute } from './execute.ts'
import {
  type Adapter,
  freshWorkspace,
  never,
  orchestratorContract,
  plan,
  removeWorkspaces,
  task,
} from './orchestrator.ts'
import { controlContract } from './orchestrator-control.ts'
import { graphsContract } from './orchestrator-graphs.ts'
import { limitsContract } from './orchestrator-limits.ts'
import { messagesContract } from './orchestrator-messages.ts'
import { ownProcessContract } from './orchestrator-own-process.ts'
import { recordsContract } from './orchestrator-records.ts'
import { versionsContract } from './orchestrator-versions.ts'

const embedded: Adapter = {
  name: 'embedded',
  carriedOut: 'here',
  open: (options) =>
    openOrchestrator({
      engine: 'sqlite',
      execute,
      ...options,
      environment: process.env,
      folder: path.join(options.root, '.ossa'),
      access: 'create',
    }),
}
removeWorkspaces()
orchestratorContract(embedded)
ownProcessContract(embedded)
controlContract(embedded)
graphsContract(embedded)
limitsContract(embedded)
messagesContract(embedded)
recordsContract(embedded)
versionsContract(embedded)

it('leaves nothing behind when it only looks', async () => {
  const { options, exists } = freshWorkspace()
  const folder = path.join(options.root, '.ossa')
  const orchestrator = await openOrchestrator({ engine: 'sqlite', ...options, environment: {}, folder, access: 'read' })
  expect(await orchestrator.list({ limit: 5 })).toEqual([])
  await orchestrator.close()
  expect(exists('.ossa')).toBe(false)
})

it('says how to go on when its database becomes unusable', async () => {
  const { options } = freshWorkspace()
  const folder = path.join(options.root, '.ossa')
  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    ...options,
    environment: process.env,
    folder,
    access: 'create',
  })
  const { executionId } = await orchestrator.start({ plan: plan([task('a')]), input: {} })
  const damage = () => {
    const other = new Sqlite(path.join(folder, 'runs.db'))
    other.exec('DROP TABLE IF EXISTS events')
    other.close()
  }
  const failure = orchestrator.run(executionId, { signal: new AbortController().signal, onEvent: damage })
  await expect(failure).rejects.toMatchObject({
    code: 'database/unusable',
    kind: 'world',
    hint: expect.stringMatching(new RegExp(`Then go on with: ossa execution resume ${executionId}$`)),
  })
  await orchestrator.close()
})

it('carries on whatever the clock says', async () => {
  const { options, lines } = freshWorkspace()
  const day = 86_400_000
  const real = options.now()
  const jumps = [0, day, -day, 2 * day, -3 * day]
  let calls = 0
  const now = () => {
    calls += 1
    return real + (jumps[calls % jumps.length] ?? 0)
  }
  const orchestrator = await embedded.open({ ...options, now })
  const retry = { maxAttempts: 3, backoff: 'fixed', initialMs: 0, maxMs: 0 } as const
  const tasks = [task('a', [], { retry, script: '[ "$OSSA_ATTEMPT" != 1 ] || exit 3' }), task('b', ['a'])]
  const { executionId } = await orchestrator.start({ plan: plan(tasks), input: {} })
  const { state } = await orchestrator.run(executionId, { signal: never })
  expect(state.status).toBe('completed')
  const events = await orchestrator.events(executionId)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(lines().filter((line) => line.startsWith('b '))).toHaveLength(2)
  expect((await orchestrator.list({ limit: 1 }))[0]?.status).toBe('completed')
  await orchestrator.close()
})
