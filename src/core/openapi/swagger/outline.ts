import { isObject, type JsonObject, toPointer } from '#core/json'
import { locate, type OpenApiDocument, type Operation } from '../document.ts'
import type { Fragment } from '../fragments.ts'
import { follow, parameterObjects } from '../parameters.ts'
import { below, type LoadDocument, type Located } from '../reference.ts'
import type { Inheritance } from './inheritance.ts'

/** A part of a document as swagger-parser gets it: only what it looks at, and nothing to follow. */
export interface Outline {
  /** An operation, a response of one, or a schema. */
  readonly of: Located
  /** How it is called in messages, ours and those of swagger-parser. */
  readonly label: string
  readonly id: string
  readonly paths?: JsonObject
  readonly definitions?: JsonObject
  /** What it is made of. */
  readonly parts: readonly Located[]
}

// Paths and their parameters are checked for all versions alike, so that they are left out here.
const outlined = new Set(['query', 'header', 'formData', 'body'])
const swaggerMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch'])

/** The outlines of an operation: what it takes, and each of its responses. */
export function outlineOperation(
  { document, operation, index }: { document: OpenApiDocument; operation: Operation; index: number },
  load: LoadDocument,
): Outline[] {
  const method = operation.method.toLowerCase()
  if (!isObject(operation.value) || !swaggerMethods.has(method)) return []
  const resolve = (located: Located) => follow(located, load, [])
  const path = `/${index}`
  const label = `${operation.method} ${operation.path}`
  const id = `/paths${path}/${method}`
  const within = (held: JsonObject) => ({ [path]: { [method]: held } })
  const written = locate(document, operation.at.slice(0, operation.at.lastIndexOf('/')))
  const listed = parameterObjects([resolve(written) ?? written, operation], resolve).filter(
    ({ value }) => isObject(value) && outlined.has(String(value['in'])),
  )
  const consumes = operation.value['consumes'] ?? document.value['consumes']
  const taken = { ...listOf('consumes', consumes), parameters: listed.map((each) => outlineParameter(each, load)) }
  const responses = below(operation, 'responses')
  const statuses = isObject(responses.value) ? Object.keys(responses.value) : []
  const outlines = statuses
    .filter((status) => /^\d{3}$|^default$/.test(status))
    .map((status): Outline => {
      const of = below(responses, status)
      const response = resolve(of) ?? of
      const named = { label: `The response ${status} of ${label}`, id: `${id}/responses/${status}` }
      const held = { responses: { [status]: outlineResponse(response, load) } }
      return { of, ...named, paths: within(held), parts: [of, response] }
    })
  return [{ of: operation, label, id, paths: within(taken), parts: listed }, ...outlines]
}

/** The outline of a schema: what it requires, and what of it there is. */
export function outlineSchema(schema: Fragment, name: string, inheritance: Inheritance): Outline[] {
  const { value } = schema
  if (!isObject(value) || !Array.isArray(value['required'])) return []
  const required = value['required'].filter((each) => typeof each === 'string')
  const properties = Object.fromEntries(inheritance.among(schema, required).map((each) => [safe(each), {}]))
  const outline = { ...typeOf(value), required: required.map(safe), properties }
  return [{ of: schema, label: name, id: `/definitions/${name}`, definitions: { [name]: outline }, parts: [schema] }]
}

/** A name that means nothing to a program. */
export function safe(name: string): string {
  return `=${name}`
}

function outlineParameter(parameter: Located, load: LoadDocument): JsonObject {
  const value = isObject(parameter.value) ? parameter.value : {}
  const [name, place] = [String(value['name']), String(value['in'])]
  if (place !== 'body') return { name, in: place, ...typeOf(value) }
  return { name, in: place, schema: outlineType(below(parameter, 'schema'), load) }
}

function outlineResponse(response: Located, load: LoadDocument): JsonObject {
  const headers = below(response, 'headers')
  const members = isObject(headers.value) ? Object.values(headers.value).filter(isObject) : []
  const schema = below(response, 'schema')
  return {
    headers: Object.fromEntries(members.map((header, index) => [`h${index}`, typeOf(header)])),
    ...(schema.value === undefined ? {} : { schema: outlineType(schema, load) }),
  }
}

function outlineType(schema: Located, load: LoadDocument): JsonObject {
  const found = follow(schema, load, [])
  return isObject(found?.value) ? typeOf(found.value) : {}
}

function typeOf(schema: JsonObject): JsonObject {
  const { type } = schema
  return { ...(type === undefined ? {} : { type }), ...('items' in schema ? { items: {} } : {}) }
}

function listOf(name: string, list: unknown): JsonObject {
  return Array.isArray(list) ? { [name]: list.filter((item) => typeof item === 'string') } : {}
}

/** The schemas of a document: its definitions, and those that it refers to in other files. */
export function schemasOf(document: OpenApiDocument, fragments: readonly Fragment[]): Fragment[] {
  const definitions = locate(document, toPointer('definitions'))
  const names = isObject(definitions.value) ? Object.keys(definitions.value) : []
  const own = names.map((name): Fragment => ({ ...below(definitions, name), kind: 'schema' }))
  return [...own, ...fragments.filter(({ kind, file }) => kind === 'schema' && file !== document.file)]
}
