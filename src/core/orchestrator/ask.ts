import { setTimeout } from 'node:timers/promises'
import type { ExecutionStatus } from '#core/contract'
import { listCandidates, OssaError, usageError } from '#core/diagnostics'
import { validateInstance } from '#core/schema'
import { type ControlRequest, isEnded, type WorkflowPlan } from '#core/workflow'
import type { ExecutionSnapshot, Orchestrator, RecordedEvent } from './port.ts'

/** How an execution can stand. */
export const executionStatuses: readonly ExecutionStatus[] = [
  'pending',
  'running',
  'paused',
  'retrying',
  'completed',
  'failed',
  'cancelled',
]

/** How an execution can have ended. */
export const endedStatuses: readonly ExecutionStatus[] = executionStatuses.filter(isEnded)

/** Asks something of an execution. Throws OssaError if it has ended, or if it has no use for a signal. */
export async function askExecution(
  runs: Orchestrator,
  idOrKey: string,
  request: ControlRequest,
): Promise<ExecutionSnapshot> {
  const before = await runs.get(idOrKey)
  const { status, id } = before.record
  if (isEnded(status)) throw tooLate(id, status)
  if (request.do === 'signal') await requireFittingSignal(before.plan, request)
  return runs.control(id, request)
}

/** Lets an execution that is paused go on; any other stays as it is. It is carried out with `run`. */
export async function resumeExecution(runs: Orchestrator, idOrKey: string): Promise<ExecutionSnapshot> {
  const snapshot = await runs.get(idOrKey)
  return snapshot.state.status === 'paused' ? runs.control(idOrKey, { do: 'resume' }) : snapshot
}

const followMs = 200

/** Tells all that has happened, and what happens from now on, until the execution has ended. */
export async function followEvents(
  runs: Orchestrator,
  idOrKey: string,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: RecordedEvent) => void },
): Promise<void> {
  let after = 0
  while (!signal.aborted) {
    const { status } = (await runs.get(idOrKey)).record
    const events = await runs.events(idOrKey, { after })
    for (const event of events) onEvent(event)
    after = events.at(-1)?.seq ?? after
    if (isEnded(status)) return
    await setTimeout(followMs, undefined, { signal }).catch(() => undefined)
  }
}

/** How long somebody who has resumed an execution may take to carry it out. */
const takeUpMs = 2_000

/** Resolves when an execution that is paused goes on, or has ended, because others have asked for it; and when nobody wants to know. */
export async function untilResumed(runs: Orchestrator, idOrKey: string, signal: AbortSignal): Promise<void> {
  for (let resumedMs = 0; !signal.aborted && resumedMs < takeUpMs; ) {
    const { status, isActive } = (await runs.get(idOrKey)).record
    if (isEnded(status) || (status !== 'paused' && isActive)) return
    resumedMs = status === 'paused' ? 0 : resumedMs + followMs
    await setTimeout(followMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Resolves when nobody carries an execution out any more, and when nobody wants to know. */
export async function untilLeft(runs: Orchestrator, idOrKey: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await runs.get(idOrKey)).record.isActive)
    await setTimeout(followMs, undefined, { signal }).catch(() => undefined)
}

function tooLate(id: string, status: ExecutionStatus): OssaError {
  return new OssaError('execution/ended', `The execution ${id} is ${status} already.`, {
    kind: 'input',
    hint: `Look at it with: ossa execution show ${id}`,
  })
}

async function requireFittingSignal(
  plan: WorkflowPlan,
  { name, data }: { name: string; data: unknown },
): Promise<void> {
  const awaiting = plan.tasks.filter(({ binding }) => binding.kind === 'signal' && binding.name === name)
  if (awaiting.length === 0) {
    const names = plan.tasks.flatMap(({ binding }) => (binding.kind === 'signal' ? [binding.name] : []))
    const message = `No task of ${plan.workflow} waits for a signal ${JSON.stringify(name)}.`
    throw usageError('execution/unknown-signal', message, listCandidates(name, [...new Set(names)], 'signals'))
  }
  for (const { id, outputSchema } of awaiting) {
    const problems = outputSchema === undefined ? [] : await validateInstance(outputSchema, data)
    if (problems.length === 0) continue
    const said = problems.map(({ pointer, message }) => `${pointer === '' ? 'it' : pointer} ${message}`).join('; ')
    throw new OssaError('execution/unfitting-signal', `The data does not fit what the task ${id} waits for: ${said}.`, {
      kind: 'input',
      hint: 'Give data of the form that the workflow asks for with --data.',
    })
  }
}
