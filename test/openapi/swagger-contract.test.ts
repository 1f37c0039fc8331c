import { describe, expect, it } from 'vitest'
import { contractOf, fits } from './contract-of.ts'

/** A document with one operation, `op`. */
const post = (operation: object, rest: object = {}) => ({
  swagger: '2.0',
  info: {},
  paths: { '/x': { post: { operationId: 'op', responses: {}, ...operation } } },
  ...rest,
})
const form = (name: string, rest: object = {}) => ({ name, in: 'formData', type: 'string', ...rest })

it('a list of lists cannot be sent', () => {
  const list = { type: 'array', items: { type: 'string' } }
  const parameter = (items: object) => ({ name: 'm', in: 'query', type: 'array', collectionFormat: 'pipes', items })
  expect(contractOf(post({ parameters: [parameter(list.items)] }), 'op').said).toEqual([])
  expect(contractOf(post({ parameters: [parameter(list)] }), 'op').said).toEqual([
    'api.yaml openapi/sendable-body /paths/~1x/post/parameters/0/items',
  ])
})

describe('a form of Swagger 2.0', () => {
  it('gives its fields to the input', () => {
    const parameters = [
      { name: 'q', in: 'query', type: 'string' },
      form('a', { required: true }),
      form('n', { type: 'integer' }),
    ]
    const { input, request, said } = contractOf(post({ parameters }), 'op')
    expect([input, request.body, request.content, request.parameters.map(({ name }) => name), said]).toEqual([
      {
        type: 'object',
        properties: { q: { type: 'string' }, a: { type: 'string' }, n: { type: 'integer' } },
        required: ['a'],
      },
      'fields',
      { kind: 'form', mediaType: 'application/x-www-form-urlencoded', required: true },
      ['q'],
      [],
    ])
  })

  it('has several parts if one is a file, which is base64', () => {
    const consumes = ['application/x-www-form-urlencoded', 'multipart/form-data']
    const parameters = [form('f', { type: 'file', description: 'The photo.' }), form('a')]
    const { input, request } = contractOf(post({ parameters, consumes }), 'op')
    expect([input, request.content]).toEqual([
      {
        type: 'object',
        properties: {
          f: { type: 'string', contentEncoding: 'base64', description: 'The photo.' },
          a: { type: 'string' },
        },
      },
      {
        kind: 'multipart',
        mediaType: 'multipart/form-data',
        required: false,
        fields: [{ name: 'f', isFile: true }],
      },
    ])
  })

  it.each([
    ['its own type', ['multipart/form-data'], ['application/x-www-form-urlencoded'], 'multipart/form-data'],
    ['that of the document', undefined, ['multipart/form-data'], 'multipart/form-data'],
    ['the usual', undefined, undefined, 'application/x-www-form-urlencoded'],
    ['the usual, if others make no form', ['application/json'], undefined, 'application/x-www-form-urlencoded'],
  ])('is of %s', (...[, own, global, expected]) => {
    const operation = { parameters: [form('a')], ...(own && { consumes: own }) }
    const { request } = contractOf(post(operation, global && { consumes: global }), 'op')
    expect(request.content?.mediaType).toBe(expected)
  })

  it.each([
    [undefined, { style: 'form', explode: false }],
    ['csv', { style: 'form', explode: false }],
    ['ssv', { style: 'spaceDelimited', explode: false }],
    ['tsv', { style: 'tabDelimited', explode: false }],
    ['pipes', { style: 'pipeDelimited', explode: false }],
    ['multi', { style: 'form', explode: true }],
  ])('and a query have lists as the collectionFormat %s says', (collectionFormat, expected) => {
    const list = { type: 'array', items: { type: 'string' }, ...(collectionFormat && { collectionFormat }) }
    const { request, input } = contractOf(
      post({ parameters: [form('l', list), { name: 'q', in: 'query', ...list }] }),
      'op',
    )
    const { style, explode } = expected
    expect(request.content?.fields).toEqual([{ name: 'l', style, explode }])
    expect(request.parameters).toEqual([
      { name: 'q', in: 'query', required: false, explode, ...(style === 'form' ? {} : { style }) },
    ])
    const schema = { type: 'array', items: { type: 'string' } }
    expect(input).toEqual({ type: 'object', properties: { q: schema, l: schema } })
  })
})

describe('Swagger 2.0', () => {
  it('says with x-nullable what may be null', async () => {
    const A = { type: 'object', properties: { a: { type: 'string', 'x-nullable': true }, b: { type: 'string' } } }
    const parameters = [{ name: 'b', in: 'body', required: true, schema: { $ref: '#/definitions/A' } }]
    const { input } = contractOf(post({ parameters }, { definitions: { A } }), 'op')
    expect([await fits(input, { a: null }), await fits(input, { b: null })]).toEqual([true, false])
  })

  it.each<[string, object, string | undefined]>([
    [
      'https, if there is a choice',
      { host: 'a.example', schemes: ['http', 'https'], basePath: '/v1' },
      'https://a.example/v1',
    ],
    ['what there is', { host: 'a.example:8080', schemes: ['ws', 'http'] }, 'http://a.example:8080'],
    ['https, if nothing is said', { host: 'a.example', basePath: '/' }, 'https://a.example/'],
    ['nowhere without a host', { basePath: '/v1' }, undefined],
    ['nowhere that HTTP cannot reach', { host: 'a.example', schemes: ['ws'] }, undefined],
  ])('has its service at %s', (_, head, server) => {
    expect(contractOf(post({}, head), 'op').request.server).toBe(server)
  })

  it.each<[string, object, object, unknown]>([
    [
      'JSON',
      {},
      { schema: { type: 'integer' } },
      [{ type: 'integer' }, { kind: 'json', mediaType: 'application/json' }],
    ],
    [
      'JSON among others',
      { produces: ['application/xml', 'application/json'] },
      { schema: { type: 'integer' } },
      [{ type: 'integer' }, { kind: 'json', mediaType: 'application/json' }],
    ],
    [
      'a text',
      { produces: ['application/xml'] },
      { schema: { type: 'object', properties: {} } },
      [{ type: 'string' }, { kind: 'text', mediaType: 'application/xml' }],
    ],
    [
      'a file',
      { produces: ['application/pdf'] },
      { schema: { type: 'file' } },
      [
        { type: 'string', contentEncoding: 'base64' },
        { kind: 'binary', mediaType: 'application/pdf' },
      ],
    ],
    [
      'a file of any type',
      {},
      { schema: { type: 'file' } },
      [
        { type: 'string', contentEncoding: 'base64' },
        { kind: 'binary', mediaType: '*/*' },
      ],
    ],
    ['nothing', { produces: ['application/json'] }, {}, [{ type: 'null' }, undefined]],
  ])('answers with %s', (...[, operation, response, expected]) => {
    const { output, request } = contractOf(post({ ...operation, responses: { 200: response } }), 'op')
    expect([output, request.response]).toEqual(expected)
  })

  it.each([
    [undefined, 'json', 'application/json'],
    [['application/xml', 'application/vnd.x+json'], 'json', 'application/vnd.x+json'],
    [['text/plain'], 'text', 'text/plain'],
    [['application/octet-stream'], 'binary', 'application/octet-stream'],
  ])('takes a body as %j', (consumes, kind, mediaType) => {
    const parameters = [{ name: 'b', in: 'body', required: true, schema: { type: 'string' } }]
    const { request, input } = contractOf(post({ parameters, ...(consumes && { consumes }) }), 'op')
    expect([request.content, Object.keys((input as { properties: object }).properties)]).toEqual([
      { kind, mediaType, required: true },
      ['body'],
    ])
  })
})
