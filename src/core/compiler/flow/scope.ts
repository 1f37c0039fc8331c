import {
  type ExpressionScope,
  type ExpressionType,
  type Facts,
  factsWhere,
  inferType,
  itemTypeOf,
  type TypeMember,
  templateExpressions,
  typeOfKind,
  typeOfSchema,
  unionOf,
  unknownType,
} from '#core/expression'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { itemsOf, type LocalVariable, taskExpressions, taskReads } from '#core/workflow'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import { isSureToHaveRun } from './completed.ts'
import { conditionOf } from './condition.ts'
import { type OutputTypes, outputTypes } from './task-outputs.ts'
import { wholeExpression } from './template-schema.ts'

/** What expressions of a workflow may read, by its task; undefined is the output of the workflow. */
export class WorkflowScope {
  readonly #workflow: LinkedWorkflow
  readonly #input: ExpressionType
  readonly #outputs: ReadonlyMap<string, OutputTypes>

  constructor(workflow: LinkedWorkflow, workspace: Surroundings) {
    this.#workflow = workflow
    this.#input = inputType(workflow, workspace)
    this.#outputs = outputTypes(workflow, workspace)
  }

  /** Where the condition of a task is evaluated. */
  beforeCondition(reader: string): ExpressionScope {
    return { variables: this.#variables(reader) }
  }

  /** The same with what can be read in one place of a task only. */
  withLocals(scope: ExpressionScope, reader: string, locals: readonly LocalVariable[]): ExpressionScope {
    if (locals.length === 0) return scope
    const types = locals.map((name) => [name, this.#localType(name, reader)] as const)
    return { ...scope, variables: new Map([...scope.variables, ...types]) }
  }

  #localType(name: LocalVariable, reader: string): ExpressionType {
    switch (name) {
      case 'index':
      case 'iteration':
        return typeOfKind('int')
      case 'item':
        return this.itemType(reader)
      case 'output':
        return this.#outputs.get(reader)?.ofRound ?? unknownType
      case 'previous':
        return unionOf([typeOfKind('null'), this.#outputs.get(reader)?.ofRound ?? unknownType])
      case 'error':
        return errorType()
    }
  }

  /** What a task with `forEach` runs over. */
  itemType(reader: string): ExpressionType {
    const items = itemsOf(this.#workflow.manifest.content.spec.tasks[reader]?.forEach)
    const source = wholeExpression(items)
    return source === undefined ? unknownType : itemTypeOf(inferType(source, this.of(reader)).type)
  }

  /** Where the input of a task, or the output of the workflow, is evaluated: its condition holds. */
  of(reader: string | undefined): ExpressionScope {
    const scope = { variables: this.#variables(reader) }
    return reader === undefined ? scope : { ...scope, facts: this.#whereConditionHolds(reader, scope) }
  }

  #whereConditionHolds(reader: string, scope: ExpressionScope): Facts {
    return factsWhere(conditionOf(reader, this.#workflow), scope)
  }

  #variables(reader: string | undefined): ExpressionScope['variables'] {
    const { spec } = this.#workflow.manifest.content
    const task = reader === undefined ? undefined : spec.tasks[reader]
    const expressions =
      task === undefined || reader === undefined
        ? templateExpressions(spec.output, '/spec/output')
        : taskExpressions(reader, task)
    const read = new Set(taskReads(expressions).map(({ task: id }) => id))
    const members = [...read].flatMap((id) => (this.#outputs.has(id) ? [[id, this.#task(id, reader)] as const] : []))
    // Tasks that are not there have been reported.
    const tasks = typeOfKind('map', { members: new Map(members), inner: unknownType })
    return new Map([
      ['input', this.#input],
      ['tasks', tasks],
    ])
  }

  #task(id: string, reader: string | undefined): TypeMember {
    const type = this.#outputs.get(id)?.whole ?? unknownType
    const absence = absenceOf(id, reader, this.#workflow)
    const members = new Map<string, TypeMember>([
      ['status', { type: typeOfKind('string', { values: ['completed', 'failed', 'skipped'] }) }],
      ['output', { type, ...(absence === undefined ? {} : { absence }) }],
    ])
    return { type: typeOfKind('map', { members }) }
  }
}

function errorType(): ExpressionType {
  const members = ['code', 'message', 'task'].map((name) => [name, { type: typeOfKind('string') }] as const)
  return typeOfKind('map', { members: new Map(members) })
}

function inputType({ manifest }: LinkedWorkflow, { files }: Surroundings): ExpressionType {
  const { input } = manifest.content.spec
  if (input === undefined) return unknownType
  return typeOfSchema(bundleSchema(input, placeIn(manifest, '/spec/input'), files.load).schema)
}

function absenceOf(id: string, reader: string | undefined, workflow: LinkedWorkflow): TypeMember['absence'] {
  const { when, onError } = workflow.manifest.content.spec.tasks[id] ?? {}
  const isConditional = when !== undefined && when !== true
  const mayFail = onError === 'continue'
  if (!isConditional && !mayFail) return undefined
  if (reader !== undefined && isSureToHaveRun(id, reader, workflow)) return undefined
  const reason = isConditional ? 'has a condition and may be skipped' : 'may fail without stopping the workflow'
  const values = ['completed', ...(mayFail ? ['failed'] : []), ...(isConditional ? ['skipped'] : [])]
  return {
    message: `The task ${id} ${reason}, so it may have no output.`,
    hint: `Ask first, as in \`has(tasks.${id}.output) ? … : null\`, or put the same condition on the reader.`,
    unless: { member: 'status', values, is: 'completed' },
  }
}
