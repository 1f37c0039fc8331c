import { setTimeout } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { PostgresDatabase, Queries } from './database.ts'
import { newerSchema, serverTooOld } from './errors.ts'
import { migrations } from './migrations.ts'

/** Of advisory locks of ours, the first of two numbers. */
export const lockClass = { migration: 0x055a0001, worker: 0x055a0002, agent: 0x055a0003 } as const

const pauseMs = 200
const oldestServer = 130_000

/** What there is of the schema `ossa`: nothing, something older, or all of it. Throws OssaError if it is newer, or the server too old. */
export async function schemaState(database: PostgresDatabase): Promise<'none' | 'old' | 'current'> {
  const { shown } = database.address
  const server = await database.one<{ number: string; version: string; found: string | null }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version,
            to_regclass('ossa.migrations')::text AS found`,
  )
  if (Number(server?.number) < oldestServer) throw serverTooOld(shown, server?.version ?? '')
  if (server?.found === null) return 'none'
  const version = await versionOf(database)
  if (version > migrations.length) throw newerSchema(shown)
  return version === migrations.length ? 'current' : 'old'
}

/** Brings the schema up to date; who comes at the same time waits. */
export async function migrate(database: PostgresDatabase, now: () => number): Promise<void> {
  await database.run('CREATE SCHEMA IF NOT EXISTS ossa').catch(unlessThere)
  await database
    .run(
      'CREATE TABLE IF NOT EXISTS ossa.migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)',
    )
    .catch(unlessThere)
  for (const [index, migration] of migrations.entries()) {
    if ('dbos' in migration && (await versionOf(database)) <= index) await prepareDbos(database, index)
    await database.transaction(async (transaction) => {
      await transaction.run('SELECT pg_advisory_xact_lock(?, 0)', [lockClass.migration])
      if ((await versionOf(transaction)) > index) return
      // Several statements are sent as they are: with values, there can be only one.
      if ('sql' in migration) await transaction.client.query(migration.sql)
      await transaction.run('INSERT INTO ossa.migrations VALUES (?, ?, ?)', [index + 1, migration.name, now()])
    })
  }
}

// It takes a while to load.
async function prepareDbos(database: PostgresDatabase, index: number): Promise<void> {
  const { prepareQueues } = await import('./queues.ts')
  const client = await database.pool.connect()
  try {
    // DBOS makes indexes while others go on. That waits for all statements which have begun before: so nobody may stand waiting in one.
    while (!(await isLocked(client))) await setTimeout(pauseMs)
    if ((await versionOf(database)) <= index) await prepareQueues(database)
  } finally {
    // With the connection the lock is given back, too.
    client.release(true)
  }
}

async function isLocked(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, 1) AS locked', [
    lockClass.migration,
  ])
  return rows[0]?.locked === true
}

async function versionOf(queries: Queries): Promise<number> {
  const row = await queries.one<{ version: number | null }>('SELECT max(version) AS version FROM ossa.migrations')
  return row?.version ?? 0
}

/** `IF NOT EXISTS` does not hold between two who do it at the same time. */
function unlessThere(error: unknown): void {
  const { code } = error as { code?: unknown }
  if (code !== '23505' && code !== '42P06' && code !== '42P07') throw error
}
