import { isObject } from '#core/json'
import type { Alternative, Comparison, Conjunction, SchemaNode } from './model.ts'
import { memberOf, membersOf, numbersIn, textsIn, valuesOf } from './node.ts'

/** What is known of the objects of an alternative. */
export interface ObjectView {
  readonly declared: ReadonlySet<string>
  readonly patterns: ReadonlySet<string>
  readonly required: ReadonlySet<string>
  readonly minProperties: number
  readonly maxProperties: number
  /** There are no properties but those that are declared or match a pattern. */
  readonly isClosed: boolean
  /** Whether something is said of properties at all. */
  readonly saysNames: boolean
  /** What holds for the names of properties. */
  readonly names: Conjunction
  /** What holds for a property. */
  property(name: string): Conjunction
  /** What holds at least for every property that matches one of the patterns. */
  matching(pattern: string): Conjunction
  /** What holds at least for every property that is neither declared nor matches a pattern. */
  readonly rest: Conjunction
}

export function objectView({ nodes }: Alternative, comparison: Pick<Comparison, 'isEmpty'>): ObjectView {
  const keysIn = (keyword: string) =>
    new Set(valuesOf(nodes, keyword).flatMap((members) => membersOf(members).map(([name]) => name)))
  const declared = keysIn('properties')
  const patterns = keysIn('patternProperties')
  const required = new Set(valuesOf(nodes, 'required').flatMap(textsIn))
  const property = (name: string) => nodes.flatMap((node) => propertyOf(node, name))
  const rest = nodes.flatMap((node) => schemaOf(node, 'additionalProperties'))
  const isClosed = rest.length > 0 && comparison.isEmpty(rest)
  const possible =
    isClosed && patterns.size === 0 ? [...declared].filter((name) => !comparison.isEmpty(property(name))) : []
  return {
    declared,
    patterns,
    required,
    minProperties: Math.max(required.size, ...numbersIn(nodes, 'minProperties')),
    maxProperties: Math.min(
      isClosed && patterns.size === 0 ? possible.length : Number.POSITIVE_INFINITY,
      ...numbersIn(nodes, 'maxProperties'),
    ),
    isClosed,
    saysNames: declared.size > 0 || patterns.size > 0 || rest.length > 0,
    names: nodes.flatMap((node) => schemaOf(node, 'propertyNames')),
    property,
    matching: (pattern) => nodes.flatMap((node) => matchingOf(node, pattern)),
    rest,
  }
}

function schemaOf({ schema, document }: SchemaNode, keyword: string): Conjunction {
  const found = isObject(schema) ? schema[keyword] : undefined
  return found === undefined ? [] : [document.node(found)]
}

function propertyOf(node: SchemaNode, name: string): Conjunction {
  const { schema, document } = node
  if (!isObject(schema)) return []
  const own = memberOf(schema['properties'], name)
  const matched = membersOf(schema['patternProperties']).filter(([pattern]) => doesMatch(pattern, name) === true)
  const found = [...(own === undefined ? [] : [own]), ...matched.map(([, each]) => each)]
  if (found.length > 0) return found.map((each) => document.node(each))
  // What a pattern of unknown meaning matches is not additional.
  const isUnsure = membersOf(schema['patternProperties']).some(([pattern]) => doesMatch(pattern, name) === undefined)
  return isUnsure ? [] : schemaOf(node, 'additionalProperties')
}

function matchingOf(node: SchemaNode, pattern: string): Conjunction {
  if (!isObject(node.schema)) return []
  const own = memberOf(node.schema['patternProperties'], pattern)
  if (own !== undefined) return [node.document.node(own)]
  const says = ['properties', 'patternProperties'].some((keyword) => membersOf(objectIn(node, keyword)).length > 0)
  return says ? [] : schemaOf(node, 'additionalProperties')
}

function objectIn({ schema }: SchemaNode, keyword: string): unknown {
  return isObject(schema) ? schema[keyword] : undefined
}

/** Whether a name matches a pattern; undefined if that cannot be told. */
export function doesMatch(pattern: string, name: string): boolean | undefined {
  if (/\)[*+{?]/.test(pattern) && name.length > 24) return undefined
  try {
    return new RegExp(pattern, 'u').test(name)
  } catch {
    return undefined
  }
}
