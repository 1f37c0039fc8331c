import type { Finding } from '#core/diagnostics'
import {
  type ExpressionScope,
  type ExpressionType,
  type InferredType,
  inferType,
  type TemplateExpression,
  type TypeProblem,
  templateExpressions,
  unknownType,
} from '#core/expression'
import { toPointer } from '#core/json'
import { schemaOrigin } from '#core/openapi'
import { itemsPointer, taskExpressions } from '#core/workflow'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import type { RuleReport } from '../rule.ts'
import { WorkflowScope } from './scope.ts'
import { conditionProblems, listProblems, textProblems } from './use.ts'

/** An expression of a workflow, with what it gives and what may go wrong in it. */
export interface TypedExpression extends TemplateExpression {
  /** The task whose expression it is; undefined for the output of the workflow. */
  readonly reader: string | undefined
  /** It is the condition of the task, or a part of it. */
  readonly isCondition: boolean
  readonly type: ExpressionType
  readonly problems: readonly TypeProblem[]
}

interface TypedWorkflow {
  readonly scope: WorkflowScope
  readonly expressions: readonly TypedExpression[]
}

const known = new WeakMap<LinkedWorkflow, TypedWorkflow>()

/** Every expression of a workflow, with its type; faulty ones are left out. */
export function typedWorkflow(workflow: LinkedWorkflow, workspace: Surroundings): TypedWorkflow {
  const before = known.get(workflow) ?? inferAll(workflow, new WorkflowScope(workflow, workspace))
  known.set(workflow, before)
  return before
}

function inferAll(workflow: LinkedWorkflow, scope: WorkflowScope): TypedWorkflow {
  const { spec } = workflow.manifest.content
  const ofTasks = Object.entries(spec.tasks).flatMap(([id, task]) => {
    const when = toPointer('spec', 'tasks', id, 'when')
    const scopes = { condition: scope.beforeCondition(id), input: scope.of(id) }
    const conditions = [when, toPointer('spec', 'tasks', id, 'until'), toPointer('spec', 'tasks', id, 'denyWhen')]
    const items = itemsPointer(id, task.forEach)
    return taskExpressions(id, task).map((each): TypedExpression => {
      const isCondition = conditions.includes(each.pointer)
      const base = each.pointer === when ? scopes.condition : scopes.input
      const inferred = infer(each, scope.withLocals(base, id, each.locals), isCondition)
      const use = each.pointer === items ? listProblems(each, inferred.type) : []
      return { ...each, reader: id, isCondition, ...inferred, problems: [...inferred.problems, ...use] }
    })
  })
  const ofOutput = scope.of(undefined)
  const output = templateExpressions(spec.output, '/spec/output').map((each): TypedExpression => {
    return { ...each, reader: undefined, isCondition: false, ...infer(each, ofOutput) }
  })
  return { scope, expressions: [...ofTasks, ...output] }
}

function infer(expression: TemplateExpression, scope: ExpressionScope, isCondition = false): InferredType {
  if (expression.isUnclosed) return { type: unknownType, problems: [] }
  const { type, problems } = inferType(expression.source, scope)
  const use = isCondition ? conditionProblems(expression, type) : textProblems(expression, type)
  // What may be absent may be null, too: one of the two is enough.
  const isNew = (each: TypeProblem) => problems.every(({ start, end }) => start !== each.start || end !== each.end)
  return { type, problems: [...problems, ...use.filter(isNew)] }
}

/** What is found of some kinds, as findings at the part of the expression that it is about. */
export function* typeReports(
  { workflow, workspace }: { workflow: LinkedWorkflow; workspace: Surroundings },
  kinds: readonly TypeProblem['kind'][],
): Iterable<RuleReport> {
  for (const { pointer, start, problems } of typedWorkflow(workflow, workspace).expressions)
    for (const problem of problems)
      if (kinds.includes(problem.kind))
        yield {
          pointer,
          span: { start: start + problem.start, end: start + problem.end },
          message: problem.message,
          hint: problem.hint,
          related: problem.declared.flatMap(declaredPlace),
        }
}

/** Where a part of a schema stands, with what it says. */
export function declaredPlace({ schema, message }: TypeProblem['declared'][number]): NonNullable<Finding['related']> {
  const place = schemaOrigin(schema)
  return place === undefined ? [] : [{ ...place, message }]
}
