import type { Workflow } from '#core/contract'
import { compileExpression, type TemplateExpression, templateExpressions } from '#core/expression'
import { toPointer } from '#core/json'

/** An expression reads a task. */
export interface TaskRead {
  readonly task: string
  /** Pointer to the string that holds the expression, in the workflow manifest. */
  readonly pointer: string
  /** Of the path that is read, within that string. */
  readonly span: { readonly start: number; readonly end: number }
}

/** `to` runs after `from`, because of `needs` or because an expression in `to` reads `from`. */
export interface TaskEdge {
  readonly from: string
  readonly to: string
  readonly origin: 'needs' | 'expression'
  /** Pointer to where it is said, in the workflow manifest. */
  readonly pointer: string
  readonly span?: TaskRead['span']
}

/** All edges between tasks, faulty expressions left out. Ids are not checked: an edge may lead from a task that is not there. */
export function taskEdges(spec: Workflow['spec']): TaskEdge[] {
  return Object.entries(spec.tasks).flatMap(([id, task]) => {
    const needs = (task.needs ?? []).map((from, index): TaskEdge => {
      return { from, to: id, origin: 'needs', pointer: toPointer('spec', 'tasks', id, 'needs', index) }
    })
    const reads = taskReads(taskExpressions(id, task))
    return [
      ...needs,
      ...reads.map(({ task: from, ...at }): TaskEdge => ({ from, to: id, origin: 'expression', ...at })),
    ]
  })
}

/** The expressions in a task: in its input and its condition. */
export function taskExpressions(id: string, task: Workflow['spec']['tasks'][string]): TemplateExpression[] {
  const { when } = task
  const pointer = toPointer('spec', 'tasks', id, 'when')
  // `when` may leave out the braces around its expression.
  const condition: TemplateExpression[] = isBare(when)
    ? [{ pointer, source: when, start: 0, isWhole: true, isUnclosed: false }]
    : templateExpressions(when, pointer)
  return [...templateExpressions(task.input, toPointer('spec', 'tasks', id, 'input')), ...condition]
}

/** A condition as a template. */
export function whenTemplate(when: string | boolean | undefined): string | boolean | undefined {
  return isBare(when) ? `\${{${when}}}` : when
}

function isBare(when: string | boolean | undefined): when is string {
  return typeof when === 'string' && !when.includes('${{')
}

/** The tasks that expressions read, in order; faulty expressions read nothing. */
export function taskReads(expressions: readonly TemplateExpression[]): TaskRead[] {
  return expressions.flatMap(({ source, pointer, start, isUnclosed }) => {
    const compiled = isUnclosed ? undefined : compileExpression(source)
    if (compiled === undefined || 'problem' in compiled) return []
    return compiled.references.flatMap(({ root, path: [task], ...span }) =>
      root === 'tasks' && task !== undefined
        ? [{ task, pointer, span: { start: start + span.start, end: start + span.end } }]
        : [],
    )
  })
}
