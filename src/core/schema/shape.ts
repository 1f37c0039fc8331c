import agentSchema from '../../../schemas/agent.schema.json' with { type: 'json' }
import baselineSchema from '../../../schemas/baseline.schema.json' with { type: 'json' }
import configurationSchema from '../../../schemas/ossa.schema.json' with { type: 'json' }
import graphSchema from '../../../schemas/output/graph.schema.json' with { type: 'json' }
import workflowSchema from '../../../schemas/workflow.schema.json' with { type: 'json' }
import { agent } from './agent-validator.gen.js'
import { baseline } from './baseline-validator.gen.js'
import { graphDocument } from './graph-document-validator.gen.js'
import { describeProblem, type SchemaProblem } from './problem.ts'
import type { CompiledValidator, ValidatorError } from './validator.ts'
import { workflow } from './workflow-validator.gen.js'
import { workspaceConfiguration } from './workspace-configuration-validator.gen.js'

export type { SchemaProblem } from './problem.ts'

// Functions, since each of these is loaded when it is first used.
const shapes = {
  Agent: () => ({ validator: agent, schema: agentSchema }),
  Workflow: () => ({ validator: workflow, schema: workflowSchema }),
  GraphDocument: () => ({ validator: graphDocument, schema: graphSchema }),
  Baseline: () => ({ validator: baseline, schema: baselineSchema }),
  WorkspaceConfiguration: () => ({ validator: workspaceConfiguration, schema: configurationSchema }),
} as const satisfies Record<string, () => { validator: CompiledValidator; schema: object }>

/** Everything in which a value differs from the shape that `schemas/ossa.openapi.yaml` gives it. */
export function validateShape(shape: keyof typeof shapes, value: unknown): SchemaProblem[] {
  const { validator, schema } = shapes[shape]()
  if (validator(value)) return []
  return withoutEchoes(validator.errors ?? []).map((error) => describeProblem(error, value, schema))
}

/**
 * One fault often gives several errors: each branch of an `anyOf`, the names in `propertyNames`, and the type of what is none of the
 * values listed. Keeps the one that says most: the errors inside the object branch where the value is an object, the summary otherwise.
 */
function withoutEchoes(errors: readonly ValidatorError[]): readonly ValidatorError[] {
  const choices = new Map<string, { error: ValidatorError; order: number }>()
  const specific = new Set<string>()
  // What is no text was meant for the branch that takes mappings.
  const structured = new Set(errors.filter(isAboutFields).map(({ instancePath }) => instancePath))
  const listed = new Set(errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath))
  for (const [order, error] of errors.entries()) {
    const { keyword, instancePath } = error
    if (keyword === 'anyOf' && !choices.has(instancePath)) choices.set(instancePath, { error, order })
    if (keyword !== 'type' && keyword !== 'anyOf') for (const path of atOrAbove(instancePath)) specific.add(path)
  }
  return errors.filter((error) => {
    if (error.propertyName !== undefined) return false
    if (error.keyword === 'enum' && structured.has(error.instancePath)) return false
    if (error.keyword === 'type' && listed.has(error.instancePath)) return false
    const around = atOrAbove(error.instancePath).flatMap((path) => choices.get(path) ?? [])
    const [choice] = around.sort((a, b) => a.order - b.order)
    if (choice === undefined) return true
    if (!specific.has(choice.error.instancePath)) return error === choice.error
    return error.keyword !== 'type' && error.keyword !== 'anyOf'
  })
}

function isAboutFields({ keyword }: ValidatorError): boolean {
  return keyword === 'required' || keyword === 'additionalProperties'
}

function atOrAbove(path: string): string[] {
  const paths = [path]
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end))
  return path === '' ? paths : [...paths, '']
}
