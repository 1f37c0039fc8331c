import { type ExpressionShape, expressionShape, templateExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { indentationStep, member } from './code-text.ts'

/** The type of what a path of an expression leads to; undefined if it is not known. */
export type TypeOfPath = (root: string, path: readonly (string | number)[]) => string | undefined

/**
 * The type of what a template becomes: literals are themselves, text with expressions in it is a string, and an expression
 * has the type that its form and the types of what it reads say.
 */
export function templateType(template: unknown, typeOfPath: TypeOfPath, indentation: string): string {
  if (typeof template === 'string') return stringType(template, typeOfPath, indentation)
  const inner = indentation + indentationStep
  if (Array.isArray(template)) return tupleType(template.map((item) => templateType(item, typeOfPath, indentation)))
  if (!isObject(template)) return JSON.stringify(template ?? null)
  return objectType(
    Object.entries(template).map(([name, value]) => [name, templateType(value, typeOfPath, inner)]),
    indentation,
  )
}

function stringType(text: string, typeOfPath: TypeOfPath, indentation: string): string {
  const [first] = templateExpressions(text)
  if (first === undefined) return JSON.stringify(text)
  return first.isWhole ? shapeType(expressionShape(first.source), typeOfPath, indentation) : 'string'
}

function shapeType(shape: ExpressionShape, typeOfPath: TypeOfPath, indentation: string): string {
  const inner = indentation + indentationStep
  const typeOf = (part: ExpressionShape) => shapeType(part, typeOfPath, indentation)
  switch (shape.kind) {
    case 'path':
      return typeOfPath(shape.root, shape.path) ?? 'unknown'
    case 'choice':
      return [...new Set(shape.choices.map(typeOf))].join(' | ')
    case 'list':
      return tupleType(shape.items.map(typeOf))
    case 'map':
      return objectType(
        shape.members.map(([name, value]) => [name, shapeType(value, typeOfPath, inner)]),
        indentation,
      )
    case 'scalar':
      return shape.type
    case 'unknown':
      return 'unknown'
  }
}

function tupleType(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

function objectType(members: readonly (readonly [name: string, type: string])[], indentation: string): string {
  if (members.length === 0) return 'Record<string, never>'
  const inner = indentation + indentationStep
  return `{\n${members.map(([name, type]) => member(name, type, inner)).join('')}${indentation}}`
}
