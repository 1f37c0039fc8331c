import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import { check } from './check-of.ts'

const ok = { description: 'ok' }
const head = { swagger: '2.0', info: { title: 'T', version: '1' } }
const query = (name: string) => ({ name, in: 'query', type: 'string' })
const body = (name: string, schema: object = { type: 'object' }) => ({ name, in: 'body', schema })
const form = (name: string, type = 'string') => ({ name, in: 'formData', type })
const inPath = (name: string) => ({ name, in: 'path', required: true, type: 'string' })
const ref = (to: string) => ({ $ref: to })

/** A document with one operation. */
const post = (operation: object, rest: object = {}, path = '/x') => ({
  ...head,
  paths: { [path]: { post: { responses: { 200: ok }, ...operation } } },
  ...rest,
})
const taking = (...parameters: object[]) => post({ parameters })

describe('a document of Swagger 2.0', () => {
  it.each<[string, object, string]>([
    [
      'a path parameter that is not declared',
      post({}, {}, '/x/{id}'),
      'openapi/declared-path-parameters /paths/~1x~1{id}/post',
    ],
    [
      'a name that is twice in the path',
      post({ parameters: [inPath('id')] }, {}, '/{id}/{id}'),
      'openapi/declared-path-parameters /paths/~1{id}~1{id}',
    ],
    [
      'a path parameter that is not in the path',
      taking(inPath('id')),
      'openapi/used-path-parameters /paths/~1x/post/parameters/0',
    ],
    [
      'a parameter that is there twice',
      taking(query('a'), { ...query('a'), description: 'again' }),
      'openapi/distinct-parameters /paths/~1x/post/parameters/1',
    ],
    ['two bodies', taking(body('a'), query('q'), body('b')), 'openapi/valid-semantics /paths/~1x/post/parameters/2'],
    ['a body beside a form', taking(form('f'), body('b')), 'openapi/valid-semantics /paths/~1x/post/parameters/1'],
    ['a file in no form', taking(form('a'), form('f', 'file')), 'openapi/valid-semantics /paths/~1x/post/parameters/1'],
    [
      'a list of which nothing is said',
      taking(body('b', { type: 'array' })),
      'openapi/valid-semantics /paths/~1x/post',
    ],
    [
      'a status that there is not',
      post({ responses: { 200: ok, 999: ok } }),
      'openapi/valid-semantics /paths/~1x/post/responses/999',
    ],
    [
      'a required property that does not exist',
      post({}, { definitions: { A: { type: 'object', required: ['a', 'b'], properties: { a: {} } } } }),
      'openapi/required-properties-exist /definitions/A/required/1',
    ],
    [
      'an operationId that is there twice',
      {
        ...head,
        paths: {
          '/x': { get: { operationId: 'a', responses: { 200: ok } } },
          '/y': { get: { operationId: 'a', responses: { 200: ok } } },
        },
      },
      'openapi/unique-operation-id /paths/~1y/get/operationId',
    ],
  ])('has %s reported, as swagger-parser refuses it', async (_, api, expected) => {
    const found = await check(api as Record<string, unknown>)
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([expected])
    expect(found[0]?.severity).toBe('error')
    await expect(SwaggerParser.validate(structuredClone(api) as never)).rejects.toThrow()
  })

  it.each<[string, object]>([
    ['one body', taking(body('a'), query('a'))],
    ['a form with a file', post({ consumes: ['multipart/form-data'], parameters: [form('a'), form('f', 'file')] })],
    [
      'the same for the whole document',
      post({ parameters: [form('f', 'file')] }, { consumes: ['multipart/form-data'] }),
    ],
    [
      'a parameter of the path item replaced',
      {
        ...head,
        paths: { '/{id}': { parameters: [inPath('id')], get: { parameters: [inPath('id')], responses: { 200: ok } } } },
      },
    ],
    [
      'properties of what it inherits',
      post(
        {},
        {
          definitions: {
            A: { type: 'object', allOf: [ref('#/definitions/B')], required: ['b'] },
            B: { type: 'object', properties: { b: {} } },
          },
        },
      ),
    ],
    [
      'a property with a name of JavaScript',
      post(
        {},
        {
          definitions: {
            A: {
              type: 'object',
              required: ['hasOwnProperty', 'constructor'],
              properties: { hasOwnProperty: {}, constructor: {} },
            },
          },
        },
      ),
    ],
  ])('may have %s', async (_, api) => {
    expect(await check(api as Record<string, unknown>)).toEqual([])
  })

  it('has all its faults reported, not only the first', async () => {
    const paths = {
      '/a/{id}': { get: { parameters: [body('a'), body('b')], responses: { 200: ok, 999: ok, 998: ok } } },
      '/b': { get: { parameters: [form('f', 'file')], responses: { 200: ok } } },
      '/c': { get: { parameters: [{ name: 'c', in: 'query' }], responses: { 999: ok } } },
    }
    const definitions = {
      A: { type: 'object', required: ['a', 'b'] },
      B: { type: 'object', required: ['a'], properties: { a: {} } },
      C: { type: 'object', required: ['constructor'] },
    }
    const found = await check({ ...head, paths, definitions })
    // What the structure lacks is not said again.
    expect(found.filter(({ code }) => code !== 'openapi/valid-structure').map(({ pointer }) => pointer)).toEqual([
      '/paths/~1a~1{id}/get',
      '/paths/~1a~1{id}/get/parameters/1',
      '/paths/~1a~1{id}/get/responses/998',
      '/paths/~1a~1{id}/get/responses/999',
      '/paths/~1b/get/parameters/0',
      '/paths/~1c/get/responses/999',
      '/definitions/A/required/0',
      '/definitions/A/required/1',
      '/definitions/C/required/0',
    ])
    expect(found.find(({ pointer }) => pointer.endsWith('/998'))?.message).toBe(
      'The response 998 of GET /a/{id} has an invalid response code (998).',
    )
  })

  it('is looked at in all its files', async () => {
    const files = {
      'parameters.yaml': { Body: body('b'), Other: body('o') },
      'schemas.yaml': {
        A: { type: 'object', required: ['x', 'b'], allOf: [ref('#/B')] },
        B: { properties: { b: {} } },
      },
    }
    const api = post(
      { parameters: [ref('parameters.yaml#/Body'), ref('parameters.yaml#/Other')] },
      { definitions: { A: ref('schemas.yaml#/A') } },
    )
    const found = await check(api, files)
    expect(found.map(({ file, code, pointer }) => `${file} ${code} ${pointer}`)).toEqual([
      'parameters.yaml openapi/valid-semantics /Other',
      'schemas.yaml openapi/required-properties-exist /A/required/0',
    ])
  })
})

