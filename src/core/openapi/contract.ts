import type { Finding } from '#core/diagnostics'
import type { BodyShape } from './body.ts'
import { SchemaBundler } from './bundle-schema.ts'
import { copyBytes, copyField, copyText } from './copy-content.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { readOperation } from './operation.ts'
import { type ReadParameter, schemaOf } from './parameters.ts'
import type { LoadDocument, Located } from './reference.ts'
import type { ReadBody } from './request-body.ts'
import type { OperationRequest, RequestParameter } from './request-model.ts'
import type { ReadResponse } from './response-body.ts'
import { serverOf } from './servers.ts'

/** The one definition of what an operation takes and gives; compiler, generators and executors all use it. */
export interface OperationContract {
  readonly request: OperationRequest
  /** Self-contained JSON Schema of the flat input: parameters and body fields side by side. */
  readonly input: unknown
  /** Self-contained JSON Schema of the 2xx response. */
  readonly output: unknown
}

/** Works out the contract of an operation. Problems of the document are findings at their own place. */
export function operationContract(
  document: OpenApiDocument,
  operation: Operation,
  load: LoadDocument,
): { contract: OperationContract; findings: Finding[]; files: ReadonlySet<string> } {
  const read = readOperation(document, operation, load)
  const { parameters, body, response } = read
  const input = new SchemaBundler(load, 'request')
  const output = new SchemaBundler(load, 'response')
  const request = {
    method: operation.method,
    path: operation.path,
    ...serverOf(document, read.owners),
    parameters: parameters.map(requestParameter),
    body: body?.shape.mode ?? ('none' as const),
    ...(body === undefined ? {} : { content: body.content }),
    ...(response === undefined ? {} : { response: response.content }),
  }
  const contract = {
    request,
    input: input.close(inputSchema(input, parameters, body)),
    output: output.close(outputSchema(output, response)),
  }
  return {
    contract,
    findings: [...read.findings, ...collisions(parameters, body?.shape), ...input.findings, ...output.findings],
    files: new Set([...input.files, ...output.files]),
  }
}

// What is usual where it stands is left out.
function requestParameter({ name, in: place, required, ...how }: ReadParameter): RequestParameter {
  const { style, explode, allowReserved, isJson } = how
  const usual = place === 'query' || place === 'cookie' ? 'form' : 'simple'
  return {
    name,
    in: place,
    required,
    explode,
    ...(style === usual ? {} : { style }),
    ...(allowReserved ? { allowReserved } : {}),
    ...(isJson ? { isJson } : {}),
  }
}

function inputSchema(
  bundler: SchemaBundler,
  parameters: readonly ReadParameter[],
  body: ReadBody | undefined,
): unknown {
  const shape = body?.shape
  const properties: [string, unknown][] = parameters.map((parameter) => [
    parameter.name,
    bundler.copy(...schemaOf(parameter)),
  ])
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  if (shape?.mode === 'whole') {
    properties.push(['body', wholeBody(bundler, shape.schema, body?.content.kind)])
    if (body?.content.required) required.push('body')
  }
  if (shape?.mode === 'fields' && !shape.isComposed) {
    const files = new Set(body?.content.fields?.flatMap(({ name, isFile }) => (isFile ? [name] : [])))
    for (const [name, field] of shape.fields) properties.push([name, copyField(bundler, field, files.has(name))])
    if (body?.content.required) required.push(...shape.requiredFields)
  }
  const flat = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
  }
  // A body that is a choice of several schemas stands beside the parameters as it is.
  if (shape?.mode !== 'fields' || !shape.isComposed) return flat
  const choice = bundler.copy(shape.schema.value, shape.schema)
  return parameters.length === 0 ? choice : { allOf: [flat, choice] }
}

function wholeBody(bundler: SchemaBundler, schema: Located, kind: ReadBody['content']['kind'] | undefined): unknown {
  if (kind === 'binary') return copyBytes(bundler, schema)
  return kind === 'text' ? copyText(bundler, schema) : bundler.copy(schema.value, schema)
}

function outputSchema(bundler: SchemaBundler, response: ReadResponse | undefined): unknown {
  return response === undefined ? { type: 'null' } : wholeBody(bundler, response.schema, response.content.kind)
}

function collisions(parameters: readonly ReadParameter[], body: BodyShape | undefined): Finding[] {
  const taken = new Map<string, Located>()
  const inputs: [string, Located][] = parameters.map((parameter) => [parameter.name, parameter])
  if (body?.mode === 'whole') inputs.push(['body', body.schema])
  if (body?.mode === 'fields') inputs.push(...body.fields)
  return inputs.flatMap(([name, place]) => {
    const earlier = taken.get(name)
    taken.set(name, earlier ?? place)
    if (earlier === undefined) return []
    const message = `The input would have two fields named ${JSON.stringify(name)}.`
    const related = [{ file: earlier.file, pointer: earlier.pointer, message: 'The other one is here.' }]
    return [openapiDiagnostics.collision({ file: place.file, pointer: place.pointer, message, related })]
  })
}
