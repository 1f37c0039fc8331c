import { isObject, type JsonObject, setOwn } from '#core/json'
import { mapSchemas, visitSchemas } from './visit.ts'

/** A schema in which ajv sees what the specification says: it reads some forms differently. Copied only where it has such a form. */
export function forAjv(schema: unknown): unknown {
  let isMisread = false
  visitSchemas(schema, ({ value }) => {
    isMisread ||= isEmptyEnum(value['enum']) || hasProto(value['properties']) || hasProto(value['dependentSchemas'])
  })
  return isMisread ? mapSchemas(schema, (each) => withoutProto(withoutEmptyEnum(each))) : schema
}

// To ajv, an empty list is a fault. It is a way to say that there is no value.
function withoutEmptyEnum(schema: JsonObject): JsonObject {
  if (!isEmptyEnum(schema['enum'])) return schema
  const { enum: _none, ...rest } = schema
  return withAll(rest, false)
}

function isEmptyEnum(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

const protoPattern = '^__proto__$'

// ajv passes over a property of this name, except where a pattern finds it.
function withoutProto(schema: JsonObject): JsonObject {
  const { properties, dependentSchemas } = schema
  let result = schema
  if (hasProto(properties)) {
    const patterns = (schema['patternProperties'] ?? {}) as Readonly<Record<string, unknown>>
    const all = { allOf: [patterns[protoPattern] ?? true, valueOfProto(properties)] }
    result = {
      ...result,
      properties: omitProto(properties),
      patternProperties: { ...patterns, [protoPattern]: all },
    } as JsonObject
  }
  if (!hasProto(dependentSchemas)) return result
  const absent = { not: { required: ['__proto__'] } }
  const rest = { ...result, dependentSchemas: omitProto(dependentSchemas) } as JsonObject
  return withAll(rest, { anyOf: [absent, valueOfProto(dependentSchemas)] })
}

function hasProto(value: unknown): value is JsonObject {
  return isObject(value) && Object.hasOwn(value, '__proto__')
}

function valueOfProto(members: JsonObject): unknown {
  return Object.getOwnPropertyDescriptor(members, '__proto__')?.value
}

function omitProto(members: JsonObject): object {
  const result = {}
  for (const [name, value] of Object.entries(members)) if (name !== '__proto__') setOwn(result, name, value)
  return result
}

function withAll({ allOf = [], ...rest }: Readonly<Record<string, unknown>>, more: unknown): JsonObject {
  return { ...rest, allOf: [...(allOf as unknown[]), more] } as JsonObject
}
