import type { EndpointParameter } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import type { OperationSubject } from './operation-subject.ts'

/** Parameters, by name and place; those in the path by their position. */
export async function compareParameters(subject: OperationSubject): Promise<void> {
  const { previous, present } = versionsOf(subject)
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

/** What a webhook or callback is called with: here the service gives it, as it gives the headers of its responses. */
export async function compareSentParameters(subject: OperationSubject): Promise<void> {
  const { previous, present } = versionsOf(subject)
  const { sentParameterRemoved, sentOptionalParameterRemoved, sentParameterAdded } = operationChanges
  for (const [key, before] of previous) {
    const now = present.get(key)
    if (now !== undefined) await compareSent(subject, before, now)
    else {
      const said = { message: `The ${nameOf(before)} is gone.`, part: 'parameters' }
      subject.add(before.required ? sentParameterRemoved : sentOptionalParameterRemoved, said, { previous: before })
    }
  }
  for (const [key, now] of present) {
    if (previous.has(key)) continue
    subject.add(sentParameterAdded, { message: `The ${nameOf(now)} is new.`, part: 'parameters' }, { present: now })
  }
}

async function compareSent(
  subject: OperationSubject,
  previous: EndpointParameter,
  present: EndpointParameter,
): Promise<void> {
  const part = nameOf(present)
  if (previous.required !== present.required) {
    const { sentParameterRemoved, sentParameterAdded } = operationChanges
    const [definition, message] = present.required
      ? ([sentParameterAdded, 'It is always given now.'] as const)
      : ([sentParameterRemoved, 'It may be absent now.'] as const)
    subject.add(definition, { message, part }, { previous, present })
  }
  compareForm(subject, previous, present)
  await subject.compareSchemas({ previous: previous.schema, present: present.schema }, 'response', part)
}

function versionsOf({ previous, present }: OperationSubject): Record<'previous' | 'present', ReturnType<typeof keyed>> {
  return {
    previous: keyed(previous.parameters, previous.operation.path),
    present: keyed(present.parameters, present.operation.path),
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
  compareForm(subject, previous, present)
  await subject.compareSchemas({ previous: previous.schema, present: present.schema }, 'request', part)
}

/** How it is written down, and whether it should still be used. */
function compareForm(subject: OperationSubject, previous: EndpointParameter, present: EndpointParameter): void {
  const say = (definition: Parameters<OperationSubject['add']>[0], message: string) =>
    subject.add(definition, { message, part: nameOf(present) }, { previous, present })
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
}
