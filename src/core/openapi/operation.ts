import type { Finding } from '#core/diagnostics'
import { appendPointer, isObject, toPointer } from '#core/json'
import { openapiDiagnostics } from './diagnostics.ts'
import { locate, type OpenApiDocument, type Operation } from './document.ts'
import { follow, parameterObjects, type ReadParameter, readParameter } from './parameters.ts'
import { templateNames } from './paths/template.ts'
import type { ReadContext } from './read-context.ts'
import type { LoadDocument, Located } from './reference.ts'
import { type ReadBody, readRequestBody } from './request-body.ts'
import { type ReadResponse, readResponse } from './response-body.ts'

export interface ReadOperation {
  readonly parameters: readonly ReadParameter[]
  readonly body: ReadBody | undefined
  /** Of the first 2xx response, undefined if it has no content. */
  readonly response: ReadResponse | undefined
  /** The operation and its path item. */
  readonly owners: readonly Located[]
  readonly findings: readonly Finding[]
}

/** Reads the parts of an operation, following references, for OpenAPI 3 and Swagger 2.0 alike. */
export function readOperation(document: OpenApiDocument, operation: Operation, load: LoadDocument): ReadOperation {
  const findings: Finding[] = []
  const context: ReadContext = {
    document,
    operation,
    load,
    report: (finding) => void findings.push(finding),
    resolve: (located) => follow(located, load, findings),
  }
  const written = locate(document, toPointer('paths', operation.path))
  const pathItem = context.resolve(written) ?? written
  const listed = parameterObjects([...new Set([pathItem, written]), operation], context.resolve)
  for (const each of listed) reportUnsendable(each, context)
  reportUndeclared(listed, context)
  return {
    parameters: listed
      .flatMap(readParameter)
      .filter((parameter) => document.version === '2.0' || !isOfTheCall(parameter)),
    body: readRequestBody(context, listed),
    response: readResponse(context),
    owners: [operation, pathItem, written],
    findings,
  }
}

// The specification says that these are ignored: the media types, and what lets a caller in, are said elsewhere.
function isOfTheCall({ in: place, name }: ReadParameter): boolean {
  return place === 'header' && /^(accept|content-type|authorization)$/i.test(name)
}

function reportUndeclared(listed: readonly Located[], { report, operation }: ReadContext): void {
  const declared = new Set(
    listed.flatMap(readParameter).flatMap(({ in: place, name }) => (place === 'path' ? [name] : [])),
  )
  const { file, pointer, method, path } = operation
  for (const name of new Set(templateNames(path))) {
    if (declared.has(name)) continue
    const message = `${method} ${path} cannot be called: it declares no path parameter ${JSON.stringify(name)}.`
    report(openapiDiagnostics.callablePath({ file, pointer, message }))
  }
}

function reportUnsendable({ file, pointer, value }: Located, { report, operation, document }: ReadContext): void {
  if (!isObject(value)) return
  const { items } = value
  if (document.version === '2.0' && isObject(items) && items['type'] === 'array') {
    const name = JSON.stringify(value['name'])
    const message = `${operation.method} ${operation.path} takes lists of lists as ${name}, which cannot be sent.`
    const hint = 'Describe it as text, which holds the values as the service wants them.'
    report(openapiDiagnostics.mediaType({ file, pointer: appendPointer(pointer, 'items'), message, hint }))
  }
  if (value['in'] !== 'querystring') return
  const message = `${operation.method} ${operation.path} takes the query as a whole, which cannot be sent.`
  const hint = 'Describe the parameters of the query one by one.'
  report(openapiDiagnostics.mediaType({ file, pointer: appendPointer(pointer, 'in'), message, hint }))
}
