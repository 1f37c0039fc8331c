import { describe, expect, it } from 'vitest'
import type { HttpBinding } from '#core/workflow'
import { answerWith, at, call, failure, received, serveTests, serviceAddress, status } from './http-service.ts'

serveTests()

describe('the input of a call', () => {
  it('goes where its parameters stand, and the rest into the body', async () => {
    const parameters = [at('path', 'id'), at('query', 'q'), at('header', 'X-Trace'), at('cookie', 'session')]
    const input = { id: 'a/b ?#ü', q: 'x&y=z', 'X-Trace': 'abc', session: 'a;b', total: 1, lines: [{ n: 1 }] }
    const path = '/orders/{id}/lines'
    expect(await call({ method: 'POST', path, parameters, body: 'fields' }, { input })).toEqual({
      output: { ok: true },
    })
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: '/orders/a%2Fb%20%3F%23%C3%BC/lines?q=x%26y%3Dz',
      body: '{"total":1,"lines":[{"n":1}]}',
      headers: {
        'x-trace': 'abc',
        cookie: 'session=a%3Bb',
        'content-type': 'application/json',
        'idempotency-key': 'e/t/0',
      },
    })
  })

  it('may be one value as the body, even none', async () => {
    for (const body of [[1, 2], 'text', 0, false, null, {}])
      await call({ method: 'PUT', body: 'whole' }, { input: { body } })
    await call({ method: 'PUT', body: 'whole' }, { input: {} })
    expect(received.map((each) => each.body)).toEqual(['[1,2]', '"text"', '0', 'false', 'null', '{}', ''])
  })

  it.each<[string, ReturnType<typeof at>, unknown, string]>([
    ['lists, one by one', at('query', 'q'), ['a,b', 'c'], 'q=a%2Cb&q=c'],
    ['lists, joined', at('query', 'q', { explode: false }), ['a,b', 'c'], 'q=a%2Cb,c'],
    ['empty lists', at('query', 'q'), [], ''],
    ['objects', at('query', 'q'), { a: 1, b: true }, 'a=1&b=true'],
    ['numbers', at('query', 'q'), 1e21, 'q=1e%2B21'],
    ['false', at('query', 'q'), false, 'q=false'],
    ['null', at('query', 'q'), null, ''],
  ])('may hold %s in the query', async (...[, parameter, value, query]) => {
    await call({ parameters: [parameter] }, { input: { q: value } })
    expect(received[0]?.url.replace(/^.orders.?/, '')).toBe(query)
  })

  it.each([
    ['is missing', {}],
    ['is null', { id: null }],
    ['would leave its place', { id: '..' }],
    ['would stay where it is', { id: '.' }],
    ['is empty', { id: '' }],
  ])('is refused if a part of the path %s', async (_, input) => {
    const outcome = await call(
      { path: '/orders/{id}/x', parameters: [at('path', 'id', { required: true })] },
      { input },
    )
    expect(failure(outcome)).toMatchObject({ code: 'http/unusable-input', retryable: false })
    expect(received).toEqual([])
  })

  it.each([
    ['a line break in a header', { h: 'a\r\nX-Evil: 1' }],
    ['a character that headers cannot hold', { h: '😀' }],
  ])('is refused for %s', async (_, input) => {
    expect(failure(await call({ parameters: [at('header', 'h')] }, { input }))).toMatchObject({
      code: 'http/unusable-input',
      retryable: false,
    })
    expect(received).toEqual([])
  })

  it('has nothing from prototypes', async () => {
    await call({ method: 'POST', parameters: [at('query', 'toString'), at('header', 'constructor')], body: 'fields' })
    expect([received[0]?.url, received[0]?.body, Object.hasOwn(received[0]?.headers ?? {}, 'constructor')]).toEqual([
      '/orders',
      '{}',
      false,
    ])
  })
})

describe('the address of a service', () => {
  it.each<[string, () => HttpBinding['baseUrl']]>([
    ['may have a path', () => `${serviceAddress()}/v1/`],
    ['may come from the environment', () => ({ env: 'NOT_SET', default: `${serviceAddress()}/v1` })],
  ])('%s', async (_, baseUrl) => {
    await call({}, { binding: { baseUrl: baseUrl() } })
    expect(received[0]?.url).toBe('/v1/orders')
  })

  it.each(['ftp://example.org', 'localhost', '//example.org', '', 'http://', 'javascript:1', 'http://[::1'])(
    'must be one of http: %s',
    async (baseUrl) => {
      expect(failure(await call({}, { binding: { baseUrl } }))).toMatchObject({
        code: 'http/unusable-input',
        retryable: false,
      })
    },
  )

  it('that is not set stops the attempt', async () => {
    expect(failure(await call({}, { binding: { baseUrl: { env: 'NOT_SET' } } }))).toEqual({
      code: 'http/missing-value',
      message: 'The environment variable NOT_SET is not set.',
      retryable: false,
    })
  })

  it.each([
    'http://me:geheim@localhost',
    'http://geheim@localhost',
    'ftp://me:geheim@localhost',
    'me:geheim@localhost',
  ])('may hold no credentials, and is not shown then: %s', async (baseUrl) => {
    const error = failure(await call({}, { binding: { baseUrl } }))
    expect(error).toMatchObject({ code: 'http/unusable-input', retryable: false })
    expect(JSON.stringify(error)).not.toContain('geheim')
  })

  it('that no browser would call is not tried again', async () => {
    const error = failure(await call({}, { binding: { baseUrl: 'http://127.0.0.1:6667' } }))
    expect(error).toMatchObject({
      code: 'http/refused',
      message: expect.stringContaining('bad port'),
      retryable: false,
    })
  })

  it('where nobody listens may be tried again', async () => {
    const error = failure(await call({}, { binding: { baseUrl: 'http://127.0.0.1:2' } }))
    expect(error).toMatchObject({ code: 'http/unreachable', retryable: true })
  })
})

