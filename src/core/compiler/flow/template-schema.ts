import { type ExpressionType, schemaOfType, templateExpressions } from '#core/expression'
import { isObject, setOwn } from '#core/json'
import type { SchemaEmbedder } from '#core/schema'

/** The type of what an expression gives. */
export type TypeOfExpression = (source: string) => ExpressionType

export interface TemplateOptions {
  /** Do not rule out fields that the template lacks. */
  readonly isOpen?: boolean
}

/**
 * The schema of what a template becomes: literals are themselves, text with expressions in it is a string, and an expression
 * gives what its type says.
 */
export function templateSchema(template: unknown, typeOf: TypeOfExpression, embedder: SchemaEmbedder): unknown {
  const schemaOf = (part: unknown) => templateSchema(part, typeOf, embedder)
  if (typeof template === 'string') {
    const whole = wholeExpression(template)
    if (whole !== undefined) return schemaOfType(typeOf(whole), embedder)
    return templateExpressions(template).length === 0 ? { const: template } : { type: 'string' }
  }
  if (Array.isArray(template)) return listSchema(template.map(schemaOf))
  if (!isObject(template)) return { const: template ?? null }
  return objectSchema(Object.entries(template).map(([name, value]) => [name, schemaOf(value)]))
}

/** The expression that a template is nothing but. */
export function wholeExpression(template: unknown): string | undefined {
  if (typeof template !== 'string') return undefined
  const [first] = templateExpressions(template)
  return first?.isWhole === true && !first.isUnclosed ? first.source : undefined
}

function listSchema(items: readonly unknown[]): unknown {
  if (items.length === 0) return { const: [] }
  return { type: 'array', prefixItems: items, items: false, minItems: items.length }
}

function objectSchema(
  members: readonly (readonly [string, unknown])[],
  { isOpen = false }: TemplateOptions = {},
): unknown {
  const properties = {}
  for (const [name, schema] of members) setOwn(properties, name, schema)
  const schema = { type: 'object', properties, required: members.map(([name]) => name) }
  return isOpen ? schema : { ...schema, additionalProperties: false }
}

/** The text of a template at a pointer into its value, with the part of the pointer that leads to it. */
export function templateAt(template: unknown, path: readonly string[]): { text: unknown; path: readonly string[] } {
  let text = template
  for (const [index, segment] of path.entries()) {
    const owner: unknown = text
    if (Array.isArray(owner)) text = owner[Number(segment)]
    else if (isObject(owner) && Object.hasOwn(owner, segment)) text = owner[segment]
    else return { text, path: path.slice(0, index) }
  }
  return { text, path }
}
