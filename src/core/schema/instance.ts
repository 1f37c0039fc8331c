import type { ErrorObject, ValidateFunction } from 'ajv'
import { OssaError } from '#core/diagnostics'
import { defaultDialect, metaValidator } from './dialects.ts'
import { isBearable } from './evaluation-cost.ts'
import { forAjv } from './for-ajv.ts'
import { metaProblem } from './meta-problem.ts'
import { unsupportedForms } from './unsupported.ts'

export interface InstanceProblem {
  readonly pointer: string
  readonly message: string
}

/**
 * In what a value differs from a self-contained JSON Schema (2020-12). Throws OssaError `schema/unusable` when the schema itself
 * cannot be used. Loads ajv only now.
 */
export async function validateInstance(schema: unknown, value: unknown): Promise<InstanceProblem[]> {
  const { validate, mayMultiply } = await validatorOf(schema)
  if (mayMultiply && !isBearable(schema, value)) throw tooCostly()
  return validate(value) ? [] : (validate.errors ?? []).map(describe)
}

const most = 200
// By the text: tasks with the same contract each have a copy of it in their plan.
const validators = new Map<string, Validator>()

interface Validator {
  readonly validate: ValidateFunction
  /** Parts of the schema may be met more than once: it refers to them. */
  readonly mayMultiply: boolean
}

async function validatorOf(schema: unknown): Promise<Validator> {
  const text = JSON.stringify(schema)
  const known = validators.get(text)
  if (known !== undefined) return known
  await requireUsable(schema)
  const { newAjv } = await import('./ajv.ts')
  try {
    const validate = newAjv({ isChecked: true }).compile(forAjv(schema) as object)
    if (validators.size >= most) validators.clear()
    const validator = { validate, mayMultiply: text.includes('"$ref"') }
    validators.set(text, validator)
    return validator
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

function tooCostly(): OssaError {
  const message = 'The schema asks for parts of this value to be looked at more than a hundred thousand times.'
  return new OssaError('schema/too-costly', message, {
    hint: 'Look for schemas that refer to one another several times, or in a circle, and let them do so once.',
  })
}

// The validator would have to compile the meta-schema each time; this one is compiled ahead of time.
async function requireUsable(schema: unknown): Promise<void> {
  const isValid = await metaValidator(defaultDialect)
  const [error] = isValid(schema) ? [] : (isValid.errors ?? [])
  if (error !== undefined) throw unusable(metaProblem(error, schema).message)
  const [form] = unsupportedForms(schema)
  if (form !== undefined) throw unusable(form.message)
}

function unusable(reason: string, cause?: unknown): OssaError {
  return new OssaError('schema/unusable', `The schema cannot be used: ${reason}`, {
    hint: 'Correct the schema.',
    cause,
  })
}

function describe({ instancePath, message, keyword, params }: ErrorObject): InstanceProblem {
  const extra = keyword === 'additionalProperties' ? ` (${JSON.stringify(params['additionalProperty'])})` : ''
  return { pointer: instancePath, message: `${message ?? 'is invalid'}${extra}` }
}
