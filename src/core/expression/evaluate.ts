import { appendPointer, isObject, setOwn } from '#core/json'
import { compileExpression } from './compile.ts'
import { splitTemplate } from './lexer.ts'
import { cel } from './library.ts'
import { fromCel } from './values.ts'

/** The variables an expression may read, as `toCel` made them. */
export type ExpressionContext = Readonly<Record<string, unknown>>

/** An expression could not be evaluated. `pointer` leads to its string within the template. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure'
  readonly pointer: string

  constructor(message: string, pointer: string, cause?: unknown) {
    super(message, { cause })
    this.pointer = pointer
  }
}

/** The JSON value of one expression. Throws EvaluationFailure. */
export function evaluateExpression(source: string, context: ExpressionContext, pointer = ''): unknown {
  const compiled = compileExpression(source)
  if ('problem' in compiled) throw new EvaluationFailure(compiled.problem.message, pointer)
  try {
    return fromCel(compiled.run(context))
  } catch (error) {
    if (cel().isCelError(error)) throw new EvaluationFailure(`${error.summary} in \`${source.trim()}\``, pointer, error)
    if (error instanceof RangeError)
      throw new EvaluationFailure(`${error.message}, in \`${source.trim()}\``, pointer, error)
    throw error
  }
}

/**
 * A template with its expressions replaced by their values. A string that is one whole expression becomes the value itself;
 * elsewhere the value becomes text. Throws EvaluationFailure.
 */
export function evaluateTemplate(template: unknown, context: ExpressionContext, pointer = ''): unknown {
  if (typeof template === 'string') return evaluateString(template, context, pointer)
  if (Array.isArray(template))
    return template.map((item, index) => evaluateTemplate(item, context, appendPointer(pointer, index)))
  if (!isObject(template)) return template
  const result = {}
  for (const [key, value] of Object.entries(template))
    setOwn(result, key, evaluateTemplate(value, context, appendPointer(pointer, key)))
  return result
}

function evaluateString(text: string, context: ExpressionContext, pointer: string): unknown {
  if (!text.includes('${{')) return text
  const { parts, unclosed } = splitTemplate(text)
  if (unclosed !== undefined) throw new EvaluationFailure('`${{` is never closed', pointer)
  const [first] = parts
  if (parts.length === 1 && first?.isExpression) return evaluateExpression(first.text, context, pointer)
  return parts
    .map((part) => (part.isExpression ? asText(evaluateExpression(part.text, context, pointer)) : part.text))
    .join('')
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
