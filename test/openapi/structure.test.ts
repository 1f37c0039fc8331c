import { describe, expect, it } from 'vitest'
import { check } from './check-of.ts'

const info = { title: 'T', version: '1' }
const told = async (api: Readonly<Record<string, unknown>>) =>
  (await check({ info, paths: {}, ...api })).map(({ pointer, target, message, hint = '' }) => {
    const [, meant = ''] = /Did you mean "(.*)"/.exec(hint) ?? []
    return [pointer, target, message.replace(/^.* › \S+ /, ''), meant]
  })
const unexpected = (pointer: string, meant = '') => [pointer, 'key', 'is not expected here.', meant]

describe.each(['3.0.3', '3.1.0', '3.2.0'])('in OpenAPI %s', (openapi) => {
  it('a key that nobody knows is found whatever else is wrong around it, and inside of what holds it', async () => {
    const responses = { 200: { description: 'x', contents: {}, content: { 'a/b': { shema: {} } } }, banana: {} }
    const parameters = [{ name: 'q', in: 'query', requird: true, schema: { type: 'strin' } }]
    const get = { sumary: 'x', parameters, responses }
    const paths = { '/x': { get, banana: {} }, noslash: {} }
    expect((await told({ openapi, paths, info: { ...info, bogus: 1 } })).sort()).toEqual(
      [
        unexpected('/info/bogus'),
        unexpected('/paths/noslash'),
        unexpected('/paths/~1x/banana'),
        unexpected('/paths/~1x/get/sumary', 'summary'),
        unexpected('/paths/~1x/get/parameters/0/requird', 'required'),
        ['/paths/~1x/get/parameters/0/schema/type', 'value', expect.stringContaining('must be one of'), 'string'],
        unexpected('/paths/~1x/get/responses/200/content/a~1b/shema', 'schema'),
        unexpected('/paths/~1x/get/responses/200/contents'),
        unexpected('/paths/~1x/get/responses/banana'),
      ].sort(),
    )
  })

  it('a key that stands beside the fault that hides it is not taken for unknown', async () => {
    const parameters = [{ name: 'q', in: 'query', style: 7, schema: { type: 'string' }, 'x-mine': 1 }]
    const found = await told({
      openapi,
      paths: { '/x': { get: { parameters, responses: { 200: { description: 'x' } } } } },
    })
    expect(found.map(([pointer]) => pointer)).toEqual(['/paths/~1x/get/parameters/0/style'])
  })

  it('a way to authenticate is judged by its type alone', async () => {
    const securitySchemes = {
      a: { type: 'http', nam: 'x' },
      b: { type: 'apiKey', name: 'x', in: 'header', scheme: 'basic' },
      c: { type: 'oauth2', flows: { implicit: { scopes: {} } } },
      d: { type: 'banana' },
    }
    const found = await told({ openapi, components: { securitySchemes } })
    const at = (pointer: string) => `/components/securitySchemes/${pointer}`
    expect(found.map(([pointer]) => pointer).sort()).toEqual(
      [at('a'), at('a/nam'), at('b/scheme'), at('c/flows/implicit'), at('d/type')].sort(),
    )
  })
})

describe.each(['3.1.0', '3.2.0'])('in OpenAPI %s', (openapi) => {
  it('a name that is not allowed is found where it stands, once', async () => {
    expect(await told({ openapi, components: { schemas: { 'a b': { type: 'object' } } } })).toEqual([
      ['/components/schemas/a b', 'key', expect.stringContaining('is no valid name: it must match the pattern'), ''],
    ])
  })
})

describe('in Swagger 2.0', () => {
  it('a way to authenticate is judged by its type and its flow alone', async () => {
    const securityDefinitions = {
      a: { type: 'basic', nam: 'x' },
      b: { type: 'apiKey', name: 'x', in: 'cookie' },
      c: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'https://example.org', scopes: {}, bogus: 1 },
      d: { type: 'oauth2', flow: 'banana', scopes: {} },
      e: { type: 'http', scheme: 'basic' },
      f: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://example.org', scopes: {} },
    }
    const found = await told({ swagger: '2.0', securityDefinitions })
    const at = (pointer: string) => `/securityDefinitions/${pointer}`
    expect(found.map(([pointer]) => pointer).sort()).toEqual([
      ...[at('a/nam'), at('b/in'), at('c/bogus'), at('d/flow'), at('e/type'), at('f')],
    ])
  })
})

describe('what the validator says is put into words', () => {
  const messages = async (api: Readonly<Record<string, unknown>>) => (await told(api)).map(([, , message]) => message)

  it('of a schema that is neither an object nor true or false', async () => {
    expect(await messages({ openapi: '3.1.0', components: { schemas: { A: 'x' } } })).toEqual([
      'must be an object or true/false.',
    ])
    expect(await messages({ openapi: '3.0.3', components: { schemas: { A: { additionalProperties: 5 } } } })).toEqual([
      'must be an object or true/false.',
    ])
  })

  it('of forms that are wanted, each said once for all branches of a choice', async () => {
    expect(await messages({ swagger: '2.0', definitions: { A: { items: 3 } } })).toEqual([
      'must be an object or a list.',
    ])
    expect(await messages({ openapi: '3.1.0', info: { title: 3, version: '1' }, tags: 'x' })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/must be a string\.$/),
        expect.stringMatching(/must be a list\.$/),
      ]),
    )
  })

  it('of limits', async () => {
    const A = { multipleOf: 0, minLength: -1, required: [] }
    const said = ['must be at least 0.', 'must be more than 0.', 'must have at least one item.']
    expect((await messages({ openapi: '3.0.3', components: { schemas: { A } } })).sort()).toEqual(said)
    expect((await messages({ swagger: '2.0', definitions: { A } })).sort()).toEqual(said)
  })
})
