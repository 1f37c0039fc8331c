import type { Retry, Task, Workflow } from '#core/contract'
import { hashJson } from '#core/json'
import { parseDuration } from './duration.ts'
import { conditionTemplate, itemsOf, taskEdges } from './edges.ts'
import type { PlannedTask, RetryPolicy, TaskBinding, WorkflowPlan } from './plan.ts'
import { fallbackId, secondaryTasks } from './second-tasks.ts'

const defaults = { timeoutMs: 300_000, concurrency: 16, retryInitialMs: 1_000, retryMaxMs: 60_000, priority: 5 }

/** What the compiler has found out about a task. */
export interface TaskSource {
  readonly agent?: string
  readonly capability?: string
  readonly agentConcurrency?: number
  readonly binding: TaskBinding
  readonly inputSchema?: unknown
  readonly outputSchema?: unknown
}

export interface PlanSource {
  readonly file: string
  readonly content: Workflow
  /** By task id; every task of the workflow is there, and every one that undoes or replaces another, see `secondaryTasks`. */
  readonly tasks: ReadonlyMap<string, TaskSource>
  /** Self-contained; of `item`, by the tasks with `forEach`. */
  readonly itemSchemas?: ReadonlyMap<string, unknown>
  /** Self-contained. */
  readonly inputSchema?: unknown
}

/** Makes the plan of a workflow that has been checked: no cycles, no unknown tasks. */
export function makePlan({ file, content, tasks, itemSchemas, inputSchema }: PlanSource): WorkflowPlan {
  const { metadata, spec } = content
  const needs = neededTasks(spec)
  const timeoutMs = spec.timeout === undefined ? undefined : parseDuration(spec.timeout)
  const plan = {
    workflow: `${metadata.name}@${metadata.version}`,
    file,
    tasks: inOrder(needs).flatMap((id) =>
      plannedTasks(id, { spec, sources: tasks, needs: needs.get(id) ?? [], itemSchema: itemSchemas?.get(id) }),
    ),
    concurrency: spec.concurrency ?? defaults.concurrency,
    ...(inputSchema === undefined ? {} : { inputSchema }),
    ...(spec.output === undefined ? {} : { output: spec.output }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
  return { ...plan, hash: hashJson(plan) }
}

interface TaskContext {
  readonly spec: Workflow['spec']
  readonly sources: PlanSource['tasks']
  readonly needs: readonly string[]
  readonly itemSchema: unknown
}

function plannedTasks(id: string, { spec, sources, needs, itemSchema }: TaskContext): PlannedTask[] {
  const task = spec.tasks[id]
  if (task === undefined) throw new Error(`Task ${id} has not been linked.`)
  const { onError = 'fail', priority } = task
  const first = plannedTask(id, task, { needs, sources })
  return [
    { ...first, ...rounds(task, itemSchema), ...checks(task), onError: onErrorOf(id, onError) },
    ...secondaryTasks(id, task).map(({ id: second, what, content }): PlannedTask => {
      const planned = plannedTask(second, { ...content, ...(priority && { priority }) }, { needs, sources })
      return { ...planned, ...(what === 'compensate' ? { compensates: id } : { fallbackFor: id }) }
    }),
  ]
}

function plannedTask(
  id: string,
  task: Task,
  { needs, sources }: { needs: readonly string[]; sources: PlanSource['tasks'] },
): PlannedTask {
  const source = sources.get(id)
  if (source === undefined) throw new Error(`Task ${id} has not been linked.`)
  return {
    id,
    needs,
    ...source,
    input: task.input ?? {},
    retry: retryPolicy(task.retry),
    timeoutMs: milliseconds(task.timeout, defaults.timeoutMs),
    priority: task.priority ?? defaults.priority,
    onError: 'fail',
  }
}

function rounds(
  { forEach, until, maxIterations = 1 }: Task,
  itemSchema: unknown,
): Pick<PlannedTask, 'forEach' | 'until'> {
  if (until !== undefined) return { until: { condition: String(conditionTemplate(until)), maxIterations } }
  if (forEach === undefined) return {}
  const concurrency = typeof forEach === 'object' && 'items' in forEach ? forEach.concurrency : undefined
  return {
    forEach: {
      items: itemsOf(forEach),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(itemSchema === undefined ? {} : { itemSchema }),
    },
  }
}

function checks({ when, denyWhen, record }: Task): Partial<PlannedTask> {
  return {
    ...(when === undefined ? {} : { when: conditionTemplate(when) }),
    ...(denyWhen === undefined ? {} : { denyWhen: String(conditionTemplate(denyWhen)) }),
    ...(record === undefined ? {} : { record }),
  }
}

function onErrorOf(id: string, onError: NonNullable<Task['onError']>): PlannedTask['onError'] {
  if (typeof onError === 'string') return onError
  const { fallback } = onError
  return {
    fallback: fallback.agent === undefined ? { output: fallback.output } : { task: fallbackId(id) },
  }
}

function retryPolicy(retry: Retry | undefined): RetryPolicy {
  return {
    maxAttempts: retry?.maxAttempts ?? 1,
    backoff: retry?.backoff ?? 'exponential',
    initialMs: milliseconds(retry?.initial, defaults.retryInitialMs),
    maxMs: milliseconds(retry?.max, defaults.retryMaxMs),
    jitter: retry?.jitter ?? true,
    ...(retry?.retryOn === undefined ? {} : { retryOn: retry.retryOn }),
  }
}

function milliseconds(duration: string | undefined, otherwise: number): number {
  return duration === undefined ? otherwise : (parseDuration(duration) ?? otherwise)
}

function neededTasks(spec: Workflow['spec']): Map<string, string[]> {
  const needs = new Map<string, string[]>(Object.keys(spec.tasks).map((id) => [id, []]))
  for (const { from, to } of taskEdges(spec)) {
    const list = needs.get(to)
    if (list !== undefined && from !== to && !list.includes(from)) list.push(from)
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
