import { isObject, valueAt } from '#core/json'
import type { SchemaDocument, SchemaNode } from './model.ts'

/** Opens a self-contained schema. Ids are unique among the documents that share a counter. */
export function openSchema(root: unknown, nextId: () => number): SchemaDocument {
  const nodes = new Map<unknown, SchemaNode>()
  /** Schemas that refer to one another are gone through in many ways. */
  const targets = new Map<string, SchemaNode>()
  const at = (fragment: string) => valueAt(root, decoded(fragment))
  const document: SchemaDocument = {
    node(schema) {
      const known = nodes.get(schema)
      if (known !== undefined) return known
      const node = { id: nextId(), schema: understood(schema, root), document }
      nodes.set(schema, node)
      return node
    },
    resolve(reference) {
      const known = targets.get(reference)
      if (known !== undefined) return known
      const found = reference === '#' ? root : reference.startsWith('#/') ? at(reference.slice(1)) : undefined
      const isSchema = isObject(found) || typeof found === 'boolean' || reference === '#'
      const target = isSchema ? document.node(found) : undefined
      if (target !== undefined) targets.set(reference, target)
      return target
    },
  }
  return document
}

// References below an `$id` do not mean what they seem to.
function understood(schema: unknown, root: unknown): SchemaNode['schema'] {
  if (typeof schema === 'boolean') return schema
  return isObject(schema) && (schema === root || typeof schema['$id'] !== 'string') ? schema : undefined
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/** The members of an object of schemas. */
export function membersOf(schemas: unknown): [name: string, schema: unknown][] {
  return isObject(schemas) ? Object.entries(schemas) : []
}

/** A member of an object of schemas, if it is its own. */
export function memberOf(schemas: unknown, name: string): unknown {
  return isObject(schemas) && Object.hasOwn(schemas, name) ? schemas[name] : undefined
}

/** The schemas in a list. */
export function listOf(schemas: unknown): readonly unknown[] {
  return Array.isArray(schemas) ? schemas : []
}

/** The texts in a list. */
export function textsIn(list: unknown): readonly string[] {
  return listOf(list).filter((item) => typeof item === 'string')
}

/** The values of a numeric keyword in several schemas. */
export function numbersIn(nodes: readonly SchemaNode[], keyword: string): number[] {
  return valuesOf(nodes, keyword).filter((value) => typeof value === 'number')
}

/** The values of a keyword in several schemas. */
export function valuesOf(nodes: readonly SchemaNode[], keyword: string): unknown[] {
  return nodes.flatMap(({ schema }) => (isObject(schema) && schema[keyword] !== undefined ? [schema[keyword]] : []))
}
