import { isObject, setOwn } from '#core/json'
import type { SchemaEmbedder, SchemaView } from '#core/schema'
import { jsonSchemas, typesOfKind } from './kind.ts'
import type { ExpressionType, TypeCase } from './type.ts'

/** The JSON Schema of what an expression of a type gives. What is read from schemas is embedded. */
export function schemaOfType({ isUnknown, cases }: ExpressionType, embedder: SchemaEmbedder): unknown {
  if (isUnknown) return true
  const whole = new Set(viewsIn(cases).filter((view) => isWhole(view, cases)))
  const schemas = [
    ...[...whole].map((view) => embedder.embed(view.schema)),
    ...cases.filter(({ view }) => view === undefined || !whole.has(view)).map((each) => schemaOfCase(each, embedder)),
  ]
  const [only, ...others] = schemas
  if (only === undefined) return false
  return others.length === 0 ? only : { anyOf: schemas }
}

function viewsIn(cases: readonly TypeCase[]): SchemaView[] {
  return [...new Set(cases.flatMap(({ view }) => view ?? []))]
}

// All that was read is still possible.
function isWhole(view: SchemaView, cases: readonly TypeCase[]): boolean {
  const own = cases.filter((each) => each.view === view)
  const types = new Set(own.flatMap(({ kind }) => typesOfKind[kind] ?? []))
  const isListed = ({ kind, values }: TypeCase) =>
    values === undefined ||
    values.length === (typesOfKind[kind] ?? []).flatMap((type) => view.valuesOf(type) ?? []).length
  return [...view.types].every((type) => types.has(type)) && own.every(isListed)
}

function schemaOfCase({ kind, values, view, limits, ...rest }: TypeCase, embedder: SchemaEmbedder): unknown {
  if (values !== undefined) return values.length === 1 ? { const: values[0] } : { enum: values }
  if (view !== undefined) return narrowed(embedder.embed(view.schema), kind)
  if (kind === 'optional')
    return { anyOf: [schemaOfType(rest.inner ?? { isUnknown: true, cases: [] }, embedder), { type: 'null' }] }
  if (kind === 'list') return listSchema(rest, embedder)
  if (kind === 'map') return mapSchema(rest, embedder)
  return { ...jsonSchemas[kind], ...limits }
}

function narrowed(schema: unknown, kind: TypeCase['kind']): unknown {
  const types = (typesOfKind[kind] ?? []).map((type) => (type === 'fraction' ? 'number' : type))
  const type = types.includes('number') ? 'number' : types[0]
  return isObject(schema) && Array.isArray(schema['type']) ? { ...schema, type } : { allOf: [schema, { type }] }
}

function listSchema({ items = [], inner }: Pick<TypeCase, 'items' | 'inner'>, embedder: SchemaEmbedder): unknown {
  const prefix = items.map((item) => schemaOfType(item, embedder))
  const others = inner === undefined ? false : schemaOfType(inner, embedder)
  if (prefix.length === 0) return inner === undefined ? { const: [] } : { type: 'array', items: others }
  return { type: 'array', prefixItems: prefix, items: others, minItems: prefix.length }
}

function mapSchema({ members, inner }: Pick<TypeCase, 'members' | 'inner'>, embedder: SchemaEmbedder): unknown {
  const properties = {}
  for (const [name, { type }] of members ?? []) setOwn(properties, name, schemaOfType(type, embedder))
  const required = [...(members ?? [])].filter(([, { absence }]) => absence === undefined).map(([name]) => name)
  const additionalProperties = inner === undefined ? false : schemaOfType(inner, embedder)
  return { type: 'object', properties, required, additionalProperties }
}
