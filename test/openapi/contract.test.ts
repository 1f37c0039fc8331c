import { describe, expect, it } from 'vitest'
import { openOpenApi } from '#core/openapi'
import { contractOf, document, fits, json, parameter, post } from './contract-of.ts'

describe('the input of an operation', () => {
  it('is flat: parameters of the path item and its own, and the fields of the body', () => {
    const api = document({
      '/x/{id}': {
        parameters: [parameter('id', 'path'), parameter('q', 'query', { required: true })],
        post: {
          operationId: 'op',
          parameters: [parameter('q', 'query', { schema: { type: 'integer' } })],
          requestBody: { required: true, ...json({ type: 'object', required: ['a'], properties: { a: {}, b: true } }) },
          responses: {},
        },
      },
    })
    const { input, request, said } = contractOf(api, 'op')
    expect(input).toEqual({
      type: 'object',
      properties: { id: { type: 'string' }, q: { type: 'integer' }, a: {}, b: true },
      required: ['id', 'a'],
    })
    expect([request.method, request.path, request.body, request.parameters.map(({ name }) => name), said]).toEqual([
      'POST',
      '/x/{id}',
      'fields',
      ['id', 'q'],
      [],
    ])
  })

  it.each([
    ['a list', { type: 'array', items: { type: 'string' } }],
    ['a text', { type: 'string' }],
    ['anything', true],
    ['nothing known', undefined],
  ])('has a body that is no object under `body`: %s', (_, schema) => {
    const { input, request } = contractOf(post({ requestBody: { required: true, ...json(schema) } }), 'op')
    expect([request.body, input]).toEqual([
      'whole',
      { type: 'object', properties: { body: schema ?? true }, required: ['body'] },
    ])
  })

  it('needs no body that is optional', () => {
    const { input } = contractOf(
      post({ requestBody: json({ type: 'object', required: ['a'], properties: { a: {} } }) }),
      'op',
    )
    expect(input).toEqual({ type: 'object', properties: { a: {} } })
  })

  it('has the fields of all parts of a body', () => {
    const part = { properties: { b: {} }, required: ['b'] }
    const schema = { allOf: [{ $ref: '#/components/schemas/A' }, part], properties: { c: {} } }
    const api = {
      ...post({ requestBody: { required: true, ...json(schema) } }),
      components: { schemas: { A: { type: 'object', properties: { a: {} } } } },
    }
    expect(contractOf(api, 'op').input).toEqual({
      type: 'object',
      properties: { c: {}, a: {}, b: {} },
      required: ['b'],
    })
  })

  it('keeps a choice of bodies as a choice', async () => {
    const choice = {
      oneOf: [
        { type: 'object', properties: { a: {} }, required: ['a'] },
        { type: 'object', properties: { b: {} }, required: ['b'] },
      ],
    }
    const { input } = contractOf(
      post({
        parameters: [parameter('q', 'query', { required: true })],
        requestBody: { required: true, ...json(choice) },
      }),
      'op',
    )
    expect([await fits(input, { q: 'x', a: 1 }), await fits(input, { q: 'x' }), await fits(input, { a: 1 })]).toEqual([
      true,
      false,
      false,
    ])
  })

  it.each([
    [
      'a parameter and a field',
      { parameters: [parameter('a', 'query')], requestBody: json({ properties: { a: {} } }) },
      '/paths/~1x/post/requestBody/content/application~1json/schema/properties/a',
    ],
    [
      'two parameters',
      { parameters: [parameter('a', 'query'), parameter('a', 'header')] },
      '/paths/~1x/post/parameters/1',
    ],
    [
      'a parameter and the body',
      { parameters: [parameter('body', 'query')], requestBody: json({ type: 'string' }) },
      '/paths/~1x/post/requestBody/content/application~1json/schema',
    ],
  ])('cannot have one name for %s', (_, operation, pointer) => {
    expect(contractOf(post(operation), 'op').said).toEqual([`api.yaml openapi/distinct-input-names ${pointer}`])
  })

  it.each(['__proto__', 'constructor', 'toString'])('may have a field called %s', async (name) => {
    const properties = JSON.parse(`{"${name}": {"type": "integer"}}`) as object
    const { input } = contractOf(
      post({ requestBody: { required: true, ...json({ type: 'object', properties, required: [name] }) } }),
      'op',
    )
    expect([await fits(input, JSON.parse(`{"${name}": 1}`)), await fits(input, {})]).toEqual([true, false])
  })

  it.each(['application/json; charset=utf-8', 'application/vnd.x+json', 'Application/JSON', '*/*'])(
    'may be %s',
    (type) => {
      expect(
        contractOf(post({ requestBody: { content: { [type]: { schema: { type: 'string' } } } } }), 'op'),
      ).toMatchObject({
        request: { body: 'whole' },
        said: [],
      })
    },
  )
})

