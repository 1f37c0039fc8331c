import type { Finding } from '#core/diagnostics'
import { isObject } from '#core/json'
import { type BodyShape, bodyShape } from './body.ts'
import { SchemaBundler } from './bundle-schema.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { type ReadParameter, readOperation, schemaOf } from './operation.ts'
import type { LoadDocument, Located } from './reference.ts'

export type RequestParameter = Pick<ReadParameter, 'name' | 'in' | 'required' | 'explode'>

/** How an input becomes an HTTP request. Plain data: it is stored with the plan of a workflow. */
export interface OperationRequest {
  readonly method: string
  readonly path: string
  /** The first server of the document, if it is an absolute URL without variables. */
  readonly server?: string
  readonly parameters: readonly RequestParameter[]
  /** `fields`: what is no parameter is a field of the JSON body; `whole`: the field `body` is the JSON body. */
  readonly body: 'none' | 'fields' | 'whole'
}

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
  const body = read.body === undefined ? undefined : bodyShape(read.body.schema, load)
  const input = new SchemaBundler(load, 'request')
  const output = new SchemaBundler(load, 'response')
  const response = read.response
  const request = {
    method: operation.method,
    path: operation.path,
    ...serverOf(document),
    parameters: read.parameters.map(({ name, in: location, required, explode }) => ({
      name,
      in: location,
      required,
      explode,
    })),
    body: body?.mode ?? ('none' as const),
  }
  const contract = {
    request,
    input: input.close(
      inputSchema(input, read.parameters, body && { ...body, required: read.body?.required ?? false }),
    ),
    output: output.close(response === undefined ? { type: 'null' } : output.copy(response.value, response)),
  }
  return {
    contract,
    findings: [...read.findings, ...collisions(read.parameters, body), ...input.findings, ...output.findings],
    files: new Set([...input.files, ...output.files]),
  }
}

type RequiredBody = BodyShape & { readonly required: boolean }

function inputSchema(
  bundler: SchemaBundler,
  parameters: readonly ReadParameter[],
  body: RequiredBody | undefined,
): unknown {
  const properties: [string, unknown][] = parameters.map((parameter) => [
    parameter.name,
    bundler.copy(...schemaOf(parameter)),
  ])
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  if (body?.mode === 'whole') {
    properties.push(['body', bundler.copy(body.schema.value, body.schema)])
    if (body.required) required.push('body')
  }
  if (body?.mode === 'fields' && !body.isComposed) {
    for (const [name, field] of body.fields) properties.push([name, bundler.copy(field.value, field)])
    if (body.required) required.push(...body.requiredFields)
  }
  const flat = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
  }
  // A body that is a choice of several schemas stands beside the parameters as it is.
  if (body?.mode !== 'fields' || !body.isComposed) return flat
  const choice = bundler.copy(body.schema.value, body.schema)
  return parameters.length === 0 ? choice : { allOf: [flat, choice] }
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

function serverOf({ version, value }: OpenApiDocument): { server?: string } {
  if (version === '2.0') {
    if (typeof value['host'] !== 'string') return {}
    const [scheme = 'https'] = Array.isArray(value['schemes']) ? (value['schemes'] as string[]) : []
    return { server: `${scheme}://${value['host']}${typeof value['basePath'] === 'string' ? value['basePath'] : ''}` }
  }
  const [first] = Array.isArray(value['servers']) ? (value['servers'] as unknown[]) : []
  const url = isObject(first) ? first['url'] : undefined
  return typeof url === 'string' && /^https?:\/\/[^{}]*$/.test(url) ? { server: url } : {}
}
