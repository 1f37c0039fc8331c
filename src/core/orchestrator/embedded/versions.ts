import type { WorkflowStatus } from '#core/contract'
import { contentHash, type WorkflowPlan, workflowStatusAfter } from '#core/workflow'
import type { VersionFilter, WorkflowVersion, WorkflowVersions } from '../port.ts'
import { deprecatedForGood, neverPublished, publishedOtherwise, unknownVersion } from '../version-errors.ts'
import { type Condition, oneOf, where } from './conditions.ts'
import type { Journal } from './journal.ts'
import type { RunsDatabase } from './runs-database.ts'

interface Row {
  readonly name: string
  readonly version: string
  readonly status: WorkflowStatus
  readonly plan: string
  readonly createdAt: number
  readonly updatedAt: number
}

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
      if (workflowStatusAfter('publish', known?.status) === undefined) throw deprecatedForGood(workflow)
      if (known?.status === 'published') {
        if (known.hash !== contentHash(plan)) throw publishedOtherwise(workflow)
        return known
      }
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
      const known = this.#read(reference)
      const versions = known === undefined ? this.#list({ name: reference }) : [known]
      if (versions.length === 0) throw unknownVersion(reference, this.#names(reference))
      const able = versions.filter(({ status }) => workflowStatusAfter('deprecate', status) !== undefined)
      if (able.length === 0) throw neverPublished(reference)
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

  #names(reference: string): string[] {
    const all = this.#list({})
    return reference.includes('@')
      ? all.map(({ name, version }) => `${name}@${version}`)
      : [...new Set(all.map(({ name }) => name))]
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
    return rows.map(({ plan, ...row }) => ({ ...row, hash: contentHash(JSON.parse(plan) as WorkflowPlan) }))
  }
}

function equal(column: string, value: string): Condition {
  return { sql: `${column} = ?`, values: [value] }
}

function splitName(workflow: string): [name: string, version: string] {
  const at = workflow.lastIndexOf('@')
  return at < 0 ? [workflow, ''] : [workflow.slice(0, at), workflow.slice(at + 1)]
}
