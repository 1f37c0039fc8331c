import agentSchema from '../../../schemas/agent.schema.json' with { type: 'json' }
import configurationSchema from '../../../schemas/ossa.schema.json' with { type: 'json' }
import workflowSchema from '../../../schemas/workflow.schema.json' with { type: 'json' }
import { agent, workflow, workspaceConfiguration } from './manifest-validators.gen.js'
import { describeProblem, type SchemaProblem } from './problem.ts'
import type { CompiledValidator, ValidatorError } from './validator.ts'

export type { SchemaProblem } from './problem.ts'

const shapes = {
  Agent: { validator: agent, schema: agentSchema },
  Workflow: { validator: workflow, schema: workflowSchema },
  WorkspaceConfiguration: { validator: workspaceConfiguration, schema: configurationSchema },
} as const satisfies Record<string, { validator: CompiledValidator; schema: object }>

/** Everything in which a value differs from the shape that `schemas/ossa.openapi.yaml` gives it. */
export function validateShape(shape: keyof typeof shapes, value: unknown): SchemaProblem[] {
  const { validator, schema } = shapes[shape]
  if (validator(value)) return []
  return withoutEchoes(validator.errors ?? []).map((error) => describeProblem(error, value, schema))
}

/**
 * One fault often gives several errors: each branch of an `anyOf`, and the names in `propertyNames`. Keeps the one that says
 * most: the errors inside the object branch where the value is an object, the summary otherwise.
 */
function withoutEchoes(errors: readonly ValidatorError[]): readonly ValidatorError[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf')
  return errors.filter((error) => {
    if (error.propertyName !== undefined) return false
    const choice = choices.find(({ instancePath }) => isAtOrBelow(error.instancePath, instancePath))
    if (choice === undefined) return true
    const isSpecific = errors.some(
      (other) =>
        isAtOrBelow(other.instancePath, choice.instancePath) && other.keyword !== 'type' && other.keyword !== 'anyOf',
    )
    return isSpecific ? error.keyword !== 'type' && error.keyword !== 'anyOf' : error === choice
  })
}

function isAtOrBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`)
}
