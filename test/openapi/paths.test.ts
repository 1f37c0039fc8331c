import { describe, expect, it } from 'vitest'
import { check } from './check-of.ts'
import { contractOf } from './contract-of.ts'

const responses = { 200: { description: 'ok' } }
const get = { responses }
const inPath = (name: string, rest: object = {}) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
  ...rest,
})
const query = (name: string) => ({ name, in: 'query', schema: { type: 'string' } })
const ref = (to: string) => ({ $ref: to })

describe.each(['3.0.3', '3.1.0', '3.2.0'])('the paths of a document of version %s', (openapi) => {
  const found = async (paths: object, rest: object = {}, files: Readonly<Record<string, unknown>> = {}) => {
    const findings = await check({ openapi, info: { title: 'T', version: '1' }, paths, ...rest }, files)
    return findings.map(({ file, code, pointer, hint }) => [`${file} ${code} ${pointer}`, hint] as const)
  }
  const places = async (...given: Parameters<typeof found>) => (await found(...given)).map(([place]) => place)

  it('declare the names in them, in the operation or beside it', async () => {
    const paths = {
      '/a/{x}/{y}': { parameters: [inPath('x')], get: { ...get, parameters: [inPath('y')] }, post: get },
      '/b/{x}.{y}': { parameters: [inPath('x'), inPath('y')], get },
      '/c/{x}': { get: { ...get, parameters: [ref('#/components/parameters/X')] } },
    }
    expect(await places(paths, { components: { parameters: { X: inPath('x') } } })).toEqual([
      'api.yaml openapi/declared-path-parameters /paths/~1a~1{x}~1{y}/post',
    ])
  })

  it('lack a name in all operations only once', async () => {
    expect(await places({ '/a/{x}': { get, post: get, put: get } })).toEqual([
      'api.yaml openapi/declared-path-parameters /paths/~1a~1{x}',
    ])
  })

  it('only warn of names, until somebody is bound to such an operation', async () => {
    const paths = { '/a/{x}': { get: { ...get, operationId: 'a' } }, '/b/{x}': { parameters: [inPath('y')], get } }
    const api = { openapi, info: { title: 'T', version: '1' }, paths }
    const findings = await check(api)
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning'])
    expect(contractOf(api, 'a').said).toEqual(['api.yaml openapi/callable-path /paths/~1a~1{x}/get'])
  })

  it('are not satisfied by a parameter elsewhere', async () => {
    expect(await places({ '/a/{x}': { get: { ...get, parameters: [query('x')] } } })).toEqual([
      'api.yaml openapi/declared-path-parameters /paths/~1a~1{x}/get',
    ])
  })

  it('have no parameters but those in them, with a word on what may be meant', async () => {
    const paths = { '/a/{orderId}': { parameters: [inPath('oderId')], get } }
    expect(await found(paths)).toEqual([
      ['api.yaml openapi/used-path-parameters /paths/~1a~1{orderId}/parameters/0', 'Did you mean {orderId}?'],
      ['api.yaml openapi/declared-path-parameters /paths/~1a~1{orderId}/get', 'Did you mean it by "oderId"?'],
    ])
  })

  it('have each parameter once in each list, wherever it is defined', async () => {
    const paths = {
      '/a': {
        parameters: [query('q')],
        get: { ...get, parameters: [query('q'), { ...query('q'), in: 'header' }] },
        post: { ...get, parameters: [query('q'), ref('parameters.yaml#/Q')] },
      },
    }
    expect(await places(paths, {}, { 'parameters.yaml': { Q: { ...query('q'), description: 'other' } } })).toEqual([
      'api.yaml openapi/distinct-parameters /paths/~1a/post/parameters/1',
    ])
  })

  it('differ in more than names', async () => {
    const item = (name: string) => ({ parameters: [inPath(name)], get })
    expect(await places({ '/a/{x}': item('x'), '/a/{y}': item('y'), '/a/b': { get }, '/a/{x}/b': item('x') })).toEqual([
      'api.yaml openapi/distinct-paths /paths/~1a~1{y}',
    ])
  })

  it('have a name once', async () => {
    expect(await places({ '/{x}/{x}': { get: { ...get, parameters: [inPath('x')] } } })).toEqual([
      'api.yaml openapi/declared-path-parameters /paths/~1{x}~1{x}',
    ])
  })

  it('may be kept in other files, where what is wrong is found', async () => {
    const files = { 'item.yaml': { parameters: [inPath('x'), inPath('z')], get: ref('get.yaml') }, 'get.yaml': get }
    expect(await places({ '/a/{x}/{y}': ref('item.yaml') }, {}, files)).toEqual([
      'item.yaml openapi/used-path-parameters /parameters/1',
      'get.yaml openapi/declared-path-parameters ',
    ])
  })

  it('have path parameters that are required', async () => {
    const parameters = [inPath('x', { required: false })]
    expect(await places({ '/a/{x}': { parameters, get } })).toContainEqual(
      expect.stringMatching(/^api.yaml openapi\/valid-structure \/paths\/~1a~1\{x\}\/parameters\/0/),
    )
  })
})
