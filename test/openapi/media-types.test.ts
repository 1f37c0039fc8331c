import { describe, expect, it } from 'vitest'
import { contractOf, document, fits, parameter, post } from './contract-of.ts'

const text = { type: 'string' }
const bodyOf = (content: object, rest: object = {}) => contractOf(post({ requestBody: { content, ...rest } }), 'op')
const outputOf = (content: object) => {
  const { output, request, said } = contractOf(post({ responses: { 200: { content } } }), 'op')
  return [output, request.response, said]
}
const base64 = { type: 'string', contentEncoding: 'base64' }

describe('the body of an operation', () => {
  const schema = { type: 'object', properties: { a: text, f: { type: 'string', format: 'binary' } }, required: ['a'] }
  const some = { schema: { type: 'object', properties: { a: text } } }

  it.each<[string, object, string]>([
    [
      'JSON',
      { 'text/plain': some, 'application/x-www-form-urlencoded': some, 'application/json': some },
      'json application/json',
    ],
    [
      'JSON, before other JSON',
      { 'application/x+json': some, 'application/json; charset=utf-8': some, 'application/json': some },
      'json application/json',
    ],
    [
      'a form',
      { 'multipart/form-data': some, 'application/x-www-form-urlencoded': some },
      'form application/x-www-form-urlencoded',
    ],
    [
      'parts, if there is a file',
      { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } },
      'multipart multipart/form-data',
    ],
    ['text, before bytes', { 'image/png': {}, 'text/csv': {} }, 'text text/csv'],
    ['text that looks like something else', { 'application/xml': {} }, 'text application/xml'],
    ['bytes', { 'application/octet-stream': {} }, 'binary application/octet-stream'],
    ['any text', { 'text/*': {} }, 'text text/plain'],
    ['anything', { '*/*': {} }, 'json application/json'],
  ])('is %s', (_, content, expected) => {
    const { request, said } = bodyOf(content)
    expect([`${request.content?.kind} ${request.content?.mediaType}`, said]).toEqual([expected, []])
  })

  it.each([['multipart/mixed'], ['image/*'], ['nonsense']])('cannot be %s', (type) => {
    expect(bodyOf({ [type]: {} }).said).toEqual(['api.yaml openapi/sendable-body /paths/~1x/post/requestBody/content'])
  })

  it('cannot go with GET, unless it may be left out', () => {
    const get = (requestBody: object) =>
      contractOf(document({ '/x': { get: { operationId: 'op', requestBody, responses: {} } } }), 'op')
    const content = { 'application/json': some }
    expect(get({ content, required: true }).said).toEqual(['api.yaml openapi/sendable-body /paths/~1x/get/requestBody'])
    expect([get({ content }).said, get({ content }).request.body]).toEqual([[], 'none'])
  })

  it('may go with DELETE', () => {
    const requestBody = { content: { 'application/json': some } }
    const api = document({ '/x': { delete: { operationId: 'op', requestBody, responses: {} } } })
    expect(contractOf(api, 'op').request).toMatchObject({ method: 'DELETE', body: 'fields' })
  })

  it('is a form with the fields of the input, written as its encoding says', () => {
    const encoding = {
      a: { style: 'deepObject', explode: true },
      b: { explode: false },
      c: { contentType: 'application/json' },
      d: { style: 'pipeDelimited' },
      e: { allowReserved: true },
    }
    const properties = { a: { type: 'object' }, b: { type: 'array' }, f: text }
    const content = { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties }, encoding } }
    const { request, input } = bodyOf(content, { required: true })
    expect(Object.keys((input as { properties: object }).properties)).toEqual(['a', 'b', 'f'])
    expect(request.content).toEqual({
      kind: 'form',
      mediaType: 'application/x-www-form-urlencoded',
      required: true,
      fields: [
        { name: 'a', style: 'deepObject', explode: true },
        { name: 'b', style: 'form', explode: false },
        { name: 'c', contentType: 'application/json' },
        { name: 'd', style: 'pipeDelimited', explode: false },
        { name: 'e', style: 'form', explode: true, allowReserved: true },
      ],
    })
  })

  it('has files in its parts, which are base64', async () => {
    const schemas = { File: { type: 'string', format: 'binary', maxLength: 1 } }
    const properties = {
      one: { $ref: '#/components/schemas/File' },
      more: { type: 'array', items: { type: 'string', format: 'binary' } },
      image: { contentMediaType: 'image/png' },
      said: {},
      encoded: { type: 'string', contentEncoding: 'base64' },
      json: { type: 'object', contentMediaType: 'application/json' },
      name: text,
    }
    const media = { schema: { type: 'object', properties }, encoding: { said: { contentType: 'image/png, image/*' } } }
    const api = { ...post({ requestBody: { content: { 'multipart/form-data': media } } }), components: { schemas } }
    const { request, input } = contractOf(api, 'op')
    expect(request.content?.fields).toEqual([
      { name: 'one', isFile: true },
      { name: 'more', isFile: true },
      { name: 'image', isFile: true },
      { name: 'said', contentType: 'image/png, image/*', isFile: true },
    ])
    expect(input).toMatchObject({ properties: { one: base64, more: { items: base64 }, image: base64, said: base64 } })
    expect(await fits(input, { one: 'AAAA', more: ['AAAA'], name: 'x' })).toBe(true)
  })

  it('is one value where it is text or bytes', () => {
    const input = (content: object) => bodyOf(content, { required: true }).input
    const whole = (schema: object) => ({ type: 'object', properties: { body: schema }, required: ['body'] })
    expect(input({ 'text/csv': { schema: { type: 'string', minLength: 1 } } })).toEqual(
      whole({ type: 'string', minLength: 1 }),
    )
    expect(input({ 'application/xml': { schema: { type: 'object', title: 'T' } } })).toEqual(
      whole({ ...text, title: 'T' }),
    )
    expect(input({ 'image/png': { schema: { type: 'string', format: 'binary' } } })).toEqual(whole(base64))
  })
})

