import { isObject, type JsonObject } from '#core/json'
import { indentationStep, member } from './code-text.ts'

export interface TypedMember {
  readonly name: string
  readonly type: string
  readonly isOptional?: boolean
}

export function tupleType(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

export function objectType(members: readonly TypedMember[], indentation: string): string {
  if (members.length === 0) return 'Record<string, never>'
  const inner = indentation + indentationStep
  return `{\n${members.map((each) => member(each, inner)).join('')}${indentation}}`
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A schema as a type that needs no name; undefined for one that is better given a name. */
export function inlineType(schema: unknown, indentation: string): string | undefined {
  if (schema === true) return 'unknown'
  if (!isObject(schema) || '$ref' in schema || 'allOf' in schema || 'oneOf' in schema) return undefined
  const { const: constant, enum: listed, anyOf, type } = schema
  if (constant !== undefined) return isScalar(constant) ? JSON.stringify(constant) : undefined
  if (Array.isArray(listed))
    return listed.every(isScalar) ? unionOf(listed.map((value) => JSON.stringify(value))) : undefined
  if (Array.isArray(anyOf))
    return allOrNone(
      anyOf.map((each) => inlineType(each, indentation)),
      unionOf,
    )
  if (type === 'array') return arrayType(schema, indentation)
  if (type === 'object') return recordType(schema, indentation)
  const types = (Array.isArray(type) ? type : [type]).map((name) => scalars[String(name)])
  return allOrNone(types, unionOf)
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function unionOf(types: readonly string[]): string {
  return types.includes('unknown') ? 'unknown' : [...new Set(types)].join(' | ')
}

function allOrNone(
  parts: readonly (string | undefined)[],
  join: (parts: readonly string[]) => string,
): string | undefined {
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length && known.length > 0 ? join(known) : undefined
}

function arrayType({ items, prefixItems }: JsonObject, indentation: string): string | undefined {
  if (Array.isArray(prefixItems))
    return items === false
      ? allOrNone(
          prefixItems.map((item) => inlineType(item, indentation)),
          tupleType,
        )
      : undefined
  const item = items === undefined ? undefined : inlineType(items, indentation)
  return item && (item.includes(' | ') ? `(${item})[]` : `${item}[]`)
}

function recordType(schema: JsonObject, indentation: string): string | undefined {
  const { properties, required, additionalProperties } = schema
  if (additionalProperties !== false || !isObject(properties)) return undefined
  const names = Array.isArray(required) ? required : []
  const members = Object.entries(properties).flatMap(([name, each]) => {
    const type = inlineType(each, indentation + indentationStep)
    return type === undefined ? [] : [{ name, type, isOptional: !names.includes(name) }]
  })
  return members.length < Object.keys(properties).length ? undefined : objectType(members, indentation)
}
