import { isObject, type JsonObject, setOwn } from '#core/json'

/**
 * A JSON Schema in the few forms that TypeScript has a counterpart for. A schema is one of: a reference, values, the core of a
 * type, an intersection, a union, or `{}` for anything. Whatever else it says cannot be a type, and is left out.
 */
export interface PortableSchema {
  readonly $ref?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, PortableSchema>>
  readonly additionalProperties?: PortableSchema
  readonly patternProperties?: Readonly<Record<string, PortableSchema>>
  readonly items?: PortableSchema
  readonly prefixItems?: readonly PortableSchema[]
  /** On an intersection: of whichever part has these properties. */
  readonly required?: readonly string[]
  readonly allOf?: readonly PortableSchema[]
  readonly anyOf?: readonly PortableSchema[]
  /** The description: openapi-typescript prints a title as plain text, and a description as a tag. */
  readonly title?: string
  readonly format?: string
  readonly default?: unknown
  readonly deprecated?: boolean
}

const anything: PortableSchema = {}
const nothing: PortableSchema = { enum: [] }
const typeNames = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])

/** The part of a JSON Schema that a type can say. */
export function portableSchema(schema: unknown): PortableSchema {
  if (schema === false) return nothing
  if (!isObject(schema)) return anything
  const literal = literalOf(schema)
  const parts = literal === undefined ? partsOf(schema) : [literal]
  return { ...combined(parts, schema), ...annotationsOf(schema) }
}

// References and choices that stand beside other keywords hold together with them.
function partsOf(schema: JsonObject): PortableSchema[] {
  const reference = typeof schema['$ref'] === 'string' ? [{ $ref: schema['$ref'] }] : []
  const choices = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const members = listOf(schema[keyword])
    return members.length === 0 ? [] : [{ anyOf: members }]
  })
  return [...reference, ...coreOf(schema), ...listOf(schema['allOf']), ...choices]
}

function combined(parts: readonly PortableSchema[], schema: JsonObject): PortableSchema {
  const required = textsIn(schema['required'])
  const [only, ...others] = parts
  if (only === undefined) return anything
  const isSaid = required.every((name) => only.required?.includes(name) === true)
  if (others.length === 0 && isSaid) return only
  return { allOf: parts, ...(required.length === 0 ? {} : { required }) }
}

function literalOf(schema: JsonObject): PortableSchema | undefined {
  if (schema['const'] === null) return { type: 'null' }
  if (schema['const'] !== undefined) return { const: schema['const'] }
  if (!Array.isArray(schema['enum'])) return undefined
  const [type, ...others] = typesOf(schema)
  // With one type, the comment can name it.
  return { enum: schema['enum'], ...(type === undefined || type === 'object' || others.length > 0 ? {} : { type }) }
}

function coreOf(schema: JsonObject): PortableSchema[] {
  const types = typesOf(schema)
  const object = objectOf(schema)
  const array = arrayOf(schema)
  const [implied] = Object.keys(object).length > 0 ? ['object'] : Object.keys(array).length > 0 ? ['array'] : []
  const [type = implied, ...others] = types
  if (type === undefined) return []
  const required = textsIn(schema['required'])
  return [
    {
      type: others.length === 0 ? type : types,
      ...object,
      ...array,
      ...(required.length === 0 ? {} : { required }),
    },
  ]
}

function objectOf(schema: JsonObject): PortableSchema {
  const properties = mapOf(schema['properties'])
  const hasProperties = Object.keys(properties).length > 0
  const rest = isObject(schema['patternProperties']) ? mapOf(schema['patternProperties']) : undefined
  const additional = schema['additionalProperties']
  // An index signature must suit the named properties too, so beside them it can only say that there is more.
  if (hasProperties) {
    const isOpen = rest !== undefined || (additional !== undefined && additional !== false)
    return { properties, ...(isOpen ? { additionalProperties: anything } : {}) }
  }
  if (rest !== undefined) return { patternProperties: rest }
  if (additional === undefined || (additional === false && isComposed(schema))) return {}
  return { additionalProperties: portableSchema(additional) }
}

// `false` in one part of an intersection speaks of the properties of that part only.
function isComposed(schema: JsonObject): boolean {
  return ['$ref', 'allOf', 'anyOf', 'oneOf'].some((keyword) => schema[keyword] !== undefined)
}

function arrayOf(schema: JsonObject): PortableSchema {
  const { prefixItems, items } = schema
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : undefined
  if (tuple !== undefined) return { prefixItems: listOf(tuple) }
  return items === undefined ? {} : { items: portableSchema(items) }
}

function annotationsOf(schema: JsonObject): PortableSchema {
  const { description, format, deprecated, default: initial } = schema
  return {
    ...(typeof description === 'string' && description.trim() !== '' ? { title: description } : {}),
    ...(typeof format === 'string' ? { format } : {}),
    ...(deprecated === true ? { deprecated } : {}),
    ...(initial === undefined ? {} : { default: initial }),
  }
}

function typesOf(schema: JsonObject): string[] {
  const { type } = schema
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeNames.has(String(name)))
}

function mapOf(schemas: unknown): Record<string, PortableSchema> {
  // Without a prototype: openapi-typescript asks for members by name, and `constructor` is none.
  const result = Object.create(null) as Record<string, PortableSchema>
  for (const [name, schema] of Object.entries(isObject(schemas) ? schemas : {}))
    setOwn(result, name, portableSchema(schema))
  return result
}

function listOf(schemas: unknown): PortableSchema[] {
  return Array.isArray(schemas) ? schemas.map(portableSchema) : []
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}
