import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject } from '#core/json'
import { below, type LoadDocument, type Located, resolveReference } from './reference.ts'
import { isStyle, type ParameterPlace, type ParameterStyle } from './request-model.ts'
import { unresolvedReference } from './unresolved.ts'

/** A parameter where it is defined; `value` is the parameter object. */
export interface ReadParameter extends Located {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly style: ParameterStyle
  readonly explode: boolean
  readonly allowReserved: boolean
  /** It is written as JSON, whatever it is. */
  readonly isJson: boolean
}

/** How a list or an object becomes text. */
export type Serialisation = Pick<ReadParameter, 'style' | 'explode'>

const places = new Set(['path', 'query', 'header', 'cookie'])

/** The schema of a parameter and its place; Swagger 2.0 writes it into the parameter itself. */
export function schemaOf(parameter: Located): [schema: unknown, place: Place] {
  const { file, pointer, value } = parameter
  if (!isObject(value)) return [true, { file, pointer }]
  if ('schema' in value) return [value['schema'], { file, pointer: appendPointer(pointer, 'schema') }]
  const [mediaType] = isObject(value['content']) ? Object.entries(value['content']) : []
  if (mediaType !== undefined && isObject(mediaType[1]))
    return [
      mediaType[1]['schema'] ?? true,
      { file, pointer: appendPointer(pointer, 'content', mediaType[0], 'schema') },
    ]
  const { name: _name, in: _in, required: _required, collectionFormat: _format, ...schema } = value
  return [schema, { file, pointer }]
}

/** What a located reference leads to; anything else is what it is. What leads nowhere becomes a finding. */
export function follow(located: Located, load: LoadDocument, findings: Finding[]): Located | undefined {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const place = { file: located.file, pointer: appendPointer(located.pointer, '$ref') }
  const found = resolveReference(place, reference, load)
  if (!('problem' in found)) return found
  findings.push(unresolvedReference(place, found))
  return undefined
}

/** Parameters as they are written. One of the operation replaces one of the path item with the same name and place. */
export function parameterObjects(
  owners: readonly Located[],
  resolve: (located: Located) => Located | undefined,
): Located[] {
  const merged = new Map<string, Located>()
  for (const owner of owners) {
    const list = below(owner, 'parameters')
    for (const index of Array.isArray(list.value) ? list.value.keys() : []) {
      const parameter = resolve(below(list, index))
      if (isObject(parameter?.value))
        merged.set(`${String(parameter.value['in'])} ${String(parameter.value['name'])}`, parameter)
    }
  }
  return [...merged.values()]
}

/** A parameter that is one of the four kinds; no other has a name of its own in every version. */
export function readParameter(located: Located): ReadParameter[] {
  const { value } = located
  if (!isObject(value) || typeof value['name'] !== 'string' || !places.has(String(value['in']))) return []
  const location = value['in'] as ParameterPlace
  return [
    {
      ...located,
      name: value['name'],
      in: location,
      required: value['required'] === true || location === 'path',
      ...serialisationOf(value, location === 'query' || location === 'cookie' ? 'form' : 'simple'),
      allowReserved: value['allowReserved'] === true,
      isJson: isObject(value['content']),
    },
  ]
}

const delimiters: Readonly<Record<string, ParameterStyle>> = {
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
}

/** How a parameter is written, in the words of OpenAPI 3; what is left out is what the specification says it is then. */
export function serialisationOf(parameter: object, usual: ParameterStyle): Serialisation {
  const { style, explode, collectionFormat } = parameter as Readonly<Record<string, unknown>>
  if (!('schema' in parameter) && ('type' in parameter || 'collectionFormat' in parameter))
    return { style: delimiters[String(collectionFormat)] ?? usual, explode: collectionFormat === 'multi' }
  const chosen = isStyle(style) ? style : usual
  return { style: chosen, explode: typeof explode === 'boolean' ? explode : chosen === 'form' || chosen === 'cookie' }
}
