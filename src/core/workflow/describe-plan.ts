import type { PlannedTaskOutput, WorkflowPlanOutput } from '#core/contract'
import type { PlannedTask, WorkflowPlan } from './plan.ts'

/** A plan to look at: what would run, in which order, and as a picture. */
export function describePlan(plan: WorkflowPlan): WorkflowPlanOutput {
  const stages = new Map<string, number>()
  for (const { id, needs, compensates, fallbackFor } of plan.tasks) {
    const before = [...needs, ...[compensates, fallbackFor].flatMap((other) => other ?? [])]
    stages.set(id, 1 + Math.max(0, ...before.map((other) => stages.get(other) ?? 0)))
  }
  const tasks = plan.tasks.map((task) => describeTask(task, stages.get(task.id) ?? 1))
  return { workflow: plan.workflow, hash: plan.hash, tasks, mermaid: mermaidOf(plan, tasks) }
}

/** The same as rows of a table, the heading first. */
export function tabulatePlan({ tasks }: WorkflowPlanOutput): readonly (readonly string[])[] {
  const rows = tasks
    .toSorted((a, b) => a.stage - b.stage)
    .map(({ id, stage, does, needs, priority, role }) => [
      String(stage),
      id,
      does,
      needs.join(', ') || '-',
      String(priority),
      role ?? '',
    ])
  return [['STAGE', 'TASK', 'DOES', 'AFTER', 'PRIORITY', 'ONLY AS'], ...rows]
}

function describeTask(task: PlannedTask, stage: number): PlannedTaskOutput {
  const { id, needs, priority, compensates, fallbackFor } = task
  const role = compensates !== undefined ? 'compensation' : fallbackFor !== undefined ? 'fallback' : undefined
  return { id, does: doing(task), needs: [...needs], priority, stage, ...(role === undefined ? {} : { role }) }
}

function doing({ binding, agent, capability, forEach, until }: PlannedTask): string {
  const rounds = forEach !== undefined ? ', for each item' : until !== undefined ? ', until it is done' : ''
  switch (binding.kind) {
    case 'wait':
      return `wait ${binding.for}`
    case 'signal':
      return agent === undefined ? `signal ${binding.name}` : `${agent} decides (signal ${binding.name})`
    case 'workflow':
      return `workflow ${binding.plan.workflow}${rounds}`
    default:
      return `${agent} ${capability}${rounds}`
  }
}

function mermaidOf({ tasks }: WorkflowPlan, described: readonly PlannedTaskOutput[]): string {
  const nodes = described.map(({ id, does }) => `  ${nodeId(id)}["${quoted(`${id}: ${does}`)}"]`)
  const edges = tasks.flatMap(({ id, needs, compensates, fallbackFor }) => [
    ...(compensates === undefined && fallbackFor === undefined
      ? needs.map((from) => `  ${nodeId(from)} --> ${nodeId(id)}`)
      : []),
    ...(compensates === undefined ? [] : [`  ${nodeId(compensates)} -. undo .-> ${nodeId(id)}`]),
    ...(fallbackFor === undefined ? [] : [`  ${nodeId(fallbackFor)} -. failed .-> ${nodeId(id)}`]),
  ])
  return ['flowchart LR', ...nodes, ...edges].join('\n')
}

// `end` by itself is a word of mermaid.
function nodeId(id: string): string {
  return `t_${id.replaceAll('.', '__')}`
}

function quoted(text: string): string {
  return text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll(/\s+/g, ' ')
}
