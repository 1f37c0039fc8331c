import { appendPointer, valueAt } from '#core/json'
import type { CompiledValidator, ValidatorError } from './validator.ts'

export interface ShapeProblem {
  readonly pointer: string
  readonly target: 'key' | 'value'
  readonly message: string
}

type Version = '2.0' | '3.0' | '3.1' | '3.2'

/** In what an OpenAPI document differs from the official schema of its version. Loads the validator only now. */
export async function openApiShapeProblems(version: Version, document: unknown): Promise<ShapeProblem[]> {
  const validator = await load(version)
  if (validator(document)) return []
  const byPlace = new Map<string, ValidatorError[]>()
  for (const error of mostSpecific(validator.errors ?? [], document))
    byPlace.set(placeOf(error), [...(byPlace.get(placeOf(error)) ?? []), error])
  return [...byPlace.values()].flatMap(describe)
}

async function load(version: Version): Promise<CompiledValidator> {
  if (version === '2.0') return (await import('./openapi20-validator.gen.js')).openapi20
  if (version === '3.0') return (await import('./openapi30-validator.gen.js')).openapi30
  if (version === '3.1') return (await import('./openapi31-validator.gen.js')).openapi31
  return (await import('./openapi32-validator.gen.js')).openapi32
}

const choices = new Set(['oneOf', 'anyOf', 'if', 'not'])

/**
 * The errors that say where the fault is. A choice repeats it for each of its branches: there, those count that were meant, and
 * errors further in. A fault inside an object makes it look as if its members were unknown.
 */
function mostSpecific(errors: readonly ValidatorError[], document: unknown): readonly ValidatorError[] {
  const chosen = new Set(errors.filter(({ keyword }) => choices.has(keyword)).map(({ instancePath }) => instancePath))
  const plain = errors.filter(({ keyword }) => !choices.has(keyword))
  const meant = withoutOtherBranches(plain, document)
  const around = new Set(meant.flatMap(({ instancePath }) => pathsAbove(instancePath)))
  const known = new Set(
    meant.filter(({ keyword }) => keyword !== 'unevaluatedProperties').map(({ instancePath }) => instancePath),
  )
  const kept = meant.filter(({ keyword, instancePath }) => {
    const isInChoice = chosen.has(instancePath) || pathsAbove(instancePath).some((path) => chosen.has(path))
    if (isInChoice && around.has(instancePath)) return false
    return keyword !== 'unevaluatedProperties' || !(around.has(instancePath) || known.has(instancePath))
  })
  return kept.length > 0 ? kept : errors
}

const parameterPlaces = new Set(['query', 'header', 'path', 'cookie', 'body', 'formData'])

// What cannot have been meant: a reference where there is none, and a parameter of another place than it says.
function withoutOtherBranches(errors: readonly ValidatorError[], document: unknown): readonly ValidatorError[] {
  const isForReference = ({ params }: ValidatorError) => params['missingProperty'] === '$ref'
  const isForOther = ({ keyword, instancePath }: ValidatorError) =>
    keyword === 'enum' && instancePath.endsWith('/in') && parameterPlaces.has(String(valueAt(document, instancePath)))
  const references = new Set(errors.filter(isForReference).map(({ instancePath }) => instancePath))
  const meant = errors.filter((error) => !isForReference(error) && !isForOther(error))
  const places = new Set(
    meant
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .flatMap(({ instancePath }) => [instancePath, ...pathsAbove(instancePath)]),
  )
  return meant.filter(
    ({ keyword, instancePath }) =>
      keyword !== 'additionalProperties' || !references.has(instancePath) || !places.has(instancePath),
  )
}

function pathsAbove(path: string): string[] {
  const paths: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end))
  return path === '' ? [] : [...paths, '']
}

function placeOf(error: ValidatorError): string {
  const member = memberOf(error)
  return member === undefined ? error.instancePath : appendPointer(error.instancePath, member)
}

function memberOf({ params }: ValidatorError): string | undefined {
  const member = params['additionalProperty'] ?? params['unevaluatedProperty']
  return typeof member === 'string' ? member : undefined
}

/** What is wrong at one place, each said once. The branches of a choice are put together. */
function describe(errors: readonly ValidatorError[]): ShapeProblem[] {
  const [first] = errors
  if (first === undefined) return []
  const pointer = placeOf(first)
  if (errors.some((error) => memberOf(error) !== undefined))
    return [{ pointer, target: 'key', message: 'is not expected here' }]
  const lacking = missing(errors.filter(({ schemaPath }) => /\/(any|one)Of\/\d+\/required$/.test(schemaPath)))
  const needed = missing(errors.filter(({ schemaPath }) => !/\/(any|one)Of\/\d+\/required$/.test(schemaPath)))
  const allowed = errors.flatMap(({ params }) => (params['allowedValues'] as unknown[] | undefined) ?? [])
  const messages = [
    ...needed.map((name) => `lacks the property ${JSON.stringify(name)}`),
    ...(lacking.length > 0 ? [`needs one of the properties ${lacking.join(', ')}`] : []),
    ...(allowed.length > 0 ? [`must be one of ${[...new Set(allowed.map(String))].join(', ')}`] : []),
    ...errors
      .filter(
        ({ keyword }) => keyword !== 'required' && keyword !== 'enum' && (keyword !== 'type' || allowed.length === 0),
      )
      .map(({ message }) => message ?? 'is invalid'),
  ]
  return [...new Set(messages)].map((message) => ({ pointer, target: 'value', message }))
}

function missing(errors: readonly ValidatorError[]): string[] {
  return [...new Set(errors.flatMap(({ params }) => (params['missingProperty'] as string | undefined) ?? []))]
}
