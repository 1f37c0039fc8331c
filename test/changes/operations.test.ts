import { describe, expect, it } from 'vitest'
import { told } from './diff-memory.ts'

/** A document of one operation, with parts replaced. */
const api = (operation: string, rest = '') => `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
servers: [{ url: https://a.example }, { url: https://b.example }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://a.example/t, scopes: { read: '', write: '' } } } }
${rest}paths:
  /orders/{id}:
    post: ${operation}
`
const base = "{ operationId: order, responses: { '200': { description: '' } } }"
const withParameters = (...parameters: string[]) => base.replace('{ op', `{ parameters: [${parameters.join(', ')}], op`)
const parameter = (more: string) => `{ name: limit, in: query, schema: { type: integer }${more} }`
const withBody = (more: string) => base.replace('{ op', `{ requestBody: { content: { ${more} } }, op`)
const json = 'application/json: { schema: { type: object } }'
const withResponses = (responses: string) => `{ operationId: order, responses: { ${responses} } }`
const withSecurity = (security: string) => base.replace('{ op', `{ security: ${security}, op`)

const rows: [what: string, previous: string, present: string, told: string[]][] = [
  ['it is as it was', base, base, []],
  ['its description is another', base, base.replace("description: ''", 'description: x'), ['safe documentation']],
  [
    'its operationId is another',
    base,
    base.replace(': order', ': buy'),
    ['breaking operation-renamed | POST /orders/{id} | operationId'],
  ],
  [
    'its operationId is gone',
    base,
    base.replace('operationId: order, ', ''),
    ['breaking operation-renamed | POST /orders/{id} | operationId'],
  ],
  [
    'it has an operationId',
    base.replace('operationId: order, ', ''),
    base,
    ['safe operation-named | POST /orders/{id} | operationId'],
  ],
  [
    'it is deprecated',
    base,
    base.replace('{ op', '{ deprecated: true, op'),
    ['safe operation-deprecated | POST /orders/{id} | deprecation'],
  ],
  [
    'a required parameter is new',
    base,
    withParameters(parameter(', required: true')),
    ['breaking required-parameter-added | POST /orders/{id} | parameters'],
  ],
  [
    'an optional parameter is new',
    base,
    withParameters(parameter('')),
    ['safe parameter-added | POST /orders/{id} | parameters'],
  ],
  [
    'an optional parameter is gone',
    withParameters(parameter('')),
    base,
    ['risky parameter-removed | POST /orders/{id} | parameters'],
  ],
  [
    'a parameter becomes required',
    withParameters(parameter('')),
    withParameters(parameter(', required: true')),
    ['breaking parameter-required | POST /orders/{id} | query parameter "limit"'],
  ],
  [
    'a parameter becomes optional',
    withParameters(parameter(', required: true')),
    withParameters(parameter('')),
    ['safe parameter-optional | POST /orders/{id} | query parameter "limit"'],
  ],
  [
    'a parameter is written in another style',
    withParameters(parameter('')),
    withParameters(parameter(', explode: false')),
    ['breaking parameter-serialisation-changed | POST /orders/{id} | query parameter "limit"'],
  ],
  [
    'a parameter says its style, which it had',
    withParameters(parameter('')),
    withParameters(parameter(', style: form, explode: true')),
    ['safe documentation'],
  ],
  [
    'a parameter is of another type',
    withParameters(parameter('')),
    withParameters(parameter('').replace('integer', 'string')),
    ['breaking request-type-narrowed | POST /orders/{id} | query parameter "limit"'],
  ],
  [
    'a parameter is deprecated',
    withParameters(parameter('')),
    withParameters(parameter(', deprecated: true')),
    ['safe parameter-deprecated | POST /orders/{id} | query parameter "limit"'],
  ],
  ['an optional body is new', base, withBody(json), ['safe request-body-added | POST /orders/{id} | request body']],
  [
    'a required body is new',
    base,
    withBody(json).replace('{ content', '{ required: true, content'),
    ['breaking request-body-required | POST /orders/{id} | request body'],
  ],
  ['its body is gone', withBody(json), base, ['risky request-body-removed | POST /orders/{id} | request body']],
  [
    'its body becomes required',
    withBody(json),
    withBody(json).replace('{ content', '{ required: true, content'),
    ['breaking request-body-required | POST /orders/{id} | request body'],
  ],
  [
    'a media type of its body is gone',
    withBody(`${json}, text/csv: {}`),
    withBody(json),
    ['breaking request-media-type-removed | POST /orders/{id} | request body'],
  ],
  [
    'a media type of its body is new',
    withBody(json),
    withBody(`${json}, text/csv: {}`),
    ['safe request-media-type-added | POST /orders/{id} | request body'],
  ],
  [
    'a media type has a charset',
    withBody(json),
    withBody(json.replace('json:', 'json;charset=utf-8:')),
    ['safe documentation'],
  ],
  [
    'any media type is taken',
    withBody(json),
    withBody(json.replace('application/json', "'*/*'")),
    ['safe request-media-type-added | POST /orders/{id} | request body'],
  ],
  [
    'a status that means success is gone',
    withResponses("'200': { description: '' }, '201': { description: '' }"),
    withResponses("'200': { description: '' }"),
    ['breaking response-removed | POST /orders/{id} | response 201'],
  ],
  [
    'a status that means failure is gone',
    withResponses("'200': { description: '' }, '404': { description: '' }"),
    withResponses("'200': { description: '' }"),
    ['safe error-response-removed | POST /orders/{id} | response 404'],
  ],
  [
    'a status is new',
    withResponses("'200': { description: '' }"),
    withResponses("'200': { description: '' }, '404': { description: '' }"),
    ['safe response-added | POST /orders/{id} | response 404'],
  ],
  [
    'a range stands for a status',
    withResponses("'200': { description: '' }"),
    withResponses("'2XX': { description: '' }"),
    ['safe documentation'],
  ],
  [
    'a media type of a response is gone',
    withResponses(`'200': { description: '', content: { ${json}, text/csv: {} } }`),
    withResponses(`'200': { description: '', content: { ${json} } }`),
    ['breaking response-media-type-removed | POST /orders/{id} | response 200'],
  ],
  [
    'an error looks different',
    withResponses(`'400': { description: '', content: { ${json} } }`),
    withResponses(`'400': { description: '', content: { ${json.replace('object', 'string')} } }`),
    ['breaking response-type-widened | POST /orders/{id} | response 400'],
  ],
  [
    'a header that was always there is gone',
    withResponses("'200': { description: '', headers: { Etag: { required: true, schema: {} } } }"),
    withResponses("'200': { description: '' }"),
    ['breaking response-header-removed | POST /orders/{id} | response 200'],
  ],
  [
    'a header that could be absent is gone',
    withResponses("'200': { description: '', headers: { Etag: { schema: {} } } }"),
    withResponses("'200': { description: '' }"),
    ['risky response-optional-header-removed | POST /orders/{id} | response 200'],
  ],
  [
    'a header is written in capitals',
    withResponses("'200': { description: '', headers: { Etag: { schema: {} } } }"),
    withResponses("'200': { description: '', headers: { ETAG: { schema: {} } } }"),
    ['safe documentation'],
  ],
  [
    'somebody has to say who they are',
    base,
    withSecurity('[{ key: [] }]'),
    ['breaking security-tightened | POST /orders/{id} | security'],
  ],
  [
    'nobody has to say who they are',
    withSecurity('[{ key: [] }]'),
    base,
    ['safe security-loosened | POST /orders/{id} | security'],
  ],
  [
    'there is another way in',
    withSecurity('[{ key: [] }]'),
    withSecurity('[{ key: [] }, { token: [read] }]'),
    ['safe security-loosened | POST /orders/{id} | security'],
  ],
  [
    'one way in is gone',
    withSecurity('[{ key: [] }, { token: [read] }]'),
    withSecurity('[{ key: [] }]'),
    ['breaking security-tightened | POST /orders/{id} | security'],
  ],
  [
    'a scope is asked for as well',
    withSecurity('[{ token: [read] }]'),
    withSecurity('[{ token: [read, write] }]'),
    ['breaking security-tightened | POST /orders/{id} | security'],
  ],
  [
    'both are asked for',
    withSecurity('[{ key: [] }]'),
    withSecurity('[{ key: [], token: [read] }]'),
    ['breaking security-tightened | POST /orders/{id} | security'],
  ],
]

