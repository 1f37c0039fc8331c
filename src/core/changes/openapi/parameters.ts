import type { EndpointParameter } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import type { OperationSubject } from './operation-subject.ts'

/** Parameters, by name and place; those in the path by their position. */
export async function compareParameters(subject: OperationSubject): Promise<void> {
  const previous = keyed(subject.previous.parameters, subject.previous.operation.path)
  const present = keyed(subject.present.parameters, subject.present.operation.path)
  for (const [key, parameter] of present) {
    const before = previous.get(key)
    if (before === undefined) add(subject, parameter)
    else await compare(subject, before, parameter)
  }
  for (const [key, parameter] of previous) {
    if (present.has(key)) continue
    const said = { message: `The ${nameOf(parameter)} is gone.`, part: 'parameters' }
    subject.add(operationChanges.parameterRemoved, said, { previous: parameter })
  }
}

function keyed(parameters: readonly EndpointParameter[], path: string): ReadonlyMap<string, EndpointParameter> {
  const positions = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name)
  const keyOf = ({ in: place, name }: EndpointParameter) => {
    const position = place === 'path' ? positions.indexOf(name) : -1
    const known = place === 'header' ? name.toLowerCase() : name
    return position === -1 ? `${place} ${known}` : `path ${position}`
  }
  return new Map(parameters.map((parameter) => [keyOf(parameter), parameter]))
}

function nameOf({ in: place, name }: EndpointParameter): string {
  const words = { path: 'path parameter', query: 'query parameter', header: 'header', cookie: 'cookie' }
  return `${place === 'formData' ? 'form field' : words[place]} ${JSON.stringify(name)}`
}

function add(subject: OperationSubject, parameter: EndpointParameter): void {
  const { requiredParameterAdded, parameterAdded } = operationChanges
  const [definition, more] = parameter.required ? [requiredParameterAdded, ', and required'] : [parameterAdded, '']
  const message = `The ${nameOf(parameter)} is new${more}.`
  subject.add(definition, { message, part: 'parameters' }, { present: parameter })
}

async function compare(
  subject: OperationSubject,
  previous: EndpointParameter,
  present: EndpointParameter,
): Promise<void> {
  const part = nameOf(present)
  const say = (definition: Parameters<OperationSubject['add']>[0], message: string) =>
    subject.add(definition, { message, part }, { previous, present })
  if (previous.name !== present.name && previous.in === 'path')
    say(operationChanges.parameterRenamed, `It was called ${JSON.stringify(previous.name)}.`)
  if (previous.required !== present.required) {
    const { parameterRequired, parameterOptional } = operationChanges
    if (present.required) say(parameterRequired, 'It is required now.')
    else say(parameterOptional, 'It is optional now.')
  }
  if (previous.serialisation !== present.serialisation)
    say(
      operationChanges.parameterSerialised,
      `It was written down as ${previous.serialisation}, and is as ${present.serialisation}.`,
    )
  if (previous.isDeprecated !== present.isDeprecated)
    say(
      operationChanges.parameterDeprecated,
      `It is ${present.isDeprecated ? '' : 'not '}deprecated${present.isDeprecated ? '' : ' any more'}.`,
    )
  await subject.compareSchemas({ previous: previous.schema, present: present.schema }, 'request', part)
}
