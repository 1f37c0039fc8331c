import type { EndpointResponse } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import { compareMedia } from './bodies.ts'
import type { OperationSubject } from './operation-subject.ts'

/** Responses, by status. */
export async function compareResponses(subject: OperationSubject): Promise<void> {
  const [previous, present] = [subject.previous.responses, subject.present.responses]
  for (const [status, before] of previous) {
    const now = present.get(status) ?? present.get(`${status[0]}XX`)
    if (now === undefined) remove(subject, status, before)
    else await compare(subject, status, { previous: before, present: now })
  }
  for (const [status, now] of present) {
    // A status of a range that there was is no other; a range in place of its statuses has been compared with them.
    if (previous.has(status) || previous.has(`${status[0]}XX`) || isRangeOf(status, previous)) continue
    const said = { message: `The status ${status} is new.`, part: `response ${status}` }
    subject.add(operationChanges.responseAdded, said, { present: now })
  }
}

function isRangeOf(status: string, responses: ReadonlyMap<string, unknown>): boolean {
  return status.endsWith('XX') && [...responses.keys()].some((other) => other[0] === status[0])
}

function remove(subject: OperationSubject, status: string, previous: EndpointResponse): void {
  const { responseRemoved, errorRemoved } = operationChanges
  // Where there are others that mean success, `default` meant failure.
  const isSuccess = status.startsWith('2') || (status === 'default' && !hasSuccess(subject.previous.responses))
  const said = { message: `The status ${status} is gone.`, part: `response ${status}` }
  subject.add(isSuccess ? responseRemoved : errorRemoved, said, { previous })
}

function hasSuccess(responses: ReadonlyMap<string, unknown>): boolean {
  return [...responses.keys()].some((status) => status.startsWith('2'))
}

interface Pair {
  readonly previous: EndpointResponse
  readonly present: EndpointResponse
}

async function compare(subject: OperationSubject, status: string, pair: Pair): Promise<void> {
  const part = `response ${status}`
  await compareMedia(subject, { ...pair, part, direction: 'response' })
  await compareHeaders(subject, part, pair)
}

async function compareHeaders(subject: OperationSubject, part: string, { previous, present }: Pair): Promise<void> {
  const { requiredHeaderRemoved, headerRemoved, headerAdded } = operationChanges
  for (const [key, before] of previous.headers) {
    const now = present.headers.get(key)
    const name = JSON.stringify(before.name)
    if (now === undefined) {
      const definition = before.required ? requiredHeaderRemoved : headerRemoved
      subject.add(definition, { message: `The header ${name} is gone.`, part }, { previous: before, present })
      continue
    }
    const places = { previous: before, present: now }
    if (before.required && !now.required)
      subject.add(requiredHeaderRemoved, { message: `The header ${name} may be absent.`, part }, places)
    if (!before.required && now.required)
      subject.add(headerAdded, { message: `The header ${name} is always given.`, part }, places)
    const schemas = { previous: before.schema, present: now.schema }
    await subject.compareSchemas(schemas, 'response', `header ${name} of ${part}`)
  }
  for (const [key, now] of present.headers)
    if (!previous.headers.has(key))
      subject.add(headerAdded, { message: `The header ${JSON.stringify(now.name)} is new.`, part }, { present: now })
}
