import { isObject, type JsonObject } from '#core/json'
import { keywordsOf, type SchemaDialect } from '#core/schema'

/** A keyword as JSON Schema 2020-12 writes it, and where it is written. */
export interface CurrentKeyword {
  readonly from: readonly string[]
  readonly to: string
  readonly value: unknown
}

/**
 * The keywords of a schema in the words of 2020-12. Those that mean nothing in the dialect of the schema are left out, for in 2020-12 they
 * could mean something.
 */
export function currentKeywords(schema: JsonObject, dialect: SchemaDialect): CurrentKeyword[] {
  const isRefAlone = typeof schema['$ref'] === 'string' && dialect.startsWith('draft-')
  return Object.entries(schema).flatMap(([key, value]): CurrentKeyword[] => {
    if (isRefAlone && key !== '$ref') return []
    if (key === 'dependencies') return dependencies(value)
    const same = { from: [key], to: key, value }
    if (dialect === '2020-12') return [same]
    if (key === 'items' && Array.isArray(value)) return value.length === 0 ? [] : [{ ...same, to: 'prefixItems' }]
    if (key === 'additionalItems') return Array.isArray(schema['items']) ? [{ ...same, to: 'items' }] : []
    return isForeign(key, dialect) ? [] : [same]
  })
}

function isForeign(key: string, dialect: SchemaDialect): boolean {
  return !keywordsOf[dialect].includes(key) && keywordsOf['2020-12'].includes(key)
}

// Since 2019-09, there are two keywords for it.
function dependencies(value: unknown): CurrentKeyword[] {
  if (!isObject(value)) return []
  const entries = Object.entries(value)
  const names = entries.filter(([, needed]) => Array.isArray(needed))
  const schemas = entries.filter(([, needed]) => !Array.isArray(needed))
  const from = ['dependencies']
  return [
    ...(names.length === 0 ? [] : [{ from, to: 'dependentRequired', value: Object.fromEntries(names) }]),
    ...(schemas.length === 0 ? [] : [{ from, to: 'dependentSchemas', value: Object.fromEntries(schemas) }]),
  ]
}