describe('an operation', () => {
  it.each(rows)('if %s', async (_what, ...[previous, present, changes]) => {
    expect(await told({ 'a.yaml': api(previous) }, { 'a.yaml': api(present) })).toEqual(changes)
  })

  it('is known at its address, whatever its parameters in the path are called', async () => {
    const path = (name: string) =>
      api(withParameters(`{ name: ${name}, in: path, required: true, schema: {} }`)).replace('{id}', `{${name}}`)
    expect(await told({ 'a.yaml': path('id') }, { 'a.yaml': path('order') })).toEqual([
      'risky parameter-renamed | POST /orders/{order} | path parameter "order"',
    ])
  })

  it('is known by its operationId at another address', async () => {
    expect(
      await told({ 'a.yaml': api(base) }, { 'a.yaml': api(base).replace('/orders/{id}', '/v2/orders/{id}') }),
    ).toEqual(['breaking operation-moved | POST /v2/orders/{id} | address'])
  })

  it('is affected by what the document says for all', async () => {
    const all = (security: string) => api(base, `security: ${security}\n`)
    expect(await told({ 'a.yaml': all('[]') }, { 'a.yaml': all('[{ key: [] }]') })).toEqual([
      'breaking security-tightened | POST /orders/{id} | security',
    ])
    const cookie = api(withSecurity('[{ key: [] }]'))
    expect(await told({ 'a.yaml': cookie }, { 'a.yaml': cookie.replace('in: header', 'in: cookie') })).toEqual([
      'breaking security-tightened | POST /orders/{id} | security',
    ])
  })

  it('in Swagger 2.0 is compared with the same in OpenAPI 3', async () => {
    const swagger = `swagger: '2.0'
info: { title: Orders, version: 1.0.0 }
host: a.example
paths:
  /orders:
    post:
      operationId: order
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - { name: body, in: body, required: true, schema: { type: object, properties: { sku: { type: string } } } }
        - { name: limit, in: query, type: integer, maximum: 10 }
      responses: { '200': { description: '', schema: { type: string } } }
`
    const openapi = `openapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
servers: [{ url: https://a.example }]
paths:
  /orders:
    post:
      operationId: order
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 9 }, explode: false }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, properties: { sku: { type: integer } } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { type: string } } } } }
`
    const changes = await told({ 'a.yaml': swagger }, { 'a.yaml': openapi })
    expect(changes).toEqual(
      expect.arrayContaining([
        'breaking request-limit-tightened | POST /orders | query parameter "limit"',
        'breaking request-type-narrowed | POST /orders | request body | sku',
      ]),
    )
    expect(changes.filter((change) => change.startsWith('breaking'))).toHaveLength(3)
  })
})

describe('the servers of a document', () => {
  const with_ = (...urls: string[]) => ({
    'a.yaml': api(base).replace(/servers:.*/, `servers: [${urls.map((url) => `{ url: ${url} }`).join(', ')}]`),
  })

  it('may become more, not others', async () => {
    expect(await told(with_('https://a'), with_('https://a', 'https://b'))).toEqual(['safe server-added | servers'])
    expect(await told(with_('https://a', 'https://b'), with_('https://a'))).toEqual(['risky server-removed | servers'])
    expect(await told(with_('https://a', 'https://b'), with_('https://b', 'https://a'))).toEqual([
      'risky server-preferred | servers',
    ])
  })
})
