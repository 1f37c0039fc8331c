import { describe, expect, it } from 'vitest'
import type { ParameterStyle } from '#core/openapi'
import { at, call, failure, received, serveTests, serviceAddress } from './http-service.ts'

serveTests()

const array = ['blue', 'black', 'brown']
const object = { R: 100, G: 200, B: 150 }

/** The values of the table of styles in the specification. */
const values = { empty: '', string: 'blue', array, object } as const
type Row = readonly [style: ParameterStyle, explode: boolean, expected: Partial<Record<keyof typeof values, string>>]

async function each([style, explode, expected]: Row, send: (value: unknown) => Promise<string | undefined>) {
  const sent: Record<string, string | undefined> = {}
  for (const key of Object.keys(expected)) sent[key] = await send(values[key as keyof typeof values])
  expect([style, explode, sent]).toEqual([style, explode, expected])
}

describe('the table of styles in OpenAPI', () => {
  it.each<Row>([
    [
      'matrix',
      false,
      { empty: ';color', string: ';color=blue', array: ';color=blue,black,brown', object: ';color=R,100,G,200,B,150' },
    ],
    [
      'matrix',
      true,
      {
        empty: ';color',
        string: ';color=blue',
        array: ';color=blue;color=black;color=brown',
        object: ';R=100;G=200;B=150',
      },
    ],
    ['label', false, { string: '.blue', array: '.blue,black,brown', object: '.R,100,G,200,B,150' }],
    ['label', true, { string: '.blue', array: '.blue.black.brown', object: '.R=100.G=200.B=150' }],
    ['simple', false, { string: 'blue', array: 'blue,black,brown', object: 'R,100,G,200,B,150' }],
    ['simple', true, { string: 'blue', array: 'blue,black,brown', object: 'R=100,G=200,B=150' }],
  ])('holds for paths: %s, explode: %s', async (...row) => {
    await each(row, async (color) => {
      const [style, explode] = row
      await call({ path: '/a/{color}/b', parameters: [at('path', 'color', { style, explode })] }, { input: { color } })
      return received.pop()?.url.replace(/^\/a\/(.*)\/b$/, '$1')
    })
  })

  it.each<Row>([
    [
      'form',
      false,
      { empty: 'color=', string: 'color=blue', array: 'color=blue,black,brown', object: 'color=R,100,G,200,B,150' },
    ],
    [
      'form',
      true,
      {
        empty: 'color=',
        string: 'color=blue',
        array: 'color=blue&color=black&color=brown',
        object: 'R=100&G=200&B=150',
      },
    ],
    ['spaceDelimited', false, { array: 'color=blue%20black%20brown', object: 'color=R%20100%20G%20200%20B%20150' }],
    ['pipeDelimited', false, { array: 'color=blue%7Cblack%7Cbrown', object: 'color=R%7C100%7CG%7C200%7CB%7C150' }],
    ['tabDelimited', false, { array: 'color=blue%09black%09brown' }],
    ['deepObject', true, { object: 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150' }],
  ])('holds for queries: %s, explode: %s', async (...row) => {
    await each(row, async (color) => {
      const [style, explode] = row
      await call({ parameters: [at('query', 'color', { style, explode })] }, { input: { color } })
      return received.pop()?.url.replace('/orders?', '')
    })
  })

  it.each<Row>([
    ['simple', false, { string: 'blue', array: 'blue,black,brown', object: 'R,100,G,200,B,150' }],
    ['simple', true, { string: 'blue', array: 'blue,black,brown', object: 'R=100,G=200,B=150' }],
  ])('holds for headers: %s, explode: %s', async (...row) => {
    await each(row, async (value) => {
      const [style, explode] = row
      await call({ parameters: [at('header', 'X-Color', { style, explode })] }, { input: { 'X-Color': value } })
      return String(received.pop()?.headers['x-color'])
    })
  })

  it.each<Row>([
    [
      'form',
      false,
      { empty: 'color=', string: 'color=blue', array: 'color=blue,black,brown', object: 'color=R,100,G,200,B,150' },
    ],
    ['form', true, { string: 'color=blue', array: 'color=blue&color=black&color=brown', object: 'R=100&G=200&B=150' }],
    [
      'cookie',
      true,
      { string: 'color=blue', array: 'color=blue; color=black; color=brown', object: 'R=100; G=200; B=150' },
    ],
  ])('holds for cookies: %s, explode: %s', async (...row) => {
    await each(row, async (color) => {
      const [style, explode] = row
      await call({ parameters: [at('cookie', 'color', { style, explode })] }, { input: { color } })
      return received.pop()?.headers.cookie
    })
  })
})

describe('what a value contains', () => {
  it.each<[string, ParameterStyle, unknown, string]>([
    ['delimiters', 'form', ['a,b', 'c&d=e'], 'q=a%2Cb,c%26d%3De'],
    ['spaces', 'spaceDelimited', ['a b', 'c|d'], 'q=a%20b%20c%7Cd'],
    ['null among others', 'form', ['a', null, 'b'], 'q=a,b'],
    ['half a character', 'form', '\ud800x', 'q=%EF%BF%BDx'],
    [
      'deep lists and objects',
      'deepObject',
      { a: [{ b: 1 }, { b: 2, c: null }], d: { e: 'x&y' } },
      'q%5Ba%5D%5B0%5D%5Bb%5D=1&q%5Ba%5D%5B1%5D%5Bb%5D=2&q%5Bd%5D%5Be%5D=x%26y',
    ],
    ['a list in a deep object', 'deepObject', ['x', 'y'], 'q%5B0%5D=x&q%5B1%5D=y'],
  ])('stays what it is: %s', async (...[, style, q, expected]) => {
    await call({ parameters: [at('query', 'q', { style, explode: false })] }, { input: { q } })
    expect(received[0]?.url).toBe(`/orders?${expected}`)
  })

  it('keeps reserved characters where it may, but none that would end it', async () => {
    const parameters = [at('query', 'q', { allowReserved: true }), at('query', 'r')]
    await call({ parameters }, { input: { q: "a/b:c?d@e!$'()*,;%41&x=1#[z]+ü", r: '/' } })
    expect(received[0]?.url).toBe('/orders?q=a/b:c?d@e!$%27()*,;%41%26x%3D1%23%5Bz%5D%2B%C3%BC&r=%2F')
  })

  it('is JSON where the parameter has a media type', async () => {
    const parameters = [at('query', 'q', { isJson: true }), at('header', 'h', { isJson: true })]
    await call({ parameters }, { input: { q: { a: [1] }, h: 'x' } })
    expect([received[0]?.url, received[0]?.headers['h']]).toEqual(['/orders?q=%7B%22a%22%3A%5B1%5D%7D', '"x"'])
  })

  it('cannot leave its place in the path, whatever the style', async () => {
    for (const [style, x] of [
      ['label', ''],
      ['label', '.'],
      ['simple', '..'],
    ] as const)
      expect(
        failure(
          await call({ path: '/a/{x}', parameters: [at('path', 'x', { style, required: true })] }, { input: { x } }),
        ),
      ).toMatchObject({ code: 'http/unusable-input' })
    expect(received).toEqual([])
  })

  it('cannot be what no cookie holds', async () => {
    const parameters = [at('cookie', 'c', { style: 'cookie' })]
    expect(failure(await call({ parameters }, { input: { c: 'a; b=c' } }))).toMatchObject({
      code: 'http/unusable-input',
    })
  })
})

describe('a query', () => {
  it('has what the base URL has, and the key in place of anything of its name', async () => {
    const auth = { apiKey: { in: 'query' as const, name: 'key', value: { env: 'TOKEN' } } }
    await call(
      { parameters: [at('query', 'q', { explode: false }), at('query', 'key')] },
      { input: { q: ['a', 'b'], key: 'mine' }, binding: { auth, baseUrl: `${serviceAddress()}/v1?version=1&key=0` } },
    )
    expect(received[0]?.url).toBe('/v1/orders?version=1&q=a,b&key=geheim-token')
  })
})
