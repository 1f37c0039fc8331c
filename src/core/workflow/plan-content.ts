import { hashJson } from '#core/json'
import type { PlannedTask, WorkflowPlan } from './plan.ts'

/** SHA-256 of what a plan does. Unlike its `hash` it stays when the file is moved. */
export function contentHash(plan: WorkflowPlan): string {
  return hashJson(contentOf(plan))
}

function contentOf({ file: _file, hash: _hash, tasks, ...rest }: WorkflowPlan): unknown {
  return { ...rest, tasks: tasks.map(contentOfTask) }
}

function contentOfTask({ binding, ...task }: PlannedTask): unknown {
  return { ...task, binding: binding.kind === 'workflow' ? { ...binding, plan: contentOf(binding.plan) } : binding }
}
