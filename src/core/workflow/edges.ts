import type { Task, Workflow } from '#core/contract'
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

/** An expression of a task, and what it may read besides the input and the tasks upstream. */
export interface TaskExpression extends TemplateExpression {
  readonly locals: readonly LocalVariable[]
  /** It may read the task it belongs to. */
  readonly readsOwn: boolean
}

export type LocalVariable = 'item' | 'index' | 'iteration' | 'previous' | 'output' | 'error'

/** All edges between tasks, faulty expressions left out. Ids are not checked: an edge may lead from a task that is not there. */
export function taskEdges(spec: Workflow['spec']): TaskEdge[] {
  return Object.entries(spec.tasks).flatMap(([id, task]) => {
    const needs = (task.needs ?? []).map((from, index): TaskEdge => {
      return { from, to: id, origin: 'needs', pointer: toPointer('spec', 'tasks', id, 'needs', index) }
    })
    const expressions = taskExpressions(id, task)
    const reads = expressions.flatMap((each) =>
      taskReads([each]).filter(({ task: from }) => !(each.readsOwn && from === id)),
    )
    return [
      ...needs,
      ...reads.map(({ task: from, ...at }): TaskEdge => ({ from, to: id, origin: 'expression', ...at })),
    ]
  })
}

/** The expressions of a task: in its input, in its conditions, and in what undoes or replaces it. */
export function taskExpressions(id: string, task: Task): TaskExpression[] {
  const at = (...path: (string | number)[]) => toPointer('spec', 'tasks', id, ...path)
  const { forEach, until, onError, compensate } = task
  const fallback = typeof onError === 'object' ? onError.fallback : undefined
  return [
    ...located(templateExpressions(task.input, at('input')), inputLocals(task)),
    ...located(templateExpressions(task.wait, at('wait'))),
    ...located(conditionExpressions(task.when, at('when'))),
    ...located(templateExpressions(itemsOf(forEach), itemsPointer(id, forEach))),
    ...located(conditionExpressions(until, at('until')), ['output', 'iteration']),
    ...located(conditionExpressions(task.denyWhen, at('denyWhen')), ['output']),
    ...located(templateExpressions(fallback?.output, at('onError', 'fallback', 'output')), ['error']),
    ...located(templateExpressions(fallback?.input, at('onError', 'fallback', 'input')), ['error'], true),
    ...located(templateExpressions(compensate?.input, at('compensate', 'input')), [], true),
  ]
}

/** What the input of a task may read besides. */
export function inputLocals({ forEach, until }: Task): LocalVariable[] {
  if (forEach !== undefined) return ['item', 'index']
  return until === undefined ? [] : ['iteration', 'previous']
}

function located(
  expressions: readonly TemplateExpression[],
  locals: readonly LocalVariable[] = [],
  readsOwn = false,
): TaskExpression[] {
  return expressions.map((expression) => ({ ...expression, locals, readsOwn }))
}

/** The list that a task runs over, or the expression that gives it. */
export function itemsOf(forEach: Task['forEach']): unknown {
  return typeof forEach === 'object' && 'items' in forEach ? forEach.items : forEach
}

/** Where it stands. */
export function itemsPointer(id: string, forEach: Task['forEach']): string {
  const path = ['spec', 'tasks', id, 'forEach']
  return typeof forEach === 'object' && 'items' in forEach ? toPointer(...path, 'items') : toPointer(...path)
}

// A condition may leave out the braces around its expression.
function conditionExpressions(condition: string | boolean | undefined, pointer: string): TemplateExpression[] {
  return isBare(condition)
    ? [{ pointer, source: condition, start: 0, isWhole: true, isUnclosed: false }]
    : templateExpressions(condition, pointer)
}

/** A condition as a template. */
export function conditionTemplate(condition: string | boolean): string | boolean {
  return isBare(condition) ? `\${{${condition}}}` : condition
}

function isBare(condition: string | boolean | undefined): condition is string {
  return typeof condition === 'string' && !condition.includes('${{')
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
