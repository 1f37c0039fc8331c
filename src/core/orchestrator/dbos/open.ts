import type { OpenOptions, Orchestrator } from '../port.ts'
import { addressOf } from './address.ts'
import { PostgresDatabase } from './database.ts'
import { PostgresOrchestrator } from './orchestrator.ts'
import { migrate, schemaState } from './schema.ts'

/** Opens the orchestrator whose executions are kept in PostgreSQL and carried out by workers. Throws OssaError `engine/…`. */
export async function openPostgres(options: OpenOptions): Promise<Orchestrator> {
  const database = await connect(options, { connections: 4, mayCreate: options.access === 'create' })
  return new PostgresOrchestrator(database, options)
}

/** Connects to the database that the environment names, and brings its schema up to date. */
export async function connect(
  { environment, now }: Pick<OpenOptions, 'environment' | 'now'>,
  { connections, mayCreate }: { connections: number; mayCreate: boolean },
): Promise<PostgresDatabase> {
  const database = new PostgresDatabase(addressOf(environment), { connections })
  try {
    const state = await schemaState(database)
    if (state === 'none' && !mayCreate) database.leaveEmpty()
    else if (state !== 'current') await migrate(database, now)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
