import type { Finding } from '#core/diagnostics'
import { isObject } from '#core/json'
import { locate, type OpenApiDocument, type Operation } from './document.ts'
import type {
  Endpoint,
  EndpointContext,
  EndpointHeader,
  EndpointParameter,
  EndpointResponse,
} from './endpoint-model.ts'
import { mediaOf, readBody } from './media.ts'
import { follow, parameterObjects, readParameter, schemaOf } from './parameters.ts'
import type { LoadDocument, Located } from './reference.ts'
import { below } from './reference.ts'
import { readSecurity } from './security.ts'

/** Reads all of an operation. What its references lead to is looked up; those that lead nowhere are as if they were not there. */
export function readEndpoint(document: OpenApiDocument, operation: Operation, load: LoadDocument): Endpoint {
  const ignored: Finding[] = []
  const resolve = (located: Located) => follow(located, load, ignored)
  const pathItem = resolve(locate(document, operation.at.slice(0, operation.at.lastIndexOf('/')))) ?? operation
  const listed = parameterObjects([pathItem, operation], resolve)
  const context = { document, operation, resolve }
  return {
    operation,
    isDeprecated: isTrue(operation, 'deprecated'),
    parameters: listed.flatMap((each) => readEndpointParameter(each)),
    body: readBody(context, listed),
    responses: readResponses(context),
    security: readSecurity(context),
    callbacks: membersOf(below(operation, 'callbacks'), resolve),
  }
}

function readEndpointParameter(located: Located): EndpointParameter[] {
  const [read] = isInForm(located) ? readFormField(located) : readParameter(located)
  if (read === undefined) return []
  const [value, place] = schemaOf(located)
  const { explode, name, in: location, required } = read
  const serialisation = serialisationOf(located, explode)
  const own = { ...located, name, in: location, required, isDeprecated: isTrue(located, 'deprecated') }
  return [{ ...own, schema: { ...place, value }, serialisation }]
}

function isInForm({ value }: Located): boolean {
  return isObject(value) && value['in'] === 'formData'
}

function readFormField({
  value,
}: Located): (Pick<EndpointParameter, 'name' | 'in' | 'required'> & { explode: boolean })[] {
  if (!isObject(value) || typeof value['name'] !== 'string') return []
  const explode = value['collectionFormat'] === 'multi'
  return [{ name: value['name'], in: 'formData', required: value['required'] === true, explode }]
}

// What is left out is what the specification says it is then.
function serialisationOf({ value }: Located, explode: boolean): string {
  if (!isObject(value)) return ''
  if (isObject(value['content'])) return Object.keys(value['content']).join(' ')
  if ('type' in value || 'collectionFormat' in value) return String(value['collectionFormat'] ?? 'csv')
  const usual = value['in'] === 'query' || value['in'] === 'cookie' ? 'form' : 'simple'
  const reserved = value['allowReserved'] === true ? ' with reserved characters' : ''
  return `${String(value['style'] ?? usual)}${explode ? ', exploded' : ''}${reserved}`
}

function readResponses(context: EndpointContext): ReadonlyMap<string, EndpointResponse> {
  const found = membersOf(below(context.operation, 'responses'), context.resolve)
  const responses = [...found].filter(([status]) => !status.startsWith('x-'))
  return new Map(
    responses.map(([status, response]) => {
      const headers = membersOf(below(response, 'headers'), context.resolve)
      return [
        status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
        {
          ...response,
          media: mediaOf(context, response, 'produces'),
          headers: new Map([...headers].map(([name, header]) => [name.toLowerCase(), readHeader(name, header)])),
        },
      ]
    }),
  )
}

function readHeader(name: string, header: Located): EndpointHeader {
  const [value, place] = schemaOf(header)
  return { ...header, name, required: isTrue(header, 'required'), schema: { ...place, value } }
}

function membersOf(owner: Located, resolve: EndpointContext['resolve']): Map<string, Located> {
  const names = isObject(owner.value) ? Object.keys(owner.value) : []
  const members = names.map((name) => [name, resolve(below(owner, name))] as const)
  return new Map(members.filter((member): member is readonly [string, Located] => isObject(member[1]?.value)))
}

function isTrue({ value }: Located, key: string): boolean {
  return isObject(value) && value[key] === true
}
