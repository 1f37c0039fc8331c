import { canonicalJson, isObject, type JsonObject } from '#core/json'
import type { SchemaNode } from './model.ts'
import { listOf } from './node.ts'

// What says nothing about values.
const annotations = new Set([
  ...['$comment', '$defs', '$id', '$schema', 'default', 'definitions', 'deprecated', 'description', 'discriminator'],
  ...['example', 'examples', 'externalDocs', 'readOnly', 'title', 'writeOnly', 'xml'],
])
/** Keywords whose value is a list of schemas. */
export const lists: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
/** Keywords whose value is an object of schemas. */
export const maps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas'])
/** Keywords whose value is a schema. */
export const singles: ReadonlySet<string> = new Set([
  ...['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties', 'not', 'if', 'then', 'else'],
  ...['contains', 'propertyNames'],
])

const deepest = 100

/** True for keywords that may change which values are accepted. */
export function isAssertion(keyword: string): boolean {
  return !annotations.has(keyword) && !keyword.startsWith('x-')
}

/** The two schemas say the same, word for word, annotations left out. References are compared by what they lead to. */
export function areSame(a: SchemaNode, b: SchemaNode, step: () => void): boolean {
  const assumed = new Set<string>()
  let depth = 0
  return sameNodes(a, b)

  function sameNodes(left: SchemaNode, right: SchemaNode): boolean {
    step()
    if (left === right) return left.schema !== undefined
    const [one, other] = [left.schema, right.schema]
    if (!isObject(one) || !isObject(other)) return one !== undefined && one === other
    const keys = Object.keys(one).filter(isAssertion)
    const others = Object.keys(other).filter(isAssertion)
    if (keys.length !== others.length || !keys.every((key) => Object.hasOwn(other, key))) return false
    if (depth >= deepest) return false
    depth += 1
    const isSame = keys.every((key) => sameKeyword(key, { left, right, one, other }))
    depth -= 1
    return isSame
  }

  type Pair = { left: SchemaNode; right: SchemaNode; one: JsonObject; other: JsonObject }

  function sameKeyword(key: string, { left, right, one, other }: Pair): boolean {
    const [x, y] = [one[key], other[key]]
    const same = (first: unknown, second: unknown) => sameNodes(left.document.node(first), right.document.node(second))
    if (key === '$ref') return sameTargets(targetOf(left, x), targetOf(right, y))
    if (singles.has(key)) return same(x, y)
    if (lists.has(key)) {
      const others = listOf(y)
      return listOf(x).length === others.length && listOf(x).every((item, index) => same(item, others[index]))
    }
    if (!maps.has(key)) return canonicalJson(x) === canonicalJson(y)
    if (!isObject(x) || !isObject(y) || Object.keys(x).length !== Object.keys(y).length) return false
    return Object.keys(x).every((name) => Object.hasOwn(y, name) && same(x[name], y[name]))
  }

  function sameTargets(left: SchemaNode | undefined, right: SchemaNode | undefined): boolean {
    if (left === undefined || right === undefined) return false
    const key = `${left.id} ${right.id}`
    if (assumed.has(key)) return true
    assumed.add(key)
    return sameNodes(left, right)
  }
}

function targetOf({ document }: SchemaNode, reference: unknown): SchemaNode | undefined {
  return typeof reference === 'string' ? document.resolve(reference) : undefined
}
