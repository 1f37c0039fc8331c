import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'

const server = process.env['OSSA_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432'

/** Why there are no tests with PostgreSQL; undefined if there are. Where all tests have to run, its absence is a failure. */
export const noPostgres = await findReason()

async function findReason(): Promise<string | undefined> {
  try {
    await asked('SELECT 1')
    return undefined
  } catch (error) {
    const reason = `no PostgreSQL at ${server.replace(/:[^:@/]*@/, ':…@')} (OSSA_TEST_POSTGRES): ${(error as Error).message}`
    if (process.env['CI_STRICT'] !== undefined) throw new Error(reason, { cause: error })
    return reason
  }
}

const run = `ossa_test_${process.pid}_${randomBytes(3).toString('hex')}`
let databases = 0
let template: Promise<string> | undefined

/** A database of its own, with all tables in it. Returns its address. */
export async function freshDatabase(): Promise<string> {
  template ??= makeTemplate()
  databases += 1
  const name = `${run}_${databases}`
  await asked(`CREATE DATABASE ${name} TEMPLATE ${await template}`)
  return urlOf(name)
}

/** To be called once by a file of tests: removes the databases that it has made. */
export function dropDatabases(): void {
  afterAll(async () => {
    if (template !== undefined) await asked(`DROP DATABASE IF EXISTS ${await template} WITH (FORCE)`)
    template = undefined
    for (; databases > 0; databases -= 1) await asked(`DROP DATABASE IF EXISTS ${run}_${databases} WITH (FORCE)`)
  })
}

// Making all tables takes a second; copying them does not.
async function makeTemplate(): Promise<string> {
  const name = `${run}_template`
  await asked(`CREATE DATABASE ${name}`)
  const orchestrator = await openOrchestrator({
    engine: 'postgres',
    environment: { ...process.env, OSSA_ENGINE: urlOf(name) },
    root: '/',
    folder: '',
    access: 'create',
    now: () => Date.now(),
    random: () => randomBytes(10),
  })
  await orchestrator.close()
  return name
}

function urlOf(database: string): string {
  return `${server}/${database}`
}

/** Asks the database that is always there. */
async function asked(sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
