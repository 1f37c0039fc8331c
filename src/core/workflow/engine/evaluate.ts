import { EvaluationFailure, evaluateTemplate, toCel } from '#core/expression'
import { type PlannedTask, tasksById, type WorkflowPlan } from '../plan.ts'
import type { Failure } from './events.ts'
import { missingOutput } from './missing-output.ts'
import { type ExecutionState, taskState } from './state.ts'

export type Evaluated<T = unknown> = { readonly value: T } | { readonly error: Failure }

/** What the expressions of a task may read besides the input and the tasks upstream. */
export type LocalVariables = Readonly<Record<string, unknown>>

/** A place in an execution from which expressions are evaluated. */
export interface Scope {
  readonly plan: WorkflowPlan
  readonly state: ExecutionState
  /** The tasks that can be read. */
  readonly upstream: readonly string[]
  readonly local?: LocalVariables
}

/** The value of a template. A template that cannot be evaluated is a failure of the task, not of the engine. */
export function evaluated(template: unknown, scope: Scope): Evaluated {
  try {
    return { value: evaluateTemplate(template, contextOf(scope)) }
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error
    const reason = missingOutput(template, error, scope.state.tasks)
    const message = reason === undefined ? error.message : `${error.message}: ${reason}`
    const place = error.pointer === '' ? '' : ` (at ${error.pointer})`
    return { error: { code: 'workflow/expression-failed', message: `${message}${place}.` } }
  }
}

/** The value of a condition, which must be true or false. */
export function condition(template: unknown, scope: Scope): Evaluated<boolean> {
  const result = evaluated(template, scope)
  if ('error' in result) return result
  const { value } = result
  if (typeof value === 'boolean') return { value }
  const message = `The condition gave ${JSON.stringify(value)}, not true or false.`
  return { error: { code: 'workflow/condition-not-boolean', message } }
}

/** An output as expressions see it. */
export function seenOutput(task: PlannedTask, output: unknown): unknown {
  return seen(output, task.outputSchema)
}

const known = new WeakMap<object, { readonly schema: unknown; readonly value: unknown }>()

// The same output is read again and again, by every round of a `forEach` for one.
function seen(output: unknown, schema: unknown): unknown {
  if (typeof output !== 'object' || output === null) return toCel(output, schema)
  const before = known.get(output)
  if (before !== undefined && before.schema === schema) return before.value
  const value = toCel(output, schema)
  known.set(output, { schema, value })
  return value
}

// Only what the plan says is upstream can be read, so nothing else needs to be converted.
function contextOf({ plan, state, upstream, local = {} }: Scope): Record<string, unknown> {
  const planned = tasksById(plan)
  const tasks = upstream.map((id) => {
    const { status, output } = taskState(state, id)
    return [id, status === 'completed' ? { status, output: seen(output, schemaOf(planned.get(id))) } : { status }]
  })
  return { input: seen(state.input, plan.inputSchema), tasks: Object.fromEntries(tasks), ...local }
}

const listSchemas = new WeakMap<object, unknown>()

function schemaOf(task: PlannedTask | undefined): unknown {
  const { outputSchema, forEach } = task ?? {}
  if (forEach === undefined || typeof outputSchema !== 'object' || outputSchema === null) return outputSchema
  // Its references lead to definitions at its root.
  const list = listSchemas.get(outputSchema) ?? {
    ...('$defs' in outputSchema && { $defs: outputSchema.$defs }),
    items: outputSchema,
  }
  listSchemas.set(outputSchema, list)
  return list
}
