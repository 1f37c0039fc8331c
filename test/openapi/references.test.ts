import { describe, expect, it } from 'vitest'
import { contractOf, document, fits, json, parameter, post } from './contract-of.ts'

describe('references', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  }

  it('in a circle stay a circle', async () => {
    const api = {
      ...post({ responses: { 200: json({ $ref: '#/components/schemas/Tree' }) } }),
      components: { schemas: { Tree: tree } },
    }
    const { output, said } = contractOf(api, 'op')
    expect(said).toEqual([])
    expect(await fits(output, { children: [{ children: [] }] })).toBe(true)
    expect(await fits(output, { children: [{ children: 1 }] })).toBe(false)
  })

  it('that multiply do so once', async () => {
    const shapes: ((next: object) => object)[] = [
      (next) => ({ anyOf: Array.from({ length: 10 }, () => next) }),
      (next) => ({ allOf: Array.from({ length: 10 }, () => next), properties: { own: { readOnly: true } } }),
    ]
    for (const shape of shapes) {
      const chain = Array.from({ length: 40 }, (_, level) => [
        `S${level}`,
        shape({ $ref: `#/components/schemas/S${level + 1}` }),
      ])
      const body = json({ $ref: '#/components/schemas/S0' })
      const api = {
        ...post({ requestBody: body, responses: { 200: body } }),
        components: { schemas: { ...Object.fromEntries(chain), S40: { type: 'object', properties: { v: {} } } } },
      }
      expect(contractOf(api, 'op').said).toEqual([])
    }
  })

  it('that lead from one to the next for ever are reported', async () => {
    const chain = Array.from({ length: 100 }, (_, index) => [
      `S${index}`,
      { $ref: `#/components/schemas/S${index + 1}` },
    ])
    const schemas = (length: number) => ({
      ...Object.fromEntries(chain.slice(0, length)),
      [`S${length}`]: { type: 'string' },
    })
    const api = (length: number) => ({
      ...post({ responses: { 200: json({ $ref: '#/components/schemas/S0' }) } }),
      components: { schemas: schemas(length) },
    })
    expect(contractOf(api(30), 'op').said).toEqual([])
    expect(contractOf(api(100), 'op').said).toEqual([expect.stringContaining('references/ref-resolves')])
  })

  it('lead across files, relative to the one they stand in', async () => {
    const api = document({ '/x': { $ref: 'paths/x.yaml#/item' } })
    const files = {
      'paths/x.yaml': {
        item: {
          get: { operationId: 'op', parameters: [{ $ref: '../common.yaml#/p' }], responses: { 200: { $ref: '#/ok' } } },
        },
        ok: json({ $ref: '../schemas/a.json' }),
      },
      'common.yaml': { p: parameter('id', 'query', { required: true }) },
      'schemas/a.json': { type: 'object', properties: { b: { $ref: './b.json#/$defs/B%20C' }, self: { $ref: '#' } } },
      'schemas/b.json': { $defs: { 'B C': { type: 'integer' } } },
    }
    const { input, output, said } = contractOf(api, 'op', files)
    expect([said, input]).toEqual([[], { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }])
    expect([await fits(output, { b: 1, self: { b: 2 } }), await fits(output, { self: { b: 'x' } })]).toEqual([
      true,
      false,
    ])
  })

  it('of equal names in several files are kept apart', async () => {
    const schema = { properties: { a: { $ref: 'a.json#/X' }, b: { $ref: 'b.json#/X' } } }
    const files = { 'a.json': { X: { type: 'string' } }, 'b.json': { X: { type: 'integer' } } }
    const { output } = contractOf(post({ responses: { 200: json(schema) } }), 'op', files)
    expect([
      await fits(output, { a: 'x', b: 1 }),
      await fits(output, { a: 1, b: 1 }),
      await fits(output, { a: 'x', b: 'x' }),
    ]).toEqual([true, false, false])
  })

  it.each([
    ['nowhere', '#/components/schemas/None'],
    ['out of the workspace', '../../x.json'],
    ['to another host', 'https://example.org/x.json'],
    ['to a file that is not there', './none.json'],
    ['to an anchor', '#anchor'],
    ['to members that are no values', '#/toString'],
    ['to themselves', '#/components/schemas/Loop'],
  ])('that lead %s are reported, and accept anything', async (_, $ref) => {
    const api = {
      ...post({ responses: { 200: json({ properties: { a: { $ref } } }) } }),
      components: { schemas: { Loop: { $ref: '#/components/schemas/Loop' } } },
    }
    const { output, said } = contractOf(api, 'op')
    const code = $ref.startsWith('https:') ? 'remote-allowed' : 'ref-resolves'
    expect(said).toEqual([
      `api.yaml references/${code} /paths/~1x/post/responses/200/content/application~1json/schema/properties/a/$ref`,
    ])
    expect(await fits(output, { a: 1 })).toBe(true)
  })
})
