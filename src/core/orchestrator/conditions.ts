/** A condition of a query, with the values for its question marks. */
export interface Condition {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** The clause that lets through what fulfils all conditions; those that are undefined were not asked for. */
export function where(conditions: readonly (Condition | undefined)[]): Condition {
  const asked = conditions.filter((each) => each !== undefined)
  const sql = asked.length === 0 ? '' : `WHERE ${asked.map((each) => each.sql).join(' AND ')}`
  return { sql, values: asked.flatMap((each) => each.values) }
}

/** Of a workflow by its name, or by `name@version`. */
export function ofWorkflow(workflow: string | undefined): Condition | undefined {
  if (workflow === undefined) return undefined
  return {
    sql: "(workflow = ? OR substr(workflow, 1, length(CAST(? AS TEXT)) + 1) = CAST(? AS TEXT) || '@')",
    values: [workflow, workflow, workflow],
  }
}

/** One of several values, if there are any. */
export function oneOf(column: string, values: readonly string[] = []): Condition | undefined {
  return values.length === 0 ? undefined : { sql: `${column} IN (${values.map(() => '?').join()})`, values }
}

export function atLeast(column: string, value: number | undefined): Condition | undefined {
  return value === undefined ? undefined : { sql: `${column} >= ?`, values: [value] }
}

/** What an execution has kept itself, and what those have that it has started, and so on. */
export function startedBy(execution: string | undefined, executions: string): Condition | undefined {
  if (execution === undefined) return undefined
  return {
    sql: `execution_id IN (
      WITH RECURSIVE family (id) AS (
        SELECT id FROM ${executions} WHERE id = ?
        UNION SELECT child.id FROM ${executions} AS child JOIN family ON child.parent_id = family.id
      ) SELECT id FROM family)`,
    values: [execution],
  }
}
