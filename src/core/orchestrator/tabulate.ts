import type {
  ExecutionEventsOutput,
  ExecutionListOutput,
  ExecutionRecordsOutput,
  ExecutionShowOutput,
  RunWorkflowOutput,
  WorkflowsOutput,
} from '#core/contract'
import { escapeControls, formatDuration, printJson } from '#core/diagnostics'
import { isObject } from '#core/json'

/** Executions as the rows of a table, the heading first. */
export function tabulateExecutions({ executions }: ExecutionListOutput): readonly (readonly string[])[] {
  const rows = executions.map(({ executionId, workflow, status, active, createdAt, key }) => [
    executionId,
    workflow,
    shownStatus({ status, active }),
    createdAt,
    key ?? '-',
  ])
  return [['EXECUTION', 'WORKFLOW', 'STATUS', 'STARTED', 'KEY'], ...rows]
}

/** Records as the rows of a table, the heading first. */
export function tabulateRecords({ records }: ExecutionRecordsOutput): readonly (readonly string[])[] {
  const rows = records.map(({ at, kind, workflow, executionId, task, data }) => [
    at,
    kind,
    workflow,
    executionId,
    task,
    shortened(JSON.stringify(data)),
  ])
  return [['AT', 'KIND', 'WORKFLOW', 'EXECUTION', 'TASK', 'DATA'], ...rows]
}

/** Versions of workflows as the rows of a table, the heading first. */
export function tabulateVersions({ workflows }: WorkflowsOutput): readonly (readonly string[])[] {
  const rows = workflows.map(({ name, version, status, updatedAt, hash }) => [
    name,
    version,
    status,
    updatedAt,
    hash.slice(0, 12),
  ])
  return [['NAME', 'VERSION', 'STATUS', 'SINCE', 'HASH'], ...rows]
}

/** What to say below records if the table does not show all of them, or not in full. */
export function noteOnCutRecords(rows: readonly (readonly string[])[], limit: number): string | undefined {
  const notes = [
    ...(rows.some((row) => row.at(-1)?.endsWith('…')) ? ['Long data is cut; all of it: --json.'] : []),
    ...(rows.length - 1 === limit ? [`There may be more than these ${limit}: --limit.`] : []),
  ]
  return notes.length === 0 ? undefined : `\n${notes.join(' ')}`
}

/** The tasks of an execution as the rows of a table, the heading first. */
export function tabulateTasks({ tasks }: Pick<RunWorkflowOutput, 'tasks'>): readonly (readonly string[])[] {
  const rows = Object.entries(tasks).map(([id, { status, attempts, startedAt, completedAt, error }]) => [
    id,
    status,
    String(attempts),
    startedAt === undefined || completedAt === undefined
      ? '-'
      : formatDuration(Date.parse(completedAt) - Date.parse(startedAt)),
    error?.message ?? '',
  ])
  return [['TASK', 'STATUS', 'ATTEMPTS', 'TIME', 'ERROR'], ...rows]
}

/** The events of a history as the rows of a table, the heading first. */
export function tabulateEvents(events: ExecutionEventsOutput): readonly (readonly string[])[] {
  const rows = events.map(({ seq, at, type, ...rest }) => {
    const { task, attempt, ...data } = rest as { task?: string; attempt?: number }
    const content = Object.keys(data).length === 0 ? '' : JSON.stringify(data)
    return [String(seq), at, type, task ?? '', attempt === undefined ? '' : String(attempt), shortened(content)]
  })
  return [['SEQ', 'AT', 'EVENT', 'TASK', 'ATTEMPT', 'DATA'], ...rows]
}

/** What to say below the events of an execution if there is more to know than the table shows. */
export function noteOnCutEvents(rows: readonly (readonly string[])[], execution: string): string | undefined {
  if (!rows.some((row) => row.at(-1)?.endsWith('…'))) return undefined
  return `\nLong data is cut. Failures in full: ossa execution show ${escapeControls(execution, { oneLine: true })}; all of it: --json`
}

/** What is known of the failures of tasks beyond their messages: what a program complained, what a service answered. */
export function describeFailures({ tasks }: Pick<RunWorkflowOutput, 'tasks'>): string {
  const failures = Object.entries(tasks).flatMap(([id, { error }]) =>
    error?.details === undefined ? [] : [`${id} ${error.code}\n${indented(textOf(error.details))}`],
  )
  return failures.join('\n\n')
}

function textOf(details: unknown): string {
  if (!isObject(details)) return printJson(details)
  const parts = Object.entries(details).map(([name, value]) => {
    const text = (typeof value === 'string' ? value : printJson(value)).trimEnd()
    return text.includes('\n') ? `${name}:\n${indented(text)}` : `${name}: ${text}`
  })
  return parts.join('\n')
}

function indented(text: string): string {
  const lines = text.split('\n').map((line) => `  ${escapeControls(line.replace(/\r$/, ''), { oneLine: true })}`)
  return lines.join('\n')
}

/** What an execution is and how it stands, in a few lines. */
export function describeExecution(output: ExecutionShowOutput): string {
  const { executionId, workflow, key, createdAt, error } = output
  const status = shownStatus(output)
  const lines = [
    `${workflow} ${status}${status === 'running' ? '' : ` after ${formatDuration(output.durationMs)}`}`,
    `execution ${executionId}${key === undefined ? '' : ` (key ${key})`}, started ${createdAt}`,
    ...(error === undefined
      ? []
      : [`error ${error.code}${error.task === undefined ? '' : ` in task ${error.task}`}: ${error.message}`]),
    ...(status === 'interrupted' || status === 'paused' ? [`Go on with: ossa execution resume ${executionId}`] : []),
  ]
  return lines.map((line) => escapeControls(line, { oneLine: true })).join('\n')
}

// Nobody works on an interrupted execution; its state is the one it was left in.
function shownStatus({ status, active }: { status: string; active?: boolean | undefined }): string {
  return ['pending', 'running', 'retrying'].includes(status) && active !== true ? 'interrupted' : status
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
