import { describe, expect, it } from 'vitest'
import type { RequestContent } from '#core/openapi'
import { answerWith, at, call, failure, received, serveTests } from './http-service.ts'

serveTests()

const content = (kind: RequestContent['kind'], rest: Partial<RequestContent> = {}): RequestContent => ({
  kind,
  mediaType: {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    multipart: 'multipart/form-data',
    text: 'text/csv',
    binary: 'image/png',
  }[kind],
  required: true,
  ...rest,
})
const post = (given: RequestContent, input: object, body: 'fields' | 'whole' = 'fields') =>
  call({ method: 'POST', parameters: [at('query', 'q')], body, content: given }, { input })

/** What arrived as a form, read by a parser that is not ours. */
async function arrivedForm(): Promise<[string, string | { name: string; type: string; bytes: number[] }][]> {
  const { headers, bytes } = received[0]!
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': headers['content-type']! },
  }).formData()
  const entries = [...form].map(async ([name, value]) =>
    typeof value === 'string'
      ? ([name, value] as [string, string])
      : ([name, { name: value.name, type: value.type, bytes: [...new Uint8Array(await value.arrayBuffer())] }] as [
          string,
          { name: string; type: string; bytes: number[] },
        ]),
  )
  return Promise.all(entries)
}

describe('a form', () => {
  it('has the fields of the input that are no parameters', async () => {
    await post(content('form'), { q: 'in the query', a: 'x y&z=+ü', n: 1, yes: true, nothing: null })
    expect(received[0]).toMatchObject({
      url: '/orders?q=in%20the%20query',
      body: 'a=x+y%26z%3D%2B%C3%BC&n=1&yes=true',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(await arrivedForm()).toEqual([
      ['a', 'x y&z=+ü'],
      ['n', '1'],
      ['yes', 'true'],
    ])
  })

  it('has lists item by item and objects as JSON, unless something else is said', async () => {
    await post(content('form'), { list: ['a', 'b'], object: { a: 1 }, objects: [{ b: 1 }, { b: 2 }], none: [] })
    expect(await arrivedForm()).toEqual([
      ['list', 'a'],
      ['list', 'b'],
      ['object', '{"a":1}'],
      ['objects', '{"b":1}'],
      ['objects', '{"b":2}'],
    ])
  })

  it('has fields in brackets, as deepObject says', async () => {
    const fields = ['metadata', 'expand', 'items', 'plain', 'gone'].map((name) => ({
      name,
      style: 'deepObject' as const,
      explode: true,
    }))
    await post(content('form', { fields }), {
      metadata: { key: 'v', 'other key': 'ü' },
      expand: ['customer', 'data.x'],
      items: [
        { price: 'p_1', quantity: 2 },
        { price: 'p_2', discounts: [{ coupon: 'c' }] },
      ],
      plain: '',
      gone: {},
    })
    expect(received[0]?.body).toMatch(/^metadata%5Bkey%5D=v&metadata%5Bother\+key%5D=%C3%BC&expand%5B0%5D=customer&/)
    expect(await arrivedForm()).toEqual([
      ['metadata[key]', 'v'],
      ['metadata[other key]', 'ü'],
      ['expand[0]', 'customer'],
      ['expand[1]', 'data.x'],
      ['items[0][price]', 'p_1'],
      ['items[0][quantity]', '2'],
      ['items[1][price]', 'p_2'],
      ['items[1][discounts][0][coupon]', 'c'],
      ['plain', ''],
    ])
  })

  it.each([
    [{ style: 'form', explode: false }, 'l=a,b%2Cc'],
    [{ style: 'form', explode: true }, 'l=a&l=b%2Cc'],
    [{ style: 'spaceDelimited', explode: false }, 'l=a+b%2Cc'],
    [{ style: 'pipeDelimited', explode: false }, 'l=a%7Cb%2Cc'],
    [{ style: 'tabDelimited', explode: false }, 'l=a%09b%2Cc'],
    [{ contentType: 'application/json' }, 'l=%5B%22a%22%2C%22b%2Cc%22%5D'],
    [{ style: 'form', explode: false, allowReserved: true }, 'l=a,b,c'],
  ] as const)('may have lists as %j', async (how, expected) => {
    await post(content('form', { fields: [{ name: 'l', ...how }] }), { l: ['a', 'b,c'] })
    expect(received[0]?.body).toBe(expected)
  })

  it('is not sent if there is nothing in it, unless it must be there', async () => {
    await post(content('form', { required: false }), {})
    await post(content('form'), {})
    const type = 'application/x-www-form-urlencoded'
    expect(received.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['', undefined],
      ['', type],
    ])
  })

  it('may be one value, if that has fields', async () => {
    await post(content('form'), { body: { a: 1 } }, 'whole')
    expect(received[0]?.body).toBe('a=1')
    expect(failure(await post(content('form'), { body: 'a=1' }, 'whole'))?.code).toBe('http/unusable-input')
  })
})

describe('a body of several parts', () => {
  it('has files from base64, texts as they are, and objects as JSON', async () => {
    const fields = [
      { name: 'photo', isFile: true, contentType: 'image/png, image/jpeg' },
      { name: 'pages', isFile: true },
      { name: 'note', contentType: 'application/json' },
    ]
    await post(content('multipart', { fields }), {
      photo: Buffer.from([0, 13, 10, 255, 45, 45]).toString('base64'),
      pages: ['AQ==', 'Ag=='],
      purpose: 'a "quoted"\r\nline',
      address: { city: 'Bern' },
      tags: ['x', 'y'],
      note: 'text',
      'odd"name': 1,
      nothing: null,
    })
    expect(await arrivedForm()).toEqual([
      ['photo', { name: 'photo', type: 'image/png', bytes: [0, 13, 10, 255, 45, 45] }],
      ['pages', { name: 'pages', type: 'application/octet-stream', bytes: [1] }],
      ['pages', { name: 'pages', type: 'application/octet-stream', bytes: [2] }],
      ['purpose', 'a "quoted"\r\nline'],
      ['address', '{"city":"Bern"}'],
      ['tags', 'x'],
      ['tags', 'y'],
      ['note', '"text"'],
      ['odd"name', '1'],
    ])
    expect(received[0]?.body).toContain('name="address"\r\nContent-Type: application/json\r\n\r\n{"city":"Bern"}')
  })

  it('has a data URL as a file with its type and name, whatever the field is', async () => {
    const fields = [{ name: 'declared', isFile: true }]
    await post(content('multipart', { fields }), {
      plain: 'data:image/png;name=my%20photo.png;base64,AQI=',
      declared: 'data:text/csv;base64,YTti',
      text: 'data:text/plain,no base64',
    })
    expect(await arrivedForm()).toEqual([
      ['plain', { name: 'my photo.png', type: 'image/png', bytes: [1, 2] }],
      ['declared', { name: 'declared', type: 'text/csv', bytes: [97, 59, 98] }],
      ['text', 'data:text/plain,no base64'],
    ])
  })

  it('may have names in brackets', async () => {
    const fields = [{ name: 'link', style: 'deepObject' as const, explode: true }]
    await post(content('multipart', { fields }), { link: { create: true, for: ['a'] } })
    expect(await arrivedForm()).toEqual([
      ['link[create]', 'true'],
      ['link[for][0]', 'a'],
    ])
  })

  it('is the same for the same input', async () => {
    await post(content('multipart'), { a: 1 })
    await post(content('multipart'), { a: 1 })
    expect(received[0]?.body).toBe(received[1]?.body)
  })

  it.each(['not base64!', 'abc de', 1, {}, 'AAAAA'])('cannot have %j as a file', async (file) => {
    const outcome = await post(content('multipart', { fields: [{ name: 'f', isFile: true }] }), { f: file })
    expect(failure(outcome)).toMatchObject({ code: 'http/unusable-input', retryable: false })
    expect(received).toEqual([])
  })
})

describe('a body that is one value', () => {
  it('may be text', async () => {
    await post(content('text'), { body: 'a;b\nü' }, 'whole')
    expect([received[0]?.body, received[0]?.headers['content-type']]).toEqual(['a;b\nü', 'text/csv'])
  })

  it('may be bytes', async () => {
    await post(content('binary'), { body: '/wAN' }, 'whole')
    expect([[...received[0]!.bytes], received[0]?.headers['content-type']]).toEqual([[255, 0, 13], 'image/png'])
  })

  it('may be JSON of another name, and is not sent if it may be left out', async () => {
    await post(content('json', { mediaType: 'application/merge-patch+json', required: false }), { a: 1 })
    await post(content('json', { required: false }), {})
    expect(received.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['{"a":1}', 'application/merge-patch+json'],
      ['', undefined],
    ])
  })
})

