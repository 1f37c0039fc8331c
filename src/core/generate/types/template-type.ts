import { templateExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { indentationStep, member } from './code-text.ts'

/** What expressions may read, as types. `path` leads into the value; undefined if there is no such thing. */
export type TypeOfPath = (
  root: { readonly input: true } | { readonly task: string },
  path: readonly (string | number)[],
) => string | undefined

const pathExpression = /^(?:input|tasks\.([a-z][a-z0-9_]*)\.output)((?:\.[A-Za-z_][A-Za-z0-9_]*|\[\d+\])*)$/

/**
 * The type of what a template becomes: literals are themselves, a path has the type of what it leads to, text with expressions
 * in it is a string, and what any other expression gives is unknown.
 */
export function templateType(template: unknown, typeOfPath: TypeOfPath, indentation: string): string {
  if (typeof template === 'string') return stringType(template, typeOfPath)
  if (Array.isArray(template))
    return `[${template.map((item) => templateType(item, typeOfPath, indentation)).join(', ')}]`
  if (!isObject(template)) return JSON.stringify(template ?? null)
  const inner = indentation + indentationStep
  const members = Object.entries(template).map(([name, value]) =>
    member(name, templateType(value, typeOfPath, inner), inner),
  )
  return members.length === 0 ? 'Record<string, never>' : `{\n${members.join('')}${indentation}}`
}

function stringType(text: string, typeOfPath: TypeOfPath): string {
  const [first] = templateExpressions(text)
  if (first === undefined) return JSON.stringify(text)
  return first.isWhole ? (expressionType(first.source.trim(), typeOfPath) ?? 'unknown') : 'string'
}

function expressionType(source: string, typeOfPath: TypeOfPath): string | undefined {
  const match = pathExpression.exec(source)
  if (match === null) return undefined
  const [, task, steps = ''] = match
  const path = [...steps.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
  return typeOfPath(task === undefined ? { input: true } : { task }, path)
}
