import type { CompiledValidator } from './validator.ts'

export interface ShapeProblem {
  readonly pointer: string
  readonly message: string
}

/** In what an OpenAPI 3 document differs from the official schema. Loads the validator only now. */
export async function openApiShapeProblems(version: '3.0' | '3.1' | '3.2', document: unknown): Promise<ShapeProblem[]> {
  const validator = await load(version)
  if (validator(document)) return []
  // Alternatives (`oneOf`, `if`) repeat the fault of their branches; the deepest errors say where it really is.
  const errors = (validator.errors ?? []).filter(({ keyword }) => !['oneOf', 'anyOf', 'if', 'not'].includes(keyword))
  const deepest = Math.max(...errors.map(({ instancePath }) => instancePath.split('/').length))
  const kept = errors.filter(({ instancePath }) => instancePath.split('/').length === deepest)
  const problems = kept.map(({ instancePath, message, params }) => ({
    pointer: instancePath,
    message: `${message ?? 'is invalid'}${detail(params)}`,
  }))
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.message}`, problem])).values()]
}

async function load(version: '3.0' | '3.1' | '3.2'): Promise<CompiledValidator> {
  if (version === '3.0') return (await import('./openapi30-validator.gen.js')).openapi30
  if (version === '3.1') return (await import('./openapi31-validator.gen.js')).openapi31
  return (await import('./openapi32-validator.gen.js')).openapi32
}

function detail(params: Readonly<Record<string, unknown>>): string {
  const property = params['additionalProperty'] ?? params['unevaluatedProperty']
  if (typeof property === 'string') return ` (${JSON.stringify(property)})`
  const allowed = params['allowedValues']
  return Array.isArray(allowed) ? ` (${allowed.map(String).join(', ')})` : ''
}
