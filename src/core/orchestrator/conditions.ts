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
    sql: "(workflow = ? OR substr(workflow, 1, length(?) + 1) = ? || '@')",
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
