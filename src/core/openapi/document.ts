import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, toPointer, valueAt } from '#core/json'
import { openapiDiagnostics } from './diagnostics.ts'
import { methods, type OpenApiVersion } from './grammar.ts'
import { below, type LoadDocument, type Located, resolveReference } from './reference.ts'

/** One HTTP operation, where it is written: a path item or an operation may be a reference into another file. */
export interface Operation extends Located {
  readonly id: string | undefined
  /** Upper case. */
  readonly method: string
  /** The path template, such as `/orders/{id}`. */
  readonly path: string
  /** Pointer in the document itself. */
  readonly at: string
}

/** An operation without what stands in it. Plain data. */
export type OperationOutline = Omit<Operation, 'value'>

export interface OpenApiDocument {
  readonly file: string
  readonly version: OpenApiVersion
  readonly title: string
  readonly value: Readonly<Record<string, unknown>>
  readonly operations: readonly Operation[]
}

/** A document as it is written, of a version that is understood. */
export type WrittenDocument = Pick<OpenApiDocument, 'file' | 'version' | 'value'>

/** True if a document says that it is an OpenAPI or Swagger document. */
export function isOpenApi(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && ('openapi' in value || 'swagger' in value) && ('info' in value || 'paths' in value)
}

/** The version that a document says it is of; undefined if it is none that is understood. */
export function versionOf(value: OpenApiDocument['value']): OpenApiVersion | undefined {
  const declared = String(value['openapi'] ?? value['swagger'])
  return (['2.0', '3.0', '3.1', '3.2'] as const).find((known) => declared === known || declared.startsWith(`${known}.`))
}

/** Lists the operations of a document. */
export function openOpenApi(
  place: Place,
  value: OpenApiDocument['value'],
  load: LoadDocument,
): { document?: OpenApiDocument; findings: Finding[] } {
  const version = versionOf(value)
  if (version === undefined) return { findings: [unknownVersion(place, value)] }
  const written = { file: place.file, value }
  const operations = pathsOf(value).flatMap((path) => operationsOf(written, path, load))
  const info = isObject(value['info']) ? value['info'] : {}
  const title = typeof info['title'] === 'string' ? info['title'] : place.file
  return { document: { file: place.file, version, title, value, operations }, findings: duplicates(operations) }
}

/** What is said of a document of a version that is not understood. */
export function unknownVersion(place: Place, value: OpenApiDocument['value']): Finding {
  const declared = String(value['openapi'] ?? value['swagger'])
  const pointer = toPointer('openapi' in value ? 'openapi' : 'swagger')
  const message = `OpenAPI ${JSON.stringify(declared)} is not a known version.`
  return openapiDiagnostics.version({ ...place, pointer, message })
}

/** The paths of a document, in order. */
export function pathsOf(value: OpenApiDocument['value']): string[] {
  const paths = isObject(value['paths']) ? value['paths'] : {}
  return Object.keys(paths).filter((path) => !path.startsWith('x-'))
}

/** What stands at a pointer of a document. */
export function locate(document: Pick<OpenApiDocument, 'file' | 'value'>, pointer: string): Located {
  return { file: document.file, pointer, value: valueAt(document.value, pointer) }
}

/** The operations of a path. */
export function operationsOf(
  document: Pick<OpenApiDocument, 'file' | 'value'>,
  path: string,
  load: LoadDocument,
): Operation[] {
  const at = toPointer('paths', path)
  return operationsIn(locate(document, at), { path, at }, load)
}

/** The operations of a path item. */
export function operationsIn(
  written: Located,
  { path, at }: Pick<Operation, 'path' | 'at'>,
  load: LoadDocument,
): Operation[] {
  // A path item may refer to another and say more beside it.
  const items = [written, target(written, load)]
  const named = methods.flatMap((method) => {
    const holder = items.find(({ value }) => isObject(value) && isObject(value[method]))
    return holder === undefined ? [] : operationAt(holder, method, { method: method.toUpperCase(), path, at, load })
  })
  const others = items.find(({ value }) => isObject(value) && isObject(value['additionalOperations']))
  if (others === undefined) return named
  const held = below(others, 'additionalOperations')
  const place = appendPointer(at, 'additionalOperations')
  return [
    ...named,
    ...Object.keys(held.value as object).flatMap((method) =>
      operationAt(held, method, { method, path, at: place, load }),
    ),
  ]
}

function operationAt(
  holder: Located,
  key: string,
  { load, at, ...rest }: Pick<Operation, 'method' | 'path' | 'at'> & { load: LoadDocument },
): Operation[] {
  const operation = target(below(holder, key), load)
  if (!isObject(operation.value)) return []
  const id = typeof operation.value['operationId'] === 'string' ? operation.value['operationId'] : undefined
  return [{ ...operation, id, ...rest, at: appendPointer(at, key) }]
}

function target(located: Located, load: LoadDocument): Located {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const found = resolveReference(located, reference, load)
  return 'problem' in found ? located : found
}

/** Operations of the same id. */
export function duplicates(operations: readonly OperationOutline[]): Finding[] {
  const first = new Map<string, OperationOutline>()
  return operations.flatMap((operation) => {
    if (operation.id === undefined) return []
    const earlier = first.get(operation.id)
    if (earlier === undefined) {
      first.set(operation.id, operation)
      return []
    }
    const message = `The operationId ${JSON.stringify(operation.id)} is taken already, by ${earlier.method} ${earlier.path}.`
    const related = [{ file: earlier.file, pointer: `${earlier.pointer}/operationId`, message: 'First here.' }]
    const pointer = `${operation.pointer}/operationId`
    return [openapiDiagnostics.uniqueOperation({ file: operation.file, pointer, message, related })]
  })
}

/** The operation with this operationId or JSON pointer. */
export function findOperation(document: OpenApiDocument, reference: string): Operation | undefined {
  return document.operations.find(({ id, at }) => id === reference || at === reference)
}
