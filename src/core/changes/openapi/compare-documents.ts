import type { Located, OpenApiDocument } from '#core/openapi'
import { operationChanges } from '../definitions/operations.ts'
import type { Effect } from '../effect.ts'
import type { SchemaComparison } from '../schemas/compare-schemas.ts'
import { within } from '../schemas/side.ts'
import { compareBodies } from './bodies.ts'
import { compareCallbacks, compareWebhooks } from './called-back.ts'
import { type DocumentVersions, labelOf, OperationSubject, operationNode } from './operation-subject.ts'
import { addressOf, type OperationPair, pairOperations } from './pair-operations.ts'
import { compareParameters } from './parameters.ts'
import { compareResponses } from './responses.ts'
import { compareSecurity } from './security.ts'
import { compareServers } from './servers.ts'
import { isUntouched } from './untouched.ts'

/** All that has changed between two versions of an OpenAPI document. */
export async function compareOpenApi(documents: DocumentVersions, comparison: SchemaComparison): Promise<Effect[]> {
  const effects = compareServers(documents).map(({ definition, message, previous, present }): Effect => {
    const places = { previous: comparison.previous.placeOf(previous), present: comparison.present.placeOf(present) }
    return { change: { definition, message, ...places }, subject: '', part: 'servers', path: '', starts: [] }
  })
  for (const pair of pairOperations(documents.previous, documents.present))
    effects.push(...(await compareOperations(documents, pair, comparison)))
  effects.push(...(await compareWebhooks(documents, comparison)))
  return effects
}

async function compareOperations(
  documents: DocumentVersions,
  { previous, present }: OperationPair,
  comparison: SchemaComparison,
): Promise<Effect[]> {
  if (previous === undefined || present === undefined) return appearance(documents, { previous, present }, comparison)
  if (isUntouched(documents, { previous, present }, comparison)) return []
  const subject = new OperationSubject(documents, { previous, present }, comparison)
  compareIdentity(subject)
  compareSecurity(subject)
  await compareParameters(subject)
  await compareBodies(subject)
  await compareResponses(subject)
  return [...subject.effects, ...(await compareCallbacks(documents, { previous, present }, comparison))]
}

function appearance(
  documents: DocumentVersions,
  { previous, present }: OperationPair,
  comparison: SchemaComparison,
): Effect[] {
  const operation = present ?? previous
  if (operation === undefined) return []
  const { operationAdded, operationRemoved } = operationChanges
  const version = present === undefined ? 'previous' : 'present'
  const isDeprecated = within(operation, 'deprecated').value === true
  const gone = isDeprecated ? 'The operation is gone. It was deprecated.' : 'The operation is gone.'
  const change = {
    definition: present === undefined ? operationRemoved : operationAdded,
    message: present === undefined ? gone : 'The operation is new.',
    previous: comparison.previous.placeOf(previous ?? pathsOf(documents.previous), 'key'),
    present: comparison.present.placeOf(present ?? pathsOf(documents.present), 'key'),
  }
  const node = operationNode(documents[version], operation)
  return [{ change, subject: labelOf(operation), part: '', path: '', starts: [{ version, node }] }]
}

function pathsOf({ file, value }: OpenApiDocument): Located {
  return within({ file, pointer: '', value }, 'paths')
}

function compareIdentity(subject: OperationSubject): void {
  const [previous, present] = [subject.previous.operation, subject.present.operation]
  const { operationMoved, operationRenamed, operationNamed, operationDeprecated } = operationChanges
  if (addressOf(previous) !== addressOf(present))
    subject.add(operationMoved, { message: `It was ${labelOf(previous)}.`, part: 'address' })
  if (previous.id !== present.id) {
    const ids = { previous: within(previous, 'operationId'), present: within(present, 'operationId') }
    const said = (id: string | undefined) => (id === undefined ? 'not set' : JSON.stringify(id))
    const message = `The operationId was ${said(previous.id)}, and is ${said(present.id)}.`
    const definition = previous.id === undefined ? operationNamed : operationRenamed
    subject.add(definition, { message, part: 'operationId' }, ids)
  }
  const [was, is] = [subject.previous.isDeprecated, subject.present.isDeprecated]
  const message = is ? 'The operation is deprecated.' : 'The operation is not deprecated any more.'
  if (was !== is) subject.add(operationDeprecated, { message, part: 'deprecation' })
}
