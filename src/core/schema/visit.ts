import { appendPointer, isObject, type JsonObject, setOwn } from '#core/json'

const single = new Set([
  ...['items', 'additionalItems', 'unevaluatedItems', 'contains', 'additionalProperties', 'unevaluatedProperties'],
  ...['propertyNames', 'not', 'if', 'then', 'else', 'contentSchema'],
])
const maps = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'])
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])

/** What a keyword holds: a schema, a list or mapping of schemas, or something else. Before 2020-12, `items` could be a list. */
export function holds(keyword: string, value: unknown): 'schema' | 'list' | 'map' | undefined {
  if (keyword === 'items' && Array.isArray(value)) return 'list'
  if (single.has(keyword)) return 'schema'
  if (lists.has(keyword)) return Array.isArray(value) ? 'list' : undefined
  return maps.has(keyword) && isObject(value) ? 'map' : undefined
}

/** A schema that is an object, where it stands. */
export interface VisitedSchema {
  readonly value: JsonObject
  readonly pointer: string
}

/** Calls back for a schema and for each one in it, outer ones first. References are not followed. */
export function visitSchemas(root: unknown, callback: (schema: VisitedSchema) => void): void {
  const pending: { value: unknown; pointer: string }[] = [{ value: root, pointer: '' }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer } = next
    if (!isObject(value)) continue
    callback({ value, pointer })
    const inside = Object.entries(value).flatMap(([keyword, member]) => membersOf(keyword, member, pointer))
    pending.push(...inside.reverse())
  }
}

function membersOf(keyword: string, value: unknown, pointer: string): { value: unknown; pointer: string }[] {
  const kind = holds(keyword, value)
  const at = appendPointer(pointer, keyword)
  if (kind === undefined) return []
  if (kind === 'schema') return [{ value, pointer: at }]
  return Object.entries(value as object).map(([name, member]) => ({ value: member, pointer: appendPointer(at, name) }))
}

/** A copy in which each schema that is an object is replaced, inner ones first. */
export function mapSchemas(schema: unknown, replace: (schema: JsonObject) => unknown): unknown {
  if (!isObject(schema)) return schema
  const copy: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = holds(keyword, value)
    const map = (member: unknown) => mapSchemas(member, replace)
    if (kind === undefined) setOwn(copy, keyword, value)
    else if (kind === 'schema') setOwn(copy, keyword, map(value))
    else if (Array.isArray(value)) setOwn(copy, keyword, value.map(map))
    else setOwn(copy, keyword, mapMembers(value as object, map))
  }
  return replace(copy as JsonObject)
}

function mapMembers(members: object, map: (member: unknown) => unknown): object {
  const result = {}
  for (const [name, member] of Object.entries(members)) setOwn(result, name, map(member))
  return result
}
