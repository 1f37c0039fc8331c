import type { Task, Workflow } from '#core/contract'
import { hashJson } from '#core/json'
import { parseDuration } from './duration.ts'
import { taskEdges, whenTemplate } from './edges.ts'
import type { Binding, PlannedTask, RetryPolicy, WorkflowPlan } from './plan.ts'

const defaults = { timeoutMs: 300_000, concurrency: 16, retryInitialMs: 1_000, retryMaxMs: 60_000, priority: 5 }

/** What the compiler has found out about a task. */
export interface TaskSource {
  readonly agent: string
  readonly capability: string
  readonly binding: Binding
  readonly inputSchema?: unknown
  readonly outputSchema?: unknown
}

export interface PlanSource {
  readonly file: string
  readonly content: Workflow
  /** By task id; every task of the workflow is there. */
  readonly tasks: ReadonlyMap<string, TaskSource>
  /** Self-contained. */
  readonly inputSchema?: unknown
}

/** Makes the plan of a workflow that has been checked: no cycles, no unknown tasks. */
export function makePlan({ file, content, tasks, inputSchema }: PlanSource): WorkflowPlan {
  const { metadata, spec } = content
  const needs = neededTasks(spec)
  const plan = {
    workflow: `${metadata.name}@${metadata.version}`,
    file,
    tasks: inOrder(needs).map((id) =>
      plannedTask({ id, needs: needs.get(id) ?? [], task: spec.tasks[id], source: tasks.get(id) }),
    ),
    concurrency: spec.concurrency ?? defaults.concurrency,
    ...(inputSchema === undefined ? {} : { inputSchema }),
    ...(spec.output === undefined ? {} : { output: spec.output }),
  }
  return { ...plan, hash: hashJson(plan) }
}

function plannedTask({
  id,
  needs,
  task,
  source,
}: {
  id: string
  needs: readonly string[]
  task: Task | undefined
  source: TaskSource | undefined
}): PlannedTask {
  if (task === undefined || source === undefined) throw new Error(`Task ${id} has not been linked.`)
  const when = whenTemplate(task.when)
  return {
    id,
    needs,
    ...source,
    input: task.input ?? {},
    ...(when === undefined ? {} : { when }),
    retry: retryPolicy(task.retry),
    timeoutMs: milliseconds(task.timeout, defaults.timeoutMs),
    priority: task.priority ?? defaults.priority,
    onError: task.onError ?? 'fail',
  }
}

function retryPolicy(retry: Task['retry']): RetryPolicy {
  return {
    maxAttempts: retry?.maxAttempts ?? 1,
    backoff: retry?.backoff ?? 'exponential',
    initialMs: milliseconds(retry?.initial, defaults.retryInitialMs),
    maxMs: milliseconds(retry?.max, defaults.retryMaxMs),
  }
}

function milliseconds(duration: string | undefined, otherwise: number): number {
  return duration === undefined ? otherwise : (parseDuration(duration) ?? otherwise)
}

function neededTasks(spec: Workflow['spec']): Map<string, string[]> {
  const needs = new Map<string, string[]>(Object.keys(spec.tasks).map((id) => [id, []]))
  for (const { from, to } of taskEdges(spec)) {
    const list = needs.get(to)
    if (list !== undefined && !list.includes(from)) list.push(from)
  }
  return needs
}

// Kahn's algorithm, ties by the order in the file.
function inOrder(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  while (done.size < needs.size) {
    const next = [...needs].find(([id, needed]) => !done.has(id) && needed.every((other) => done.has(other)))
    if (next === undefined) throw new Error('The tasks form a cycle, which the compiler should have reported.')
    done.add(next[0])
  }
  return [...done]
}
