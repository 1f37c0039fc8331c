import { type ExpressionShape, expressionShape, templateExpressions } from '#core/expression'
import { isObject, setOwn } from '#core/json'

/** The schema of what stands at a path; `true` if it is not known. */
export type SchemaOfPath = (root: string, path: readonly (string | number)[], source: string) => unknown

export interface TemplateOptions {
  /** Do not rule out fields that the template lacks. */
  readonly isOpen?: boolean
}

/**
 * The schema of what a template becomes: literals are themselves, text with expressions in it is a string, and an expression
 * gives what it reads. What cannot be told is `true`.
 */
export function templateSchema(template: unknown, schemaOf: SchemaOfPath, options: TemplateOptions = {}): unknown {
  if (typeof template === 'string') return textSchema(template, schemaOf)
  if (Array.isArray(template)) return listSchema(template.map((item) => templateSchema(item, schemaOf, options)))
  if (!isObject(template)) return { const: template ?? null }
  const members = Object.entries(template).map(
    ([name, value]) => [name, templateSchema(value, schemaOf, options)] as const,
  )
  return objectSchema(members, options)
}

function textSchema(text: string, schemaOf: SchemaOfPath): unknown {
  const [first] = templateExpressions(text)
  if (first === undefined) return { const: text }
  if (!first.isWhole) return { type: 'string' }
  return shapeSchema(expressionShape(first.source), (root, path) => schemaOf(root, path, first.source))
}

function shapeSchema(
  shape: ExpressionShape,
  schemaOf: (root: string, path: readonly (string | number)[]) => unknown,
): unknown {
  switch (shape.kind) {
    case 'path':
      return schemaOf(shape.root, shape.path)
    case 'choice':
      return { anyOf: shape.choices.map((choice) => shapeSchema(choice, schemaOf)) }
    case 'list':
      return listSchema(shape.items.map((item) => shapeSchema(item, schemaOf)))
    case 'map':
      return objectSchema(shape.members.map(([name, value]) => [name, shapeSchema(value, schemaOf)]))
    case 'scalar':
      // Whether a calculated number is an integer is not known; an integer fits wherever any number does.
      return { type: shape.type === 'number' ? 'integer' : shape.type }
    case 'unknown':
      return true
  }
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
