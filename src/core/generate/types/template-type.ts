import { templateExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { indentationStep } from './code-text.ts'
import { objectType, tupleType } from './inline-type.ts'

/** The type of what an expression gives. */
export type TypeOfExpression = (source: string, indentation: string) => string

/** The type of what a template becomes: literals are themselves, and text with expressions in it is a string. */
export function templateType(template: unknown, typeOf: TypeOfExpression, indentation: string): string {
  if (typeof template === 'string') return stringType(template, typeOf, indentation)
  const inner = indentation + indentationStep
  if (Array.isArray(template)) return tupleType(template.map((item) => templateType(item, typeOf, indentation)))
  if (!isObject(template)) return JSON.stringify(template ?? null)
  const members = Object.entries(template).map(([name, value]) => ({ name, type: templateType(value, typeOf, inner) }))
  return objectType(members, indentation)
}

function stringType(text: string, typeOf: TypeOfExpression, indentation: string): string {
  const [first] = templateExpressions(text)
  if (first === undefined) return JSON.stringify(text)
  return first.isWhole ? typeOf(first.source, indentation) : 'string'
}
