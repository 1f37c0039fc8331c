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
  const pending: VisitedSchema[] = []
  const add = (value: unknown, pointer: string) => {
    if (isObject(value)) pending.push({ value, pointer })
  }
  add(root, '')
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    callback(next)
    const { value, pointer } = next
    const keywords = Object.keys(value)
    // What is added last comes first.
    for (let index = keywords.length - 1; index >= 0; index -= 1) {
      const keyword = keywords[index] ?? ''
      addMembers({ keyword, value: value[keyword], pointer }, add)
    }
  }
}

function addMembers(
  { keyword, value, pointer }: { readonly keyword: string; readonly value: unknown; readonly pointer: string },
  add: (value: unknown, pointer: string) => void,
): void {
  const kind = typeof value === 'object' && value !== null ? holds(keyword, value) : undefined
  if (kind === undefined) return
  const at = appendPointer(pointer, keyword)
  if (kind === 'schema') add(value, at)
  else for (const [name, member] of Object.entries(value as object).reverse()) add(member, appendPointer(at, name))
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
