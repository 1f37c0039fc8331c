import { describe, expect, it } from 'vitest'
import { checkOpenApi, openOpenApi } from '#core/openapi'

type Value = Readonly<Record<string, unknown>>

async function check(api: Value, files: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = { 'api.yaml': api, ...files }
  const load = (file: string) => all[file]
  const place = { file: 'api.yaml', pointer: '' }
  const { findings } = await checkOpenApi(openOpenApi(place, api, load).document!, place, { load })
  return findings.map(({ file, pointer, message }) => `${file}#${pointer}: ${message}`)
}

const info = { title: 'T', version: '1' }
const ok = { description: 'ok' }
const ref = (to: string) => ({ $ref: to })
const heads = {
  '2.0': { swagger: '2.0', info },
  '3.0': { openapi: '3.0.3', info },
  '3.1': { openapi: '3.1.0', info },
  '3.2': { openapi: '3.2.0', info },
}

describe.each(Object.entries(heads))('a document of version %s', (version, head) => {
  const isSwagger = version === '2.0'
  const component = (section: string, value: unknown) =>
    isSwagger ? { [section === 'schemas' ? 'definitions' : section]: value } : { components: { [section]: value } }

  it('may be sound', async () => {
    const paths = { '/x': { get: { operationId: 'x', responses: { 200: ok } } } }
    expect(await check({ ...head, paths, ...component('schemas', { A: { type: 'object' } }) })).toEqual([])
  })

  it('has all its faults reported, each where it is', async () => {
    const paths = {
      '/x': { get: { responses: { 200: { descripton: 'ok' } } } },
      '/y': { get: { responses: { 200: ok }, tags: 'one' } },
    }
    const schemas = { A: { properties: { a: { properties: { b: { type: 'objct' } } } } }, B: { required: true } }
    const said = await check({ ...head, info: { title: 'T' }, paths, ...component('schemas', schemas) })
    const section = isSwagger ? '/definitions' : '/components/schemas'
    expect(said.map((each) => each.slice(0, each.indexOf(':')))).toEqual(
      expect.arrayContaining([
        'api.yaml#/info',
        expect.stringMatching(/^api\.yaml#\/paths\/~1x\/get\/responses\/200/),
        'api.yaml#/paths/~1y/get/tags',
        `api.yaml#${section}/A/properties/a/properties/b/type`,
        `api.yaml#${section}/B/required`,
      ]),
    )
    expect(said.find((each) => each.includes('b/type'))).toContain('must be one of array, boolean, ')
    expect(said.length).toBeLessThanOrEqual(7)
  })

  it('is checked in its other files, for what is there', async () => {
    const paths = { '/x': ref('paths/x.yaml') }
    const files = {
      'paths/x.yaml': {
        get: {
          operationId: 'x',
          responses: { 200: ref('../responses.yaml#/Good'), 404: ref('../responses.yaml#/Bad') },
        },
      },
      'responses.yaml': { Good: ok, Bad: { descripton: 'x' }, Unused: { descripton: 'x' } },
    }
    const said = await check({ ...head, paths }, files)
    expect(said.length).toBeGreaterThan(0)
    for (const each of said) expect(each).toMatch(/^responses\.yaml#\/Bad/)
  })

  it('has references that lead nowhere reported wherever they stand, but not in extensions and examples', async () => {
    const nowhere = ref('#/none')
    const said = await check({
      ...head,
      paths: { '/x': { get: { responses: { 200: ok, default: nowhere }, 'x-a': nowhere } } },
      'x-a': [nowhere, ref('none.yaml')],
      ...component('schemas', { A: { properties: { a: nowhere }, example: nowhere, default: { b: nowhere } } }),
    })
    const section = isSwagger ? '/definitions' : '/components/schemas'
    expect(said).toEqual([
      'api.yaml#/paths/~1x/get/responses/default/$ref: The reference #/none leads to nothing in api.yaml.',
      `api.yaml#${section}/A/properties/a/$ref: The reference #/none leads to nothing in api.yaml.`,
    ])
  })
})

describe('a reference', () => {
  it('may stand where the specification wants something else, as many documents have it', async () => {
    const paths = { '/x': { get: ref('x.yaml#/get') } }
    const files = {
      'x.yaml': { get: { operationId: 'x', responses: { 200: { description: ref('words.yaml#/ok') } } } },
      'words.yaml': { ok: 'ok' },
    }
    expect(await check({ ...heads['3.0'], paths }, files)).toEqual([])
  })

  it('is checked in the mapping of a discriminator, unless it is a name', async () => {
    const mapping = { a: 'none.yaml', b: '#/components/schemas/None', c: 'Name' }
    const A = { type: 'object', discriminator: { propertyName: 'k', mapping } }
    expect(await check({ ...heads['3.1'], components: { schemas: { A } } })).toEqual([
      'api.yaml#/components/schemas/A/discriminator/mapping/a: The reference none.yaml leads to none.yaml, which cannot be read.',
      expect.stringMatching(/^api.yaml#\/components\/schemas\/A\/discriminator\/mapping\/b: The reference/),
    ])
  })

  it('is followed in circles no longer than once', async () => {
    const files = { 'a.yaml': { properties: { b: ref('b.yaml') } }, 'b.yaml': { properties: { a: ref('a.yaml') } } }
    expect(await check({ ...heads['3.1'], components: { schemas: { A: ref('a.yaml') } } }, files)).toEqual([])
  })
})
