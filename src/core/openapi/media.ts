import { isObject } from '#core/json'
import type { EndpointBody, EndpointContext, MediaTypes } from './endpoint-model.ts'
import { schemaOf } from './parameters.ts'
import type { Located } from './reference.ts'
import { below } from './reference.ts'

/** The body of a request, if it takes one. */
export function readBody(context: EndpointContext, parameters: readonly Located[]): EndpointBody | undefined {
  const { document, operation, resolve } = context
  const written =
    document.version === '2.0'
      ? parameters.find(({ value }) => isObject(value) && value['in'] === 'body')
      : resolve(below(operation, 'requestBody'))
  if (written === undefined || !isObject(written.value)) return undefined
  return { ...written, required: written.value['required'] === true, media: mediaOf(context, written, 'consumes') }
}

/** What a body may be. Swagger 2.0 lists the types of all bodies of an operation, or of the document, in one place. */
export function mediaOf(context: EndpointContext, owner: Located, list: 'consumes' | 'produces'): MediaTypes {
  if (context.document.version === '2.0') {
    const [value, place] = schemaOf(owner)
    if (!isObject(owner.value) || !('schema' in owner.value)) return new Map()
    const types = listedTypes(context, list)
    return new Map((types.length === 0 ? ['application/json'] : types).map((type) => [type, { ...place, value }]))
  }
  const content = below(owner, 'content')
  const types = isObject(content.value) ? Object.keys(content.value) : []
  return new Map(
    types.map((type) => {
      const schema = below(below(content, type), 'schema')
      return [type, { ...schema, value: schema.value ?? true }]
    }),
  )
}

/** What Swagger 2.0 lists for an operation, or else for the document. */
export function listedTypes({ document, operation }: EndpointContext, list: 'consumes' | 'produces'): string[] {
  const types = (isObject(operation.value) ? operation.value[list] : undefined) ?? document.value[list]
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : []
}
