import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, toPointer } from '#core/json'
import { openapiDiagnostics } from './diagnostics.ts'
import { locate, type OpenApiDocument, type Operation } from './document.ts'
import { below, type LoadDocument, type Located, resolveReference } from './reference.ts'
import { unresolvedReference } from './unresolved.ts'

/** A parameter where it is defined; `value` is the parameter object. */
export interface ReadParameter extends Located {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly explode: boolean
}

export interface ReadOperation {
  readonly parameters: readonly ReadParameter[]
  readonly body: { readonly schema: Located; readonly required: boolean } | undefined
  /** Schema of the first 2xx response, undefined if it has no content. */
  readonly response: Located | undefined
  readonly findings: readonly Finding[]
}

const places = new Set(['path', 'query', 'header', 'cookie'])
const jsonType = /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i

/** Reads the parts of an operation, following references, for OpenAPI 3 and Swagger 2.0 alike. */
export function readOperation(document: OpenApiDocument, operation: Operation, load: LoadDocument): ReadOperation {
  const findings: Finding[] = []
  const context: Context = {
    isSwagger: document.version === '2.0',
    operation,
    report: (finding) => void findings.push(finding),
    follow: (located) => follow(located, load, findings),
  }
  const written = locate(document, toPointer('paths', operation.path))
  const pathItem = context.follow(written) ?? written
  const listed = parameterObjects([...new Set([pathItem, written]), operation], context.follow)
  return {
    parameters: listed.flatMap(readParameter),
    body: context.isSwagger ? swaggerBody(listed) : requestBody(below(operation, 'requestBody'), context),
    response: response(below(operation, 'responses'), context),
    findings,
  }
}

interface Context {
  readonly isSwagger: boolean
  readonly operation: Operation
  readonly report: (finding: Finding) => void
  readonly follow: (located: Located) => Located | undefined
}

/** The schema of a parameter and its place; Swagger 2.0 writes it into the parameter itself. */
export function schemaOf(parameter: Located): [schema: unknown, place: Place] {
  const { file, pointer, value } = parameter
  if (!isObject(value)) return [true, { file, pointer }]
  if ('schema' in value) return [value['schema'], { file, pointer: appendPointer(pointer, 'schema') }]
  const [mediaType] = isObject(value['content']) ? Object.entries(value['content']) : []
  if (mediaType !== undefined && isObject(mediaType[1]))
    return [
      mediaType[1]['schema'] ?? true,
      { file, pointer: appendPointer(pointer, 'content', mediaType[0], 'schema') },
    ]
  const { name: _name, in: _in, required: _required, collectionFormat: _format, ...schema } = value
  return [schema, { file, pointer }]
}

/** What a located reference leads to; anything else is what it is. What leads nowhere becomes a finding. */
export function follow(located: Located, load: LoadDocument, findings: Finding[]): Located | undefined {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const place = { file: located.file, pointer: appendPointer(located.pointer, '$ref') }
  const found = resolveReference(place, reference, load)
  if (!('problem' in found)) return found
  findings.push(unresolvedReference(place, found))
  return undefined
}

/** Parameters as they are written. One of the operation replaces one of the path item with the same name and place. */
export function parameterObjects(owners: readonly Located[], resolve: Context['follow']): Located[] {
  const merged = new Map<string, Located>()
  for (const owner of owners) {
    const list = below(owner, 'parameters')
    for (const index of Array.isArray(list.value) ? list.value.keys() : []) {
      const parameter = resolve(below(list, index))
      if (isObject(parameter?.value))
        merged.set(`${String(parameter.value['in'])} ${String(parameter.value['name'])}`, parameter)
    }
  }
  return [...merged.values()]
}

/** A parameter that is one of the four kinds; no other has a name of its own in every version. */
export function readParameter(located: Located): ReadParameter[] {
  const { value } = located
  if (!isObject(value) || typeof value['name'] !== 'string' || !places.has(String(value['in']))) return []
  const location = value['in'] as ReadParameter['in']
  const byDefault = value['style'] === undefined || value['style'] === 'form'
  const explode =
    typeof value['explode'] === 'boolean' ? value['explode'] : byDefault && value['collectionFormat'] === undefined
  return [
    {
      ...located,
      name: value['name'],
      in: location,
      required: value['required'] === true || location === 'path',
      explode,
    },
  ]
}

function swaggerBody(parameters: readonly Located[]): ReadOperation['body'] {
  const body = parameters.find(({ value }) => isObject(value) && value['in'] === 'body')
  if (body === undefined || !isObject(body.value)) return undefined
  const [schema, place] = schemaOf(body)
  return {
    schema: { file: place.file, pointer: place.pointer, value: schema },
    required: body.value['required'] === true,
  }
}

function requestBody(located: Located, context: Context): ReadOperation['body'] {
  if (located.value === undefined) return undefined
  const body = context.follow(located)
  if (!isObject(body?.value)) return undefined
  const schema = jsonSchemaIn(body, 'takes', context)
  return schema === undefined ? undefined : { schema, required: body.value['required'] === true }
}

function response(responses: Located, context: Context): Located | undefined {
  if (!isObject(responses.value)) return undefined
  const statuses = Object.keys(responses.value).filter((status) => /^2(\d\d|XX)$/i.test(status))
  const status = statuses.sort()[0] ?? ('default' in responses.value ? 'default' : undefined)
  if (status === undefined) return undefined
  const pointer = appendPointer(responses.pointer, status)
  const found = context.follow({ file: responses.file, pointer, value: responses.value[status] })
  if (!isObject(found?.value)) return undefined
  if (!context.isSwagger) return jsonSchemaIn(found, 'gives', context)
  const schema = found.value['schema']
  return schema === undefined
    ? undefined
    : { file: found.file, pointer: appendPointer(found.pointer, 'schema'), value: schema }
}

function jsonSchemaIn(owner: Located, verb: 'takes' | 'gives', { operation, report }: Context): Located | undefined {
  const content = isObject(owner.value) ? owner.value['content'] : undefined
  if (!isObject(content) || Object.keys(content).length === 0) return undefined
  // Some documents give even a GET an empty form as body.
  if (verb === 'takes' && ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(operation.method)) return undefined
  const type = Object.keys(content).find((name) => jsonType.test(name)) ?? ('*/*' in content ? '*/*' : undefined)
  if (type === undefined) {
    const offered = Object.keys(content).join(', ')
    const message = `${operation.method} ${operation.path} ${verb} no JSON but ${offered}.`
    report(
      openapiDiagnostics.mediaType({ file: owner.file, pointer: appendPointer(owner.pointer, 'content'), message }),
    )
    return undefined
  }
  const media = content[type]
  const pointer = appendPointer(owner.pointer, 'content', type, 'schema')
  return { file: owner.file, pointer, value: (isObject(media) ? media['schema'] : undefined) ?? true }
}
