import { describe, expect, it } from 'vitest'
import { checkFiles } from '../check-files.ts'
import { compileMemory } from '../compile-memory.ts'
import { MemoryCache } from '../memory-cache.ts'

const responses = { 200: { description: 'ok' } }
const query = (name: string) => ({ name, in: 'query', schema: { type: 'string' } })
const twice = { parameters: [query('a'), query('a')], responses }
const named = (operationId: string) => ({ operationId, responses })

async function found(document: object, openapi = '3.1.0') {
  const api = { openapi, info: { title: 'T', version: '1.0.0' }, paths: {}, ...document }
  const { diagnostics } = await compileMemory({ 'api.json': JSON.stringify(api) })
  return diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)
}

describe('what a service calls', () => {
  it('has each parameter once', async () => {
    expect(await found({ webhooks: { paid: { post: twice } } })).toEqual([
      'openapi/distinct-parameters /webhooks/paid/post/parameters/1',
    ])
    const callbacks = { done: { '{$request.body#/url}/{any}': { post: twice } } }
    for (const version of ['3.0.3', '3.1.0', '3.2.0'])
      expect(await found({ paths: { '/a': { post: { ...named('a'), callbacks } } } }, version)).toEqual([
        'openapi/distinct-parameters /paths/~1a/post/callbacks/done/{$request.body#~1url}~1{any}/post/parameters/1',
      ])
  })

  it('shares no operationId with what it offers', async () => {
    const callbacks = { done: { '{$url}': { post: named('a') } } }
    expect(
      await found({
        paths: { '/a': { post: { ...named('a'), callbacks } } },
        webhooks: { paid: { post: named('a') } },
      }),
    ).toEqual([
      'openapi/unique-operation-id /paths/~1a/post/callbacks/done/{$url}/post/operationId',
      'openapi/unique-operation-id /webhooks/paid/post/operationId',
    ])
  })

  it('may be the same in many operations', async () => {
    const callbacks = { done: { $ref: '#/components/callbacks/Done' } }
    const paths = { '/a': { post: { ...named('a'), callbacks } }, '/b': { post: { ...named('b'), callbacks } } }
    expect(await found({ paths, components: { callbacks: { Done: { '{$url}': { post: named('done') } } } } })).toEqual(
      [],
    )
  })
})

it('is checked again when only a part in another file has changed', async () => {
  const cache = new MemoryCache()
  const api = { openapi: '3.1.0', info: { title: 'T', version: '1.0.0' }, webhooks: { paid: { $ref: './paid.json' } } }
  const paths = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`/p${index}`, { get: { responses } }]))
  const found = async (paid: object) => {
    const files = new Map([
      ['api.json', JSON.stringify({ ...api, paths })],
      ['paid.json', JSON.stringify(paid)],
    ])
    const { result } = await checkFiles(files, [''], cache)
    cache.close()
    return result.diagnostics.map(({ code }) => code)
  }
  expect(await found({ post: { responses } })).toEqual([])
  expect(await found({ post: twice })).toEqual(['openapi/distinct-parameters'])
  expect(await found({ post: { responses } })).toEqual([])
})
