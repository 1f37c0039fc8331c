import { valueAt } from '#core/json'
import type { ValidatorError } from './validator.ts'

const parameterPlaces = new Set(['query', 'header', 'path', 'cookie', 'body', 'formData'])

/** Without what cannot have been meant: a reference where there is none, and a parameter of another place than it says. */
export function withoutOtherBranches(
  errors: readonly ValidatorError[],
  document: unknown,
  members: ReadonlySet<string>,
): readonly ValidatorError[] {
  const isForReference = ({ params }: ValidatorError) => params['missingProperty'] === '$ref'
  const isForOther = ({ keyword, instancePath }: ValidatorError) =>
    keyword === 'enum' &&
    instancePath.endsWith('/in') &&
    !/\/security(Definitions|Schemes)\/[^/]+\/in$/.test(instancePath) &&
    parameterPlaces.has(String(valueAt(document, instancePath)))
  const references = new Set(errors.filter(isForReference).map(({ instancePath }) => instancePath))
  const meant = errors.filter((error) => !isForReference(error) && !isForOther(error))
  const places = new Set(
    meant
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .flatMap(({ instancePath }) => [instancePath, ...pathsAbove(instancePath)]),
  )
  return meant.filter(({ keyword, instancePath, params }) => {
    if (keyword !== 'additionalProperties' || !references.has(instancePath) || !places.has(instancePath)) return true
    return !members.has(String(params['additionalProperty']))
  })
}

/** The paths of all that is around a place. */
export function pathsAbove(path: string): string[] {
  const paths: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) paths.push(path.slice(0, end))
  return path === '' ? [] : [...paths, '']
}
