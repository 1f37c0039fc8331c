import type { WorkflowPlan } from '#core/workflow'
import { type Condition, oneOf, where } from '../conditions.ts'
import type { VersionFilter, WorkflowVersion, WorkflowVersions } from '../port.ts'
import { isPublished, splitName, toDeprecate, toVersion, type VersionRow } from '../version-rules.ts'
import type { Journal } from './journal.ts'
import type { RunsDatabase } from './runs-database.ts'

type Row = Omit<VersionRow, 'plan'> & { readonly plan: string }

/** Versions of workflows in SQLite. */
export class EmbeddedVersions implements WorkflowVersions {
  readonly #database: RunsDatabase
  readonly #journal: Journal
  readonly #now: () => number

  constructor({ database, journal, now }: { database: RunsDatabase; journal: Journal; now: () => number }) {
    this.#database = database
    this.#journal = journal
    this.#now = now
  }

  /** Writes down that a plan is run: as a draft, unless its version is more than that. Within a transaction. */
  recordRun({ workflow, hash }: WorkflowPlan, now: number): void {
    const [name, version] = splitName(workflow)
    this.#database.run(
      `INSERT INTO workflows VALUES (?, ?, ?, 'draft', ?, ?)
       ON CONFLICT (name, version) DO UPDATE SET plan_hash = excluded.plan_hash, updated_at = excluded.updated_at
       WHERE status = 'draft' AND plan_hash <> excluded.plan_hash`,
      [name, version, hash, now, now],
    )
  }

  publish(plan: WorkflowPlan): Promise<WorkflowVersion> {
    const { workflow, hash } = plan
    return this.#journal.write(() => {
      const known = this.#read(workflow)
      if (known !== undefined && isPublished(plan, known)) return known
      const [name, version] = splitName(workflow)
      const now = this.#now()
      this.#database.run('INSERT OR IGNORE INTO plans VALUES (?, ?)', [hash, JSON.stringify(plan)])
      this.#database.run(
        `INSERT INTO workflows VALUES (?, ?, ?, 'published', ?, ?)
         ON CONFLICT (name, version) DO UPDATE
         SET plan_hash = excluded.plan_hash, status = excluded.status, updated_at = excluded.updated_at`,
        [name, version, hash, now, now],
      )
      return this.#required(workflow)
    })
  }

  deprecate(reference: string): Promise<readonly WorkflowVersion[]> {
    return this.#journal.write(() => {
      const able = toDeprecate(reference, this.#list({}))
      for (const { name, version, status } of able)
        if (status !== 'deprecated')
          this.#database.run(
            "UPDATE workflows SET status = 'deprecated', updated_at = ? WHERE name = ? AND version = ?",
            [this.#now(), name, version],
          )
      return able.map(({ name, version }) => this.#required(`${name}@${version}`))
    })
  }

  async list(filter: VersionFilter): Promise<readonly WorkflowVersion[]> {
    return this.#list(filter)
  }

  async find(workflow: string): Promise<WorkflowVersion | undefined> {
    return this.#read(workflow)
  }

  #required(workflow: string): WorkflowVersion {
    const version = this.#read(workflow)
    if (version === undefined) throw new Error(`${workflow} has not been written.`)
    return version
  }

  #read(workflow: string): WorkflowVersion | undefined {
    const [name, version] = splitName(workflow)
    return this.#select([equal('name', name), equal('version', version)])[0]
  }

  #list({ name, status }: VersionFilter): WorkflowVersion[] {
    return this.#select([name === undefined ? undefined : equal('name', name), oneOf('status', status)])
  }

  #select(conditions: readonly (Condition | undefined)[]): WorkflowVersion[] {
    const { sql, values } = where(conditions)
    const rows = this.#database.all<Row>(
      `SELECT name, version, status, plan, created_at AS createdAt, updated_at AS updatedAt
       FROM workflows JOIN plans ON hash = plan_hash ${sql} ORDER BY name, created_at, version`,
      values,
    )
    return rows.map((row) => toVersion({ ...row, plan: JSON.parse(row.plan) as WorkflowPlan }))
  }
}

function equal(column: string, value: string): Condition {
  return { sql: `${column} = ?`, values: [value] }
}
