import type { ExecutionEventsOutput, ExecutionListOutput, ExecutionShowOutput, RunWorkflowOutput } from '#core/contract'
import { escapeControls } from '#core/diagnostics'
import { seconds } from './progress.ts'

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

/** The tasks of an execution as the rows of a table, the heading first. */
export function tabulateTasks({ tasks }: Pick<RunWorkflowOutput, 'tasks'>): readonly (readonly string[])[] {
  const rows = Object.entries(tasks).map(([id, { status, attempts, startedAt, completedAt, error }]) => [
    id,
    status,
    String(attempts),
    startedAt === undefined || completedAt === undefined
      ? '-'
      : seconds(Date.parse(completedAt) - Date.parse(startedAt)),
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

/** What an execution is and how it stands, in a few lines. */
export function describeExecution(output: ExecutionShowOutput): string {
  const { executionId, workflow, key, createdAt, error } = output
  const status = shownStatus(output)
  const lines = [
    `${workflow} ${status}${status === 'running' ? '' : ` after ${seconds(output.durationMs)}`}`,
    `execution ${executionId}${key === undefined ? '' : ` (key ${key})`}, started ${createdAt}`,
    ...(error === undefined
      ? []
      : [`error ${error.code}${error.task === undefined ? '' : ` in task ${error.task}`}: ${error.message}`]),
    ...(status === 'interrupted' ? [`Go on with: ossa execution resume ${executionId}`] : []),
  ]
  return lines.map((line) => escapeControls(line, { oneLine: true })).join('\n')
}

// Nobody works on an interrupted execution; its state is the one it was left in.
function shownStatus({ status, active }: { status: string; active?: boolean | undefined }): string {
  return (status === 'running' || status === 'pending') && active !== true ? 'interrupted' : status
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
