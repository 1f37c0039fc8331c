import type { ErrorObject } from 'ajv'
import { OssaError } from '#core/diagnostics'

export interface InstanceProblem {
  readonly pointer: string
  readonly message: string
}

/**
 * In what a value differs from a self-contained JSON Schema (2020-12). Throws OssaError `schema/unusable` when the schema itself
 * cannot be used. Loads ajv only now.
 */
export async function validateInstance(schema: unknown, value: unknown): Promise<InstanceProblem[]> {
  const { newAjv } = await import('./ajv.ts')
  const ajv = newAjv()
  let isValid: boolean
  try {
    isValid = ajv.validate(schema as object, value)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new OssaError('schema/unusable', `The schema cannot be used: ${reason}`, {
      hint: 'Correct the schema.',
      cause,
    })
  }
  return isValid ? [] : (ajv.errors ?? []).map(describe)
}

function describe({ instancePath, message, keyword, params }: ErrorObject): InstanceProblem {
  const extra = keyword === 'additionalProperties' ? ` (${JSON.stringify(params['additionalProperty'])})` : ''
  return { pointer: instancePath, message: `${message ?? 'is invalid'}${extra}` }
}
