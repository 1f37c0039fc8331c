import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, toPointer, valueAt } from '#core/json'
import { openapiDiagnostics } from './diagnostics.ts'
import { type LoadDocument, type Located, resolveReference } from './reference.ts'

export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2'

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

export interface OpenApiDocument {
  readonly file: string
  readonly version: OpenApiVersion
  readonly title: string
  readonly value: Readonly<Record<string, unknown>>
  readonly operations: readonly Operation[]
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** True if a document says that it is an OpenAPI or Swagger document. */
export function isOpenApi(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && ('openapi' in value || 'swagger' in value) && ('info' in value || 'paths' in value)
}

/** Lists the operations of a document. */
export function openOpenApi(
  place: Place,
  value: OpenApiDocument['value'],
  load: LoadDocument,
): { document?: OpenApiDocument; findings: Finding[] } {
  const declared = String(value['openapi'] ?? value['swagger'])
  const version = (['2.0', '3.0', '3.1', '3.2'] as const).find(
    (known) => declared === known || declared.startsWith(`${known}.`),
  )
  if (version === undefined) {
    const pointer = toPointer('openapi' in value ? 'openapi' : 'swagger')
    const message = `OpenAPI ${JSON.stringify(declared)} is not a known version.`
    return { findings: [openapiDiagnostics.version({ ...place, pointer, message })] }
  }
  const paths = isObject(value['paths']) ? value['paths'] : {}
  const operations = Object.keys(paths).flatMap((path) =>
    operationsOf(locate({ file: place.file, value }, toPointer('paths', path)), path, load),
  )
  const info = isObject(value['info']) ? value['info'] : {}
  const title = typeof info['title'] === 'string' ? info['title'] : place.file
  return { document: { file: place.file, version, title, value, operations }, findings: duplicates(operations) }
}

/** What stands at a pointer of a document. */
export function locate(document: Pick<OpenApiDocument, 'file' | 'value'>, pointer: string): Located {
  return { file: document.file, pointer, value: valueAt(document.value, pointer) }
}

function operationsOf(written: Located, path: string, load: LoadDocument): Operation[] {
  const item = target(written, load)
  if (!isObject(item.value)) return []
  const members = item.value
  return methods.flatMap((method) => {
    if (!isObject(members[method])) return []
    const here = { file: item.file, pointer: appendPointer(item.pointer, method), value: members[method] }
    const operation = target(here, load)
    if (!isObject(operation.value)) return []
    const id = typeof operation.value['operationId'] === 'string' ? operation.value['operationId'] : undefined
    return [{ ...operation, id, method: method.toUpperCase(), path, at: toPointer('paths', path, method) }]
  })
}

function target(located: Located, load: LoadDocument): Located {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const found = resolveReference(located, reference, load)
  return 'problem' in found ? located : found
}

function duplicates(operations: readonly Operation[]): Finding[] {
  const first = new Map<string, Operation>()
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