describe('an answer', () => {
  const get = (kind: 'json' | 'text' | 'binary', mediaType: string) => call({ response: { kind, mediaType } })

  it('may be text, in the characters that it says', async () => {
    answerWith((_, response) =>
      response.writeHead(200, { 'content-type': 'text/csv; charset=iso-8859-1' }).end(Buffer.from([97, 59, 252])),
    )
    expect(await get('text', 'text/csv')).toEqual({ output: 'a;ü' })
    expect(received[0]?.headers.accept).toBe('text/csv')
  })

  it('may be bytes, which become base64', async () => {
    answerWith((_, response) => response.end(Buffer.from([255, 0, 13])))
    expect(await get('binary', 'application/pdf')).toEqual({ output: '/wAN' })
    expect(received[0]?.headers.accept).toBe('application/pdf')
  })

  it('may be JSON of another name', async () => {
    expect(await get('json', 'application/vnd.x+json')).toEqual({ output: { ok: true } })
    expect(received[0]?.headers.accept).toBe('application/vnd.x+json')
  })

  it('that is an error is read as before', async () => {
    answerWith((_, response) => response.writeHead(402, { 'content-type': 'application/json' }).end('{"why":"x"}'))
    for (const kind of ['text', 'binary'] as const)
      expect(failure(await get(kind, 'a/b'))).toMatchObject({ code: 'http/402', details: { body: { why: 'x' } } })
  })

  it('without content is null', async () => {
    answerWith((_, response) => response.writeHead(204).end())
    expect(await get('text', 'text/plain')).toEqual({ output: null })
  })
})