describe('credentials', () => {
  it.each<[string, NonNullable<HttpBinding['auth']>, string, string]>([
    ['bearer', { bearer: { env: 'TOKEN' } }, 'authorization', 'Bearer geheim-token'],
    ['from a file', { bearer: { file: 'x' } }, 'authorization', 'Bearer of-the-file'],
    [
      'basic',
      { basic: { username: 'me', password: { env: 'PASSWORD' } } },
      'authorization',
      'Basic bWU6cMOkc3M6IHfDtnJk',
    ],
    ['a key', { apiKey: { in: 'header', name: 'X-Key', value: { env: 'TOKEN' } } }, 'x-key', 'geheim-token'],
  ])('go along: %s', async (...[, auth, header, value]) => {
    await call({}, { binding: { auth } })
    expect(received[0]?.headers[header]).toBe(value)
  })

  it('that are missing stop the attempt before anything is sent', async () => {
    const outcome = await call({}, { binding: { auth: { bearer: { env: 'NOT_SET' } } } })
    expect([failure(outcome)?.code, received]).toEqual(['http/missing-value', []])
  })

  it('that no header can hold stop it, too, and are not shown', async () => {
    const error = failure(await call({}, { binding: { auth: { bearer: { env: 'BAD' } } } }))
    expect(error).toMatchObject({ code: 'http/unusable-input', retryable: false })
    expect(error?.message).not.toContain('a\nb')
  })

  it('do not follow a redirection, to whatever host', async () => {
    answerWith((_, response) => response.writeHead(302, { location: 'http://elsewhere.example/?x' }).end())
    const error = failure(await call({}, { binding: { auth: { bearer: { env: 'TOKEN' } } } }))
    expect(error).toMatchObject({ code: 'http/redirect', retryable: false })
    expect(error?.message).toContain('elsewhere.example')
    expect(received).toHaveLength(1)
  })

  it('stay out of messages, though the service repeats them', async () => {
    answerWith((request, response) =>
      response.writeHead(400).end(JSON.stringify({ said: `${request.headers['authorization']}`, url: request.url })),
    )
    const auth = { bearer: { env: 'TOKEN' }, apiKey: { in: 'query' as const, name: 'key', value: { env: 'PASSWORD' } } }
    const error = failure(await call({}, { binding: { auth } }))
    expect(JSON.stringify(error)).toContain('•••')
    expect(JSON.stringify(error)).not.toMatch(/geheim|rd"/)
  })
})

describe('the answer', () => {
  it.each([
    [200, '{"a":[1]}', { a: [1] }],
    [201, 'null', null],
    [204, '', null],
    [200, '', null],
  ])('of status %i is the output', async (code, body, output) => {
    answerWith((_, response) => response.writeHead(code).end(body))
    expect(await call({})).toEqual({ output })
  })

  it.each([408, 425, 429, 500, 502, 503, 504])('of status %i may be another one next time', async (code) => {
    status(code, '{"why":"busy"}')
    expect(failure(await call({}))).toMatchObject({
      code: `http/${code}`,
      retryable: true,
      details: { status: code, body: { why: 'busy' } },
    })
  })

  it.each([
    ['7', 7_000],
    ['Sat, 21 Nov 2026 10:00:05 GMT', 5_000],
    ['86400', 3_600_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
    ['soon', undefined],
  ])('that says Retry-After: %s is waited for that long', async (written, retryAfterMs) => {
    const headers = { 'retry-after': written, date: 'Sat, 21 Nov 2026 10:00:00 GMT' }
    answerWith((_, response) => response.writeHead(503, headers).end())
    expect(failure(await call({}))?.retryAfterMs).toBe(retryAfterMs)
  })

  it.each([400, 401, 403, 404, 409, 422, 501])('of status %i will be the same again', async (code) => {
    status(code, 'no')
    expect(failure(await call({}))).toMatchObject({ code: `http/${code}`, retryable: false, details: { body: 'no' } })
  })

  it('that is no JSON is a failure', async () => {
    status(200, '<html>')
    expect(failure(await call({}))).toMatchObject({ code: 'http/invalid-output', retryable: false })
  })

  it('without end is cut off', async () => {
    answerWith((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 0x20)
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', more)
      more()
    })
    expect(failure(await call({}))).toMatchObject({ code: 'http/output-too-large', retryable: false })
  })

  it('that breaks off may come whole next time', async () => {
    answerWith((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{')
      setTimeout(() => request.socket.destroy(), 20)
    })
    expect(failure(await call({}))).toMatchObject({ code: 'http/unreachable', retryable: true })
  })

  it('that does not come in time may come next time', async () => {
    answerWith(() => undefined)
    expect(failure(await call({}, { binding: { timeoutMs: 50 } }))).toMatchObject({
      code: 'http/timeout',
      retryable: true,
    })
    expect(failure(await call({}, { timeoutMs: 50 }))).toMatchObject({ code: 'http/timeout', retryable: true })
  })

  it('whose end does not come in time, too', async () => {
    answerWith((_, response) => response.write('{'))
    expect(failure(await call({}, { binding: { timeoutMs: 100 } }))).toMatchObject({
      code: 'http/timeout',
      retryable: true,
    })
  })

  it('is not waited for when the attempt is interrupted', async () => {
    const controller = new AbortController()
    answerWith(() => controller.abort())
    expect(await call({}, { signal: controller.signal })).toEqual({ interrupted: true })
  })
})
