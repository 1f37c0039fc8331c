import { listCandidates, OssaError, usageError } from '#core/diagnostics'
import { canonicalJson } from '#core/json'
import { isPrimary, type WorkflowPlan } from '#core/workflow'

/** Errors of orchestrators; the same for all adapters. */

export function unknownExecution(idOrKey: string): OssaError {
  const message = `There is no execution ${JSON.stringify(idOrKey)}.`
  return usageError('execution/unknown', message, 'List them with: ossa execution list')
}

export function activeElsewhere(id: string): OssaError {
  return new OssaError('execution/active', `The execution ${id} is being run by another process.`, {
    hint: 'Wait for that process to end, or stop it; then resume the execution here.',
  })
}

export function notEnded({ id, status }: { id: string; status: string }): OssaError {
  const hint = `Go on with: ossa execution resume ${id}`
  return usageError(
    'execution/not-ended',
    `The execution ${id} is ${status}: only one that has ended is retried.`,
    hint,
  )
}

/** Throws OssaError if a plan has no such task. */
export function requireKnownTask(plan: WorkflowPlan, task: string | undefined): void {
  const ids = plan.tasks.filter(isPrimary).map(({ id }) => id)
  if (task === undefined || ids.includes(task)) return
  const message = `${plan.workflow} has no task ${JSON.stringify(task)}.`
  throw usageError('execution/unknown-task', message, listCandidates(task, ids, 'tasks'))
}

/** Throws OssaError if a key belongs to an execution of something else. */
export function requireSame(
  { id, key }: { readonly id: string; readonly key: string | null },
  known: { readonly plan: WorkflowPlan; readonly input: unknown },
  wanted: { readonly plan: WorkflowPlan; readonly input: unknown },
): void {
  const isSame =
    known.plan.workflow === wanted.plan.workflow && canonicalJson(known.input) === canonicalJson(wanted.input)
  if (isSame) return
  throw usageError(
    'execution/key-taken',
    `The key ${JSON.stringify(key)} belongs to an execution of ${known.plan.workflow} with another input.`,
    `Use another key, or look at it with: ossa execution show ${id}`,
  )
}

/** The same error, with what to do about an execution that it has broken off. */
export function withWayOn(error: OssaError, id: string): OssaError {
  const hint = `${error.hint ?? ''} Then go on with: ossa execution resume ${id}`.trim()
  return new OssaError(error.code, error.message, { hint, cause: error })
}