describe('the answer of an operation', () => {
  it('is JSON where it can be', () => {
    const content = { 'text/html': {}, 'application/hal+json': { schema: { type: 'integer' } } }
    expect(outputOf(content)).toEqual([{ type: 'integer' }, { kind: 'json', mediaType: 'application/hal+json' }, []])
  })

  it('may be text, or bytes', () => {
    expect(outputOf({ 'text/event-stream': { schema: { type: 'object' } } })).toEqual([
      text,
      { kind: 'text', mediaType: 'text/event-stream' },
      [],
    ])
    expect(outputOf({ 'image/*': {} })).toEqual([base64, { kind: 'binary', mediaType: 'image/*' }, []])
  })

  it('cannot be several parts', () => {
    expect(outputOf({ 'multipart/mixed': {} })).toEqual([
      { type: 'null' },
      undefined,
      ['api.yaml openapi/sendable-body /paths/~1x/post/responses/200/content'],
    ])
  })
})

describe('the parameters of an operation', () => {
  it('are written as they say, and where nothing is said, as the specification says', () => {
    const parameters = [
      parameter('a', 'query'),
      parameter('b', 'query', { style: 'spaceDelimited' }),
      parameter('c', 'query', { style: 'deepObject', explode: true, allowReserved: true }),
      parameter('d', 'header'),
      parameter('e', 'header', { explode: true }),
      parameter('f', 'cookie', { explode: false }),
      { name: 'g', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
    ]
    const { request, input } = contractOf(post({ parameters }), 'op')
    const at = (name: string, place: string, rest: object) => ({ name, in: place, required: false, ...rest })
    expect(request.parameters).toEqual([
      at('a', 'query', { explode: true }),
      at('b', 'query', { style: 'spaceDelimited', explode: false }),
      at('c', 'query', { style: 'deepObject', explode: true, allowReserved: true }),
      at('d', 'header', { explode: false }),
      at('e', 'header', { explode: true }),
      at('f', 'cookie', { explode: false }),
      at('g', 'query', { explode: true, isJson: true }),
    ])
    expect(input).toMatchObject({ properties: { g: { type: 'object' } } })
  })

  it('are not those headers that the call has in any case', () => {
    const parameters = ['Accept', 'content-type', 'Authorization', 'X-Other'].map((name) => parameter(name, 'header'))
    const { request, input } = contractOf(post({ parameters }), 'op')
    expect([
      request.parameters.map(({ name }) => name),
      Object.keys((input as { properties: object }).properties),
    ]).toEqual([['X-Other'], ['X-Other']])
  })

  it('cannot be a header of a part that must be there', () => {
    const said = (required: boolean) =>
      bodyOf({
        'multipart/form-data': {
          schema: { type: 'object', properties: { a: { type: 'string', format: 'binary' } } },
          encoding: { a: { headers: { 'X-Part': { required, schema: text }, 'Content-Type': { required: true } } } },
        },
      }).said
    expect(said(false)).toEqual([])
    expect(said(true)).toEqual([
      'api.yaml openapi/sendable-body /paths/~1x/post/requestBody/content/multipart~1form-data/encoding/a/headers/X-Part',
    ])
  })

  it('cannot be a query as a whole', () => {
    const parameters = [{ name: 'q', in: 'querystring', content: { 'application/json': {} } }]
    expect(contractOf({ ...post({ parameters }), openapi: '3.2.0' }, 'op').said).toEqual([
      'api.yaml openapi/sendable-body /paths/~1x/post/parameters/0/in',
    ])
  })
})

describe('the server of an operation', () => {
  const servers = (url: string, variables?: object) => ({ servers: [{ url, ...(variables && { variables }) }] })
  const api = (...[root, item, own]: (object | undefined)[]) =>
    document({ '/x': { ...item, post: { operationId: 'op', responses: {}, ...own } } }, root)

  it.each<[string, (object | undefined)[], string | undefined]>([
    [
      'its own',
      [servers('https://a.example'), servers('https://b.example'), servers('https://c.example')],
      'https://c.example',
    ],
    ['that of its path', [servers('https://a.example'), servers('https://b.example')], 'https://b.example'],
    ['that of the document', [servers('https://a.example/v1')], 'https://a.example/v1'],
    [
      'one with variables that have defaults',
      [servers('https://{r}.example', { r: { default: 'eu' } })],
      'https://eu.example',
    ],
    ['none where a variable has none', [servers('https://{r}.example')], undefined],
    ['none where the address is not whole', [servers('https://{r}', { r: { default: '' } })], undefined],
    ['none where it is relative', [servers('/v1')], undefined],
  ])('is %s', (_, given, expected) => {
    expect(contractOf(api(...given), 'op').request.server).toBe(expected)
  })
})
