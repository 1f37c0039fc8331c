import { describe, expect, it } from 'vitest'
import { bundle } from './bundle.ts'
import { document, json, post } from './contract-of.ts'

const giving = (schema: unknown) => post({ responses: { 200: { description: 'ok', ...json(schema) } } })
const ref = (to: string) => ({ $ref: to })

describe('what cannot be put into one document is reported', () => {
  it.each([
    ['leads nowhere', 'none.yaml'],
    ['leads in a circle', 'loop.yaml'],
    ['leads out of the workspace', '../../x.yaml'],
    ['leads to another host', 'https://example.org/x.yaml'],
  ])('where it %s', async (_, to) => {
    const { said } = await bundle(giving(ref(to)), { 'loop.yaml': ref('loop.yaml') })
    expect(said).toEqual(['api.yaml/paths/~1x/post/responses/200/content/application~1json/schema/$ref'])
  })

  it('where what is put where it is used holds itself', async () => {
    const api = document({ '/x': ref('x.yaml') })
    const again = { done: { '{$request.body#/url}': ref('x.yaml') } }
    const { said } = await bundle(api, {
      'x.yaml': { post: { operationId: 'x', responses: { 200: { description: '' } }, callbacks: again } },
    })
    expect(said).toEqual(['x.yaml/post/callbacks/done/{$request.body#~1url}/$ref'])
  })

  it('where it multiplies', async () => {
    const bomb = (next: string) => ({ 'x-a': Array.from({ length: 20 }, () => ref(next)) })
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`b${n}.yaml`, bomb(`b${n + 1}.yaml`)]))
    const { said } = await bundle({ ...giving({}), 'x-a': ref('b0.yaml') }, { ...files, 'b8.yaml': {} })
    expect(said.length).toBeGreaterThan(0)
  })
})
