import { appendPointer, isObject } from '#core/json'
import { splitTemplate } from './lexer.ts'

/** An expression in a template: where it stands and what it says. */
export interface TemplateExpression {
  /** Pointer to the string within the template. */
  readonly pointer: string
  /** The CEL text between the braces. */
  readonly source: string
  /** Offset of `source` in its string. */
  readonly start: number
  /** The string is nothing but this expression, so its value keeps its type. */
  readonly isWhole: boolean
  /** The opening braces are never closed; `source` is then everything after them. */
  readonly isUnclosed: boolean
}

/** All expressions in a JSON value, depth first. */
export function templateExpressions(template: unknown, pointer = ''): TemplateExpression[] {
  if (typeof template === 'string') return expressionsOf(template, pointer)
  if (Array.isArray(template))
    return template.flatMap((item, index) => templateExpressions(item, appendPointer(pointer, index)))
  if (!isObject(template)) return []
  return Object.entries(template).flatMap(([key, value]) => templateExpressions(value, appendPointer(pointer, key)))
}

function expressionsOf(text: string, pointer: string): TemplateExpression[] {
  const { parts, unclosed } = splitTemplate(text)
  const isWhole = parts.length === 1
  const found = parts
    .filter((part) => part.isExpression)
    .map((part) => ({ pointer, source: part.text, start: part.start, isWhole, isUnclosed: false }))
  if (unclosed === undefined) return found
  return [
    ...found,
    { pointer, source: text.slice(unclosed + 3), start: unclosed + 3, isWhole: false, isUnclosed: true },
  ]
}
