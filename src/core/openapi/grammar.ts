import { isObject } from '#core/json'

export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2'

/** What an object in an OpenAPI document is. `free` may hold anything; `literal` is data that only looks like something else. */
export type Kind =
  | 'document'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'responseMap'
  | 'schema'
  | 'response'
  | 'parameter'
  | 'example'
  | 'requestBody'
  | 'header'
  | 'securityScheme'
  | 'link'
  | 'callback'
  | 'mediaType'
  | 'encoding'
  | 'discriminator'
  | 'mapping'
  | 'free'
  | 'literal'
  | Group

/** Maps or lists of the same kind of object. */
type Group =
  | 'schemas'
  | 'responses'
  | 'parameters'
  | 'examples'
  | 'requestBodies'
  | 'headers'
  | 'securitySchemes'
  | 'links'
  | 'callbacks'
  | 'pathItems'
  | 'mediaTypes'
  | 'encodings'
  | 'operations'

interface Production {
  readonly members?: Readonly<Record<string, Kind>>
  /** All other members, or the items of a list. Default `free`. */
  readonly others?: Kind
  /** Members named `x-…` are extensions. */
  readonly isExtensible?: true
}

/** The members of a path item that are operations. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']
const described = { content: 'mediaTypes', schema: 'schema', example: 'literal', examples: 'examples' } as const
const nested = { encoding: 'encodings', prefixEncoding: 'encodings', itemEncoding: 'encoding' } as const

// Of all versions together, and only as fine as references need it.
const grammar: Readonly<Record<Kind, Production>> = {
  document: {
    members: {
      ...{ paths: 'paths', webhooks: 'pathItems', components: 'components' },
      // Swagger 2.0
      ...{ definitions: 'schemas', parameters: 'parameters', responses: 'responses' },
    },
  },
  components: {
    members: {
      ...{ schemas: 'schemas', responses: 'responses', parameters: 'parameters', examples: 'examples' },
      ...{ requestBodies: 'requestBodies', headers: 'headers', securitySchemes: 'securitySchemes', links: 'links' },
      ...{ callbacks: 'callbacks', pathItems: 'pathItems', mediaTypes: 'mediaTypes' },
    },
  },
  paths: { others: 'pathItem', isExtensible: true },
  pathItem: {
    members: { parameters: 'parameters', additionalOperations: 'operations', ...each(methods, 'operation') },
  },
  operation: {
    members: { parameters: 'parameters', requestBody: 'requestBody', responses: 'responseMap', callbacks: 'callbacks' },
  },
  responseMap: { others: 'response', isExtensible: true },
  schema: {
    members: {
      ...each(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'], 'schemas'),
      ...each(['allOf', 'anyOf', 'oneOf', 'prefixItems'], 'schemas'),
      ...each(['items', 'additionalItems', 'unevaluatedItems', 'contains'], 'schema'),
      ...each(['additionalProperties', 'unevaluatedProperties', 'propertyNames'], 'schema'),
      ...each(['not', 'if', 'then', 'else', 'contentSchema'], 'schema'),
      ...each(['example', 'examples', 'default', 'const', 'enum', 'required', 'dependentRequired'], 'literal'),
      discriminator: 'discriminator',
    },
  },
  // The examples of a response of Swagger 2.0 are values, by media type.
  response: {
    members: { headers: 'headers', content: 'mediaTypes', links: 'links', schema: 'schema', examples: 'literal' },
  },
  parameter: { members: { ...described, ...each(['default', 'enum'], 'literal') } },
  example: { members: { value: 'literal', dataValue: 'literal' } },
  requestBody: { members: { content: 'mediaTypes' } },
  header: { members: described },
  securityScheme: {},
  link: { members: { parameters: 'literal', requestBody: 'literal' } },
  callback: { others: 'pathItem', isExtensible: true },
  mediaType: { members: { ...described, ...nested, itemSchema: 'schema' } },
  encoding: { members: { headers: 'headers', ...nested } },
  discriminator: { members: { mapping: 'mapping' } },
  mapping: { others: 'literal' },
  free: {},
  literal: { others: 'literal' },
  schemas: { others: 'schema' },
  responses: { others: 'response' },
  parameters: { others: 'parameter' },
  examples: { others: 'example' },
  requestBodies: { others: 'requestBody' },
  headers: { others: 'header' },
  securitySchemes: { others: 'securityScheme' },
  links: { others: 'link' },
  callbacks: { others: 'callback' },
  pathItems: { others: 'pathItem' },
  mediaTypes: { others: 'mediaType' },
  encodings: { others: 'encoding' },
  operations: { others: 'operation' },
}

function each(keys: readonly string[], kind: Kind): Record<string, Kind> {
  return Object.fromEntries(keys.map((key) => [key, kind]))
}

// Looked up for every member of a document: without a prototype, nothing else can be found in it.
const membersOf = Object.fromEntries(
  Object.entries(grammar).map(([kind, { members }]) => [kind, Object.assign(Object.create(null), members)]),
) as Readonly<Record<Kind, Readonly<Record<string, Kind>>>>

/** What a member of an object, or an item of a list, is. */
export function kindOfMember(kind: Kind, key: string | number): Kind {
  const { others = 'free', isExtensible } = grammar[kind]
  // Before 2020-12, `items` could be a list of schemas.
  if (typeof key === 'number') return kind === 'schema' ? 'schema' : others
  return membersOf[kind][key] ?? (isExtensible && key.startsWith('x-') ? 'free' : others)
}

/** The text of a `$ref`, if that is what stands here. Where a map is expected, some documents refer to one. */
export function referenceAt(value: unknown): string | undefined {
  const reference = isObject(value) && Object.hasOwn(value, '$ref') ? value['$ref'] : undefined
  return typeof reference === 'string' ? reference : undefined
}

const sections: Partial<Record<Kind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
  mediaType: 'mediaTypes',
}
const swaggerSections: Partial<Record<Kind, string>> = {
  schema: 'definitions',
  response: 'responses',
  parameter: 'parameters',
}

/** What can be a component, in the order of the specification. */
export const componentKinds = Object.keys(sections) as readonly Kind[]

/** Where a document of this version holds what is used in several places, by name; undefined if it has no place for it. */
export function componentSection(kind: Kind, version: OpenApiVersion): readonly string[] | undefined {
  const section = version === '2.0' ? swaggerSections[kind] : sections[kind]
  if (section === undefined || (kind === 'mediaType' && version !== '3.2')) return undefined
  return version === '2.0' ? [section] : ['components', section]
}
