import { describe } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'
import { dropDatabases, freshDatabase, noPostgres } from '../postgres.ts'
import { type Adapter, orchestratorContract, removeWorkspaces } from './orchestrator.ts'
import { controlContract } from './orchestrator-control.ts'
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
  recordsContract(dbos)
  versionsContract(dbos)
})
