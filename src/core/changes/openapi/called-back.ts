import { callbacksOf, type Located, type OpenApiDocument, type Operation, webhooksOf } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import type { Effect } from '../effect.ts'
import type { SchemaComparison } from '../schemas/compare-schemas.ts'
import { within } from '../schemas/side.ts'
import { compareMedia } from './bodies.ts'
import { type DocumentVersions, OperationSubject } from './operation-subject.ts'
import { compareSentParameters } from './parameters.ts'

interface Versions<T> {
  readonly previous: T
  readonly present: T
}

/** What a service calls by itself, for those who are called. */
export function compareWebhooks(documents: DocumentVersions, comparison: SchemaComparison): Promise<Effect[]> {
  const operations = {
    previous: webhooksOf(documents.previous, comparison.previous.load),
    present: webhooksOf(documents.present, comparison.present.load),
  }
  return compareCalled(documents, { ...operations, word: 'webhook' }, comparison)
}

/** What a service calls in the course of an operation. */
export function compareCallbacks(
  documents: DocumentVersions,
  { previous, present }: Versions<Operation>,
  comparison: SchemaComparison,
): Promise<Effect[]> {
  const operations = {
    previous: callbacksOf([previous], comparison.previous.load),
    present: callbacksOf([present], comparison.present.load),
  }
  return compareCalled(documents, { ...operations, word: 'callback' }, comparison)
}

async function compareCalled(
  documents: DocumentVersions,
  { previous, present, word }: Versions<readonly Operation[]> & { readonly word: string },
  comparison: SchemaComparison,
): Promise<Effect[]> {
  const effects: Effect[] = []
  const keyed = (operations: readonly Operation[]) =>
    new Map(operations.map((operation) => [`${word} ${operation.method} ${operation.path}`, operation]))
  const [before, now] = [keyed(previous), keyed(present)]
  for (const [label, operation] of now) {
    const was = before.get(label)
    if (was === undefined) effects.push(appearance(documents, { label, present: operation }, comparison))
    else effects.push(...(await compare(documents, { previous: was, present: operation, label }, comparison)))
  }
  for (const [label, operation] of before)
    if (!now.has(label)) effects.push(appearance(documents, { label, previous: operation }, comparison))
  return effects
}

function appearance(
  documents: DocumentVersions,
  { label, previous, present }: Partial<Versions<Operation>> & { readonly label: string },
  comparison: SchemaComparison,
): Effect {
  const change = {
    definition: present === undefined ? operationChanges.webhookRemoved : operationChanges.webhookAdded,
    message: present === undefined ? 'It is not called any more.' : 'It is new.',
    previous: comparison.previous.placeOf(previous ?? whole(documents.previous), 'key'),
    present: comparison.present.placeOf(present ?? whole(documents.present), 'key'),
  }
  return { change, subject: label, part: '', path: '', starts: [] }
}

function whole({ file, value }: OpenApiDocument): Located {
  return { file, pointer: '', value }
}

// What is sent travels as the answers of operations do, and the answers to it as their requests.
async function compare(
  documents: DocumentVersions,
  pair: Versions<Operation> & { readonly label: string },
  comparison: SchemaComparison,
): Promise<Effect[]> {
  if (comparison.sameness.areSame(pair.previous, pair.present, 'names')) return []
  const subject = new OperationSubject(documents, pair, comparison)
  const { previous, present } = subject
  const sent = ({ body, operation }: typeof previous) =>
    body ?? { ...within(operation, 'requestBody'), media: new Map() }
  await compareSentParameters(subject)
  await compareMedia(subject, { previous: sent(previous), present: sent(present), part: 'body', direction: 'response' })
  for (const [status, answer] of previous.responses) {
    const other = present.responses.get(status)
    if (other === undefined) continue
    const part = `answer ${status}`
    await compareMedia(subject, { previous: answer, present: other, part, direction: 'request' })
  }
  return subject.effects
}