describe('references that multiply', () => {
  const names = Array.from({ length: 60 }, (_, index) => `D${index}`)
  const definitions = Object.fromEntries(
    names.map((name, index) => {
      const next = Array.from({ length: 10 }, () => ref(`#/definitions/${names[index + 1] ?? 'Last'}`))
      const properties = Object.fromEntries(next.map((each, at) => [`p${at}`, each]))
      return [name, { type: 'object', required: ['none', 'last'], properties, allOf: next }]
    }),
  )

  it('are counted once each', { timeout: 10_000 }, async () => {
    const Last = { type: 'object', properties: { last: {} } }
    const began = performance.now()
    const found = await check(
      post({ parameters: [body('a', ref('#/definitions/D0'))] }, { definitions: { ...definitions, Last } }),
    )
    expect(found.map(({ pointer }) => pointer)).toEqual(names.map((name) => `/definitions/${name}/required/0`))
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('may lead in circles', async () => {
    const A = { type: 'object', required: ['a'], allOf: [ref('#/definitions/B')] }
    const B = { type: 'object', required: ['b'], allOf: [ref('#/definitions/A')], properties: { a: {} } }
    const found = await check(post({}, { definitions: { A, B } }))
    expect(found.map(({ pointer }) => pointer)).toEqual(['/definitions/B/required/0'])
  })

  it('are given up beyond a limit, which is said', async () => {
    const long = Array.from({ length: 1_500 }, (_, index) => [
      `D${index}`,
      { type: 'object', required: ['none'], allOf: [ref(`#/definitions/D${(index + 1) % 1_500}`)] },
    ])
    const found = await check(post({}, { definitions: Object.fromEntries(long) }))
    expect(found.filter(({ code }) => code === 'openapi/within-limits')).toHaveLength(1)
  })
})

describe('swagger-parser', () => {
  it('changes nothing and loads nothing', async () => {
    const api = post(
      {
        parameters: [
          body('a', ref('http://127.0.0.1:9/x.json')),
          body('b', ref('file:///etc/passwd')),
          body('c', ref('../../x')),
        ],
      },
      { definitions: { A: { type: 'object', required: ['a'], allOf: [ref('file:///etc/hosts')] } } },
    )
    const before = structuredClone(api)
    const found = await check(api)
    expect(api).toEqual(before)
    expect(found.map(({ code }) => code).sort()).toEqual([
      'openapi/required-properties-exist',
      'openapi/valid-semantics',
      ...Array.from({ length: 3 }, () => 'references/ref-resolves'),
      'references/remote-allowed',
    ])
  })
})
