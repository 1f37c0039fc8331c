import { atLeast, ofWorkflow, oneOf, startedBy, where } from '../conditions.ts'
import type { RecordFilter, TaskRecord } from '../port.ts'
import type { RunsDatabase } from './runs-database.ts'

type Row = Omit<TaskRecord, 'data'> & { readonly data: string }

/** The outputs that tasks have kept as records, the newest first. `execution` is an id. */
export function listRecords(
  database: RunsDatabase,
  { kind, workflow, execution, since, limit }: RecordFilter,
): TaskRecord[] {
  const { sql, values } = where([
    oneOf('kind', kind),
    ofWorkflow(workflow),
    startedBy(execution, 'executions'),
    atLeast('records.at', since),
  ])
  const rows = database.all<Row>(
    `SELECT execution_id AS executionId, workflow, seq, task, kind, records.at AS at, data
     FROM records JOIN executions ON executions.id = execution_id
     ${sql} ORDER BY records.at DESC, execution_id DESC, seq DESC LIMIT ?`,
    [...values, limit],
  )
  return rows.map(({ data, ...row }) => ({ ...row, data: JSON.parse(data) as unknown }))
}
