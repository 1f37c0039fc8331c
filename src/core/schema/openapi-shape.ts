import { didYouMean } from '#core/diagnostics'
import { appendPointer, isObject, valueAt } from '#core/json'
import { pathsAbove, withoutOtherBranches } from './openapi-branches.ts'
import { inWords, shapeWords } from './openapi-words.ts'
import type { CompiledValidator, ValidatorError } from './validator.ts'

export interface ShapeProblem {
  readonly pointer: string
  readonly target: 'key' | 'value'
  readonly message: string
  /** What was probably meant. */
  readonly suggestion?: string
}

type Version = '2.0' | '3.0' | '3.1' | '3.2'

/** In what an OpenAPI document differs from the official schema of its version. Loads the validator only now. */
export async function openApiShapeProblems(version: Version, document: unknown): Promise<ShapeProblem[]> {
  const { validator, members } = await load(version)
  if (validator(document)) return []
  const byPlace = new Map<string, ValidatorError[]>()
  for (const error of mostSpecific(validator.errors ?? [], document, members))
    byPlace.set(placeOf(error), [...(byPlace.get(placeOf(error)) ?? []), error])
  return [...byPlace.values()].flatMap((found) => describe(found, document, members))
}

interface Shape {
  readonly validator: CompiledValidator
  /** All names that objects of a document may have. */
  readonly members: ReadonlySet<string>
}

async function load(version: Version): Promise<Shape> {
  if (version === '2.0') {
    const { openapi20, openapi20Members } = await import('./openapi20-validator.gen.js')
    return { validator: openapi20, members: openapi20Members }
  }
  if (version === '3.0') {
    const { openapi30, openapi30Members } = await import('./openapi30-validator.gen.js')
    return { validator: openapi30, members: openapi30Members }
  }
  if (version === '3.1') {
    const { openapi31, openapi31Members } = await import('./openapi31-validator.gen.js')
    return { validator: openapi31, members: openapi31Members }
  }
  const { openapi32, openapi32Members } = await import('./openapi32-validator.gen.js')
  return { validator: openapi32, members: openapi32Members }
}

const shortestSlip = 5
const choices = new Set(['oneOf', 'anyOf', 'not'])

/**
 * The errors that say where the fault is. A choice repeats it for each of its branches: there, those count that were meant, and
 * errors further in. A fault inside an object makes it look as if its members were unknown; what is a name nowhere is unknown indeed.
 */
function mostSpecific(
  errors: readonly ValidatorError[],
  document: unknown,
  members: ReadonlySet<string>,
): readonly ValidatorError[] {
  const chosen = new Set(errors.filter(({ keyword }) => choices.has(keyword)).map(({ instancePath }) => instancePath))
  const plain = errors.filter(({ keyword }) => !choices.has(keyword) && keyword !== 'if')
  const meant = withoutOtherBranches(plain, document, members)
  const around = new Set(meant.flatMap(({ instancePath }) => pathsAbove(instancePath)))
  const known = new Set(
    meant.filter(({ keyword }) => keyword !== 'unevaluatedProperties').map(({ instancePath }) => instancePath),
  )
  const kept = meant.filter((error) => {
    const { keyword, instancePath } = error
    const member = memberOf(error)
    if (member !== undefined && isMember(keyword) && !members.has(member)) return true
    const isInChoice = chosen.has(instancePath) || pathsAbove(instancePath).some((path) => chosen.has(path))
    if (isInChoice && around.has(instancePath)) return false
    return keyword !== 'unevaluatedProperties' || !(around.has(instancePath) || known.has(instancePath))
  })
  return kept.length > 0 ? kept : errors
}

function isMember(keyword: string): boolean {
  return keyword === 'unevaluatedProperties' || keyword === 'additionalProperties'
}

function placeOf(error: ValidatorError): string {
  const member = memberOf(error)
  return member === undefined ? error.instancePath : appendPointer(error.instancePath, member)
}

function memberOf({ params, propertyName }: ValidatorError): string | undefined {
  const member = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'] ?? propertyName
  return typeof member === 'string' ? member : undefined
}

/** What is wrong at one place, each said once. The branches of a choice are put together. */
function describe(errors: readonly ValidatorError[], document: unknown, members: ReadonlySet<string>): ShapeProblem[] {
  const [first] = errors
  if (first === undefined) return []
  const pointer = placeOf(first)
  const misnamed = errors.find(({ propertyName }) => propertyName !== undefined)
  if (misnamed !== undefined) return [{ pointer, target: 'key', message: `is no valid name: it ${inWords(misnamed)}` }]
  const member = errors.map(memberOf).find((name) => name !== undefined)
  if (member !== undefined) {
    const siblings = valueAt(document, first.instancePath)
    const free = [...members].filter((name) => !(isObject(siblings) && name in siblings))
    // These are the names of all objects: one that is rather another word suggests nothing.
    const isWord = members.has(member) || member.length < shortestSlip
    const suggestion = isWord ? undefined : didYouMean(member, free)
    return [{ pointer, target: 'key', message: 'is not expected here', ...(suggestion && { suggestion }) }]
  }
  const lacking = missing(errors.filter(({ schemaPath }) => /\/(any|one)Of\/\d+\/required$/.test(schemaPath)))
  const needed = missing(errors.filter(({ schemaPath }) => !/\/(any|one)Of\/\d+\/required$/.test(schemaPath)))
  const allowed = errors.flatMap(({ params }) => (params['allowedValues'] as unknown[] | undefined) ?? [])
  const messages = [
    ...needed.map((name) => `lacks the property ${JSON.stringify(name)}`),
    ...(lacking.length > 0 ? [`needs one of the properties ${lacking.join(', ')}`] : []),
    ...(allowed.length > 0 ? [`must be one of ${[...new Set(allowed.map(String))].join(', ')}`] : []),
    ...shapeWords(
      errors.filter(
        ({ keyword }) => keyword !== 'required' && keyword !== 'enum' && (keyword !== 'type' || allowed.length === 0),
      ),
    ),
  ]
  const written = valueAt(document, pointer)
  const suggestion = typeof written === 'string' ? didYouMean(written, allowed.map(String)) : undefined
  return [...new Set(messages)].map((message) => ({
    pointer,
    target: 'value',
    message,
    ...(suggestion && { suggestion }),
  }))
}

function missing(errors: readonly ValidatorError[]): string[] {
  return [...new Set(errors.flatMap(({ params }) => (params['missingProperty'] as string | undefined) ?? []))]
}
