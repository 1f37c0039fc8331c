import type { Located, OpenApiDocument, Operation } from '#core/openapi'
import type { SchemaComparison } from '../schemas/compare-schemas.ts'
import { type Side, within } from '../schemas/side.ts'
import type { DocumentVersions } from './operation-subject.ts'

/** True if nothing that counts for an operation has changed. Most operations are, and reading them takes time. */
export function isUntouched(
  documents: DocumentVersions,
  operations: { readonly previous: Operation; readonly present: Operation },
  { sameness, previous, present }: SchemaComparison,
): boolean {
  const [before, now] = [operations.previous, operations.present]
  if (documents.previous.version !== documents.present.version || before.path !== now.path) return false
  const areSame = (...path: string[]) =>
    sameness.areSame(rootOf(documents.previous, ...path), rootOf(documents.present, ...path), 'names')
  const parameters = (document: OpenApiDocument, side: Side) =>
    within(pathItemOf(document, now.path, side), 'parameters')
  return (
    sameness.areSame(before, now) &&
    sameness.areSame(parameters(documents.previous, previous), parameters(documents.present, present)) &&
    areSame('security') &&
    areSame('components', 'securitySchemes') &&
    areSame('securityDefinitions') &&
    areSame('consumes') &&
    areSame('produces')
  )
}

function rootOf({ file, value }: OpenApiDocument, ...path: string[]): Located {
  return within({ file, pointer: '', value }, ...path)
}

function pathItemOf(document: OpenApiDocument, path: string, side: Side): Located {
  const written = rootOf(document, 'paths', path)
  const reference = within(written, '$ref').value
  return typeof reference === 'string' ? (side.follow(reference, written) ?? written) : written
}