describe('the output of an operation', () => {
  const output = (responses: object) => contractOf(post({ responses }), 'op').output

  it.each<[string, object, unknown]>([
    [
      'of the first success',
      { 404: json({ const: 4 }), 201: json({ const: 1 }), 200: json({ const: 0 }) },
      { const: 0 },
    ],
    ['of any success', { '2XX': json({ const: 2 }), default: json({ const: 9 }) }, { const: 2 }],
    ['otherwise of the default', { default: json({ const: 9 }), 400: json({ const: 4 }) }, { const: 9 }],
    ['null where there is no content', { 204: { description: 'x' } }, { type: 'null' }],
    ['null where nothing is said', {}, { type: 'null' }],
  ])('is that %s', (_, responses, expected) => {
    expect(output(responses)).toEqual(expected)
  })
})

describe('versions of OpenAPI', () => {
  it('3.0 has nullable and exclusive limits that are flags', async () => {
    const schema = {
      type: 'object',
      properties: {
        n: { type: 'integer', nullable: true, minimum: 1, exclusiveMinimum: true },
        r: { nullable: true, allOf: [{ type: 'string' }] },
        e: { type: 'string', enum: ['a'], nullable: true },
      },
    }
    const { output } = contractOf({ ...post({ responses: { 200: json(schema) } }), openapi: '3.0.3' }, 'op')
    const all = await Promise.all(
      [{ n: null }, { n: 2 }, { r: null }, { e: null }, { n: 1 }, { r: 1 }, { e: 'b' }].map((value) =>
        fits(output, value),
      ),
    )
    expect(all).toEqual([true, true, true, true, false, false, false])
  })

  it('3.1 has lists of types', async () => {
    const { output } = contractOf(
      post({ responses: { 200: json({ type: ['integer', 'null'], exclusiveMinimum: 1 }) } }),
      'op',
    )
    expect([await fits(output, null), await fits(output, 2), await fits(output, 1)]).toEqual([true, true, false])
  })

  it('2.0 has bodies and schemas elsewhere', () => {
    const api = {
      swagger: '2.0',
      info: {},
      host: 'api.example',
      basePath: '/v1',
      schemes: ['https'],
      paths: {
        '/x': {
          post: {
            operationId: 'op',
            parameters: [
              { name: 'n', in: 'query', type: 'integer', required: true },
              { name: 'whatever', in: 'body', required: true, schema: { type: 'object', properties: { a: {} } } },
            ],
            responses: { 200: { schema: { type: 'string' } } },
          },
        },
      },
    }
    const { input, output, request } = contractOf(api, 'op')
    expect([input, output, request.server]).toEqual([
      { type: 'object', properties: { n: { type: 'integer' }, a: {} }, required: ['n'] },
      { type: 'string' },
      'https://api.example/v1',
    ])
  })

  it.each(['4.0.0', '3', '1.2', 3.1])('%s is not always known', (openapi) => {
    const { document: opened, findings } = openOpenApi(
      { file: 'a', pointer: '' },
      { openapi, info: {}, paths: {} },
      () => undefined,
    )
    expect(openapi === 3.1 ? opened?.version : findings.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(
      openapi === 3.1 ? '3.1' : ['openapi/known-version /openapi'],
    )
  })
})

describe('operations', () => {
  const api = document({
    '/x/{id}': { get: { responses: {} }, 'x-y': 1, summary: 'x' },
    '/y': { get: { operationId: 'y', responses: {} }, post: { operationId: 'y', responses: {} } },
  })

  it('without an operationId are found by pointer', () => {
    expect(contractOf(api, '/paths/~1x~1{id}/get').request).toMatchObject({ method: 'GET', path: '/x/{id}' })
  })

  it('of one id are reported', () => {
    expect(contractOf(api, 'y').said).toEqual(['api.yaml openapi/unique-operation-id /paths/~1y/post/operationId'])
  })
})
