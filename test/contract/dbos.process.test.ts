import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
import { dropDatabases, freshDatabase, noPostgres } from '../postgres.ts'
import { execute } from './execute.ts'
import { type Adapter, orchestratorContract, removeWorkspaces } from './orchestrator.ts'
import { controlContract } from './orchestrator-control.ts'
import { graphsContract, historyOf } from './orchestrator-graphs.ts'
import { limitsContract } from './orchestrator-limits.ts'
import { messagesContract } from './orchestrator-messages.ts'
import { recordsContract } from './orchestrator-records.ts'
import { versionsContract } from './orchestrator-versions.ts'
import { endWorkers, setClock, startTestWorker, type TestWorker } from './workers.ts'

const databases = new Map<string, Promise<string>>()
const workers = new Map<string, Promise<TestWorker>>()

/** A worker starts with the first execution that is to be carried out, so that before that nobody does. */
const dbos: Adapter = {
  name: 'dbos',
  carriedOut: 'elsewhere',
  async open(options) {
    const { root, now } = options
    if (!databases.has(root)) databases.set(root, freshDatabase())
    const engine = (await databases.get(root)) ?? ''
    const environment = { ...process.env, OSSA_ENGINE: engine }
    const orchestrator = await openOrchestrator({
      ...options,
      engine: 'postgres',
      environment,
      folder: '',
      access: 'create',
    })
    const isVirtual = Math.abs(now() - Date.now()) > 60_000
    const run = orchestrator.run.bind(orchestrator)
    orchestrator.run = async (id, runOptions) => {
      if (isVirtual) setClock(root, now())
      if (!workers.has(root)) workers.set(root, startTestWorker(root, engine))
      await workers.get(root)
      return run(id, runOptions)
    }
    return orchestrator
  },
}

describe.skipIf(noPostgres !== undefined)(`PostgreSQL${noPostgres === undefined ? '' : `: ${noPostgres}`}`, () => {
  endWorkers()
  dropDatabases()
  removeWorkspaces()
  orchestratorContract(dbos)
  controlContract(dbos)
  graphsContract(dbos)
  limitsContract(dbos)
  messagesContract(dbos)
  recordsContract(dbos)
  versionsContract(dbos)

  it('has the history that the embedded engine has', async () => {
    const embedded: Adapter = {
      name: 'embedded',
      carriedOut: 'here',
      open: (options) =>
        openOrchestrator({
          ...options,
          engine: 'sqlite',
          environment: process.env,
          folder: path.join(options.root, '.ossa'),
          access: 'create',
          execute,
        }),
    }
    const history = await historyOf(embedded)
    expect(history.length).toBeGreaterThan(30)
    expect(await historyOf(dbos)).toEqual(history)
  })
})
