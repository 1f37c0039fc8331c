import type { WorkflowPlan } from '#core/workflow'
import { type Condition, oneOf, where } from '../conditions.ts'
import type { VersionFilter, WorkflowVersion, WorkflowVersions } from '../port.ts'
import { isPublished, splitName, toDeprecate, toVersion, type VersionRow } from '../version-rules.ts'
import type { PostgresDatabase, Queries } from './database.ts'
import { insertPlan } from './store.ts'

/** Writes down that a plan is run: as a draft, unless its version is more than that. */
export async function recordRun(queries: Queries, { workflow, hash }: WorkflowPlan, now: number): Promise<void> {
  const [name, version] = splitName(workflow)
  await queries.run(
    `INSERT INTO ossa.workflows VALUES (?, ?, ?, 'draft', ?, ?)
     ON CONFLICT (name, version) DO UPDATE SET plan_hash = excluded.plan_hash, updated_at = excluded.updated_at
     WHERE workflows.status = 'draft' AND workflows.plan_hash <> excluded.plan_hash`,
    [name, version, hash, now, now],
  )
}

/** Versions of workflows in PostgreSQL. */
export class PostgresVersions implements WorkflowVersions {
  readonly #database: PostgresDatabase
  readonly #now: () => number

  constructor(database: PostgresDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  publish(plan: WorkflowPlan): Promise<WorkflowVersion> {
    const { workflow, hash } = plan
    const [name, version] = splitName(workflow)
    return this.#alone(async (queries) => {
      const known = await read(queries, workflow)
      if (known !== undefined && isPublished(plan, known)) return known
      const now = this.#now()
      await insertPlan(queries, plan)
      await queries.run(
        `INSERT INTO ossa.workflows VALUES (?, ?, ?, 'published', ?, ?)
         ON CONFLICT (name, version) DO UPDATE
         SET plan_hash = excluded.plan_hash, status = excluded.status, updated_at = excluded.updated_at`,
        [name, version, hash, now, now],
      )
      return required(queries, workflow)
    })
  }

  deprecate(reference: string): Promise<readonly WorkflowVersion[]> {
    return this.#alone(async (queries) => {
      const able = toDeprecate(reference, await select(queries, []))
      for (const { name, version, status } of able)
        if (status !== 'deprecated')
          await queries.run(
            "UPDATE ossa.workflows SET status = 'deprecated', updated_at = ? WHERE name = ? AND version = ?",
            [this.#now(), name, version],
          )
      const changed: WorkflowVersion[] = []
      for (const { name, version } of able) changed.push(await required(queries, `${name}@${version}`))
      return changed
    })
  }

  list({ name, status }: VersionFilter): Promise<readonly WorkflowVersion[]> {
    return select(this.#database, [name === undefined ? undefined : equal('name', name), oneOf('status', status)])
  }

  find(workflow: string): Promise<WorkflowVersion | undefined> {
    return read(this.#database, workflow)
  }

  // Among those who change versions; who reads does not wait.
  #alone<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (transaction) => {
      await transaction.run('LOCK TABLE ossa.workflows IN SHARE ROW EXCLUSIVE MODE')
      return work(transaction)
    })
  }
}

async function required(queries: Queries, workflow: string): Promise<WorkflowVersion> {
  const version = await read(queries, workflow)
  if (version === undefined) throw new Error(`${workflow} has not been written.`)
  return version
}

async function read(queries: Queries, workflow: string): Promise<WorkflowVersion | undefined> {
  const [name, version] = splitName(workflow)
  return (await select(queries, [equal('name', name), equal('version', version)]))[0]
}

async function select(
  queries: Queries,
  conditions: readonly (Condition | undefined)[],
): Promise<readonly WorkflowVersion[]> {
  const { sql, values } = where(conditions)
  const rows = await queries.all<VersionRow>(
    `SELECT name, version, status, plan, created_at AS "createdAt", updated_at AS "updatedAt"
     FROM ossa.workflows JOIN ossa.plans ON hash = plan_hash ${sql} ORDER BY name, created_at, version`,
    values,
  )
  return rows.map(toVersion)
}

function equal(column: string, value: string): Condition {
  return { sql: `${column} = ?`, values: [value] }
}
