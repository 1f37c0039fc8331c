import { escapeControls } from '#core/diagnostics'
import { contentHash, isEnded, type WorkflowPlan } from '#core/workflow'
import type { ExecutionSnapshot, WorkflowVersion, WorkflowVersions } from './port.ts'

/** What to say when a start has found an execution that was there: which, whether it goes on, and whether the workflow has changed. */
export function noteOnEarlier({ record, plan }: ExecutionSnapshot, now: WorkflowPlan): string[] {
  const { id, status, key = '' } = record
  const outcome = isEnded(status) ? `It ${outcomeOf(status)} earlier; nothing was run.` : 'It goes on.'
  const changed = 'The workflow or its agents have changed since then; the execution has the plan it was started with.'
  const found = `The key ${escapeControls(JSON.stringify(key))} belongs to the earlier execution ${id}. ${outcome}`
  return plan.hash === now.hash ? [found] : [found, changed]
}

/**
 * What to say before a workflow is run: its version is deprecated, or was published with another content; or so is one that a task of it
 * carries out.
 */
export async function notesOnVersions(versions: Finder, plan: WorkflowPlan): Promise<string[]> {
  const known = await versions.find(plan.workflow)
  const own = known === undefined || known.status === 'draft' ? [] : notesOnVersion(known, plan)
  return [...own.map(asWarning), ...(await notesOnParts(versions, plan))]
}

/** The same of the workflows alone that tasks carry out. */
export async function notesOnParts(versions: Finder, plan: WorkflowPlan): Promise<string[]> {
  const notes = new Set<string>()
  for (const { id, binding } of plan.tasks) {
    if (binding.kind !== 'workflow') continue
    const part = binding.plan
    const known = await versions.find(part.workflow)
    const which = `${part.workflow}, which the task ${id} of ${plan.workflow} carries out,`
    if (known?.status === 'deprecated') notes.add(asWarning(`${which} is deprecated. ${whatElse}`))
    if (known !== undefined && known.status !== 'draft' && known.hash !== contentHash(part))
      notes.add(asWarning(`${which} was published with another content.`))
    for (const note of await notesOnParts(versions, part)) notes.add(note)
  }
  return [...notes]
}

type Finder = Pick<WorkflowVersions, 'find'>

const whatElse = 'What is published: ossa workflow list --status published'

function notesOnVersion(known: WorkflowVersion, plan: WorkflowPlan): string[] {
  return [
    ...(known.status === 'deprecated' ? [`${plan.workflow} is deprecated. ${whatElse}`] : []),
    ...(known.hash === contentHash(plan)
      ? []
      : [
          `${plan.workflow} was published with another content; this one runs as a draft. Raise its version to publish it.`,
        ]),
  ]
}

function asWarning(note: string): string {
  return `warning: ${note}`
}

/** What to say when an execution that has ended is asked to go on. */
export function noteOnEnded({ record: { id, status } }: ExecutionSnapshot): string[] {
  return isEnded(status) ? [`The execution ${id} ${outcomeOf(status)} earlier; nothing was run.`] : []
}

/** What to say when workers are to carry out an execution, and none lives. */
export function noteOnWorkers(count: number | undefined): string[] {
  return count === 0 ? ['warning: No worker is running; it waits for one. Start one with: ossa worker'] : []
}

function outcomeOf(status: ExecutionSnapshot['record']['status']): string {
  return status === 'cancelled' ? 'was cancelled' : status
}
