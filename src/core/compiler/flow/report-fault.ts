import type { Finding } from '#core/diagnostics'
import { type ExpressionShape, expressionShape, templateExpressions } from '#core/expression'
import { appendPointer, valueAt } from '#core/json'
import { placeIn } from '#core/manifest'
import { isLimit } from '#core/schema'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import type { RuleReport } from '../rule.ts'
import type { InputFault } from './input-faults.ts'
import { valueSources } from './sources.ts'

/** The value is of the right kind, but not every value of that kind is accepted, and nothing says that this one is not. */
export function isMatterOfLimits({ keyword, isListed }: InputFault): boolean {
  return isLimit(keyword) && !isListed
}

/** A fault as a finding at the template, with the places where the two schemas are declared. */
export function reportFault(
  fault: InputFault,
  { workflow, workspace }: { workflow: LinkedWorkflow; workspace: Surroundings },
): RuleReport {
  const { task, at, pointer, message } = fault
  const field = pointer === '' ? 'its input' : pointer.slice(1).replaceAll('/', '.')
  return {
    pointer: at,
    message: `The task ${task.id} does not fit ${capabilityName(fault)} in ${field}: ${message}${example(fault)}.`,
    related: [...acceptedHere(fault), ...givenHere(fault, valueSources(workflow, workspace))],
  }
}

function capabilityName({ task: { agent, capability } }: InputFault): string {
  return `${capability?.name} of ${'found' in agent ? agent.found.id : 'its agent'}`
}

const longest = 80

// What is missing, or written in the manifest itself, needs no example; and what is written there may be a secret.
function example({ witness, pointer, keyword, isListed }: InputFault): string {
  const text = JSON.stringify(valueAt(witness, pointer)) ?? ''
  if (isListed || keyword === 'required' || keyword === 'additionalProperties' || text.length > longest) return ''
  return `; it may be ${text}`
}

function acceptedHere({ task: { agent, capability } }: InputFault): NonNullable<Finding['related']> {
  if ('problem' in agent || capability === undefined) return []
  const pointer = appendPointer(capability.pointer, capability.content.operation === undefined ? 'input' : 'operation')
  return [{ ...placeIn(agent.found.manifest, pointer), message: 'What is accepted is declared here.' }]
}

function givenHere({ template }: InputFault, find: ReturnType<typeof valueSources>): NonNullable<Finding['related']> {
  const shape = wholePath(template)
  const source = shape && find(shape.root, shape.path)
  return source === undefined
    ? []
    : [{ ...source.place, message: `The value comes from ${source.name}, declared here.` }]
}

/** The path that a template reads, if it is nothing but that. */
export function wholePath(template: unknown): Extract<ExpressionShape, { kind: 'path' }> | undefined {
  if (typeof template !== 'string') return undefined
  const [first] = templateExpressions(template)
  if (first === undefined || !first.isWhole || first.isUnclosed) return undefined
  const shape = expressionShape(first.source)
  return shape.kind === 'path' ? shape : undefined
}
