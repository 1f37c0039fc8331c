import { hashJson } from '#core/json'
import type { PlannedTask, WorkflowPlan } from './plan.ts'

/**
 * SHA-256 of what a plan does. Unlike its `hash` it stays when the file is moved, or its tasks are written in another order. It is
 * compared with that of plans which an earlier program has stored: what is added to plans is absent where it means what was before.
 */
export function contentHash(plan: WorkflowPlan): string {
  return hashJson(contentOf(plan))
}

function contentOf({ file: _file, hash: _hash, tasks, ...rest }: WorkflowPlan): unknown {
  return { ...rest, tasks: Object.fromEntries(tasks.map(({ id, ...task }) => [id, contentOfTask(task)])) }
}

function contentOfTask({ binding, needs, ...task }: Omit<PlannedTask, 'id'>): unknown {
  return {
    ...task,
    needs: needs.toSorted(),
    binding: binding.kind === 'workflow' ? { ...binding, plan: contentOf(binding.plan) } : binding,
  }
}
