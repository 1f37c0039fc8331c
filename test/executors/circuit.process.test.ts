import { describe, expect, it } from 'vitest'
import { Circuits } from '#core/executors'
import { answerWith, call, failure, received, serveTests, serviceAddress, status } from './http-service.ts'

serveTests()

/** Calls of one process, with a clock that only the test moves. */
function processAt(start: number) {
  let now = start
  const circuits = new Circuits(() => now)
  const attempt = (options: Parameters<typeof call>[1] = {}) => call({}, { ...options, circuits })
  return {
    attempt,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    answers: async (statuses: readonly number[]) => {
      for (const code of statuses) {
        status(code)
        await attempt()
      }
    },
    /** The code of the next call, for a service that works. */
    next: async () => {
      status(200)
      return failure(await attempt())?.code
    },
  }
}

const times = (count: number, code: number) => Array.from({ length: count }, () => code)
const open = 'http/circuit-open'

describe('the circuit of a service', () => {
  it.each<[string, readonly number[], string | undefined]>([
    ['stays closed after 49 % of failures', [...times(51, 200), ...times(49, 500)], undefined],
    ['opens at 50 %', [...times(50, 200), ...times(50, 500)], open],
    ['opens at 51 %', [...times(49, 200), ...times(50, 500), 500], open],
    ['stays closed after 9 calls', times(9, 503), undefined],
    ['opens after 10', times(10, 503), open],
    ['does not count what the caller did wrong', [...times(30, 400), ...times(30, 404), ...times(30, 429)], undefined],
  ])('%s', async (_, statuses, code) => {
    const { answers, next } = processAt(1_000_000)
    await answers(statuses)
    expect(await next()).toBe(code)
  })

  it('counts services that cannot be reached, and those that do not answer in the time of the call or of the attempt', async () => {
    const { attempt } = processAt(0)
    const nobody = { binding: { baseUrl: 'http://127.0.0.1:2' } }
    for (const _ of times(10, 0)) expect(failure(await attempt(nobody))?.code).toBe('http/unreachable')
    expect(failure(await attempt(nobody))?.code).toBe(open)
    answerWith(() => undefined)
    for (const _ of times(5, 0)) expect(failure(await attempt({ timeoutMs: 20 }))?.code).toBe('http/timeout')
    for (const _ of times(5, 0))
      expect(failure(await attempt({ binding: { timeoutMs: 20 } }))?.code).toBe('http/timeout')
    expect(failure(await attempt())?.code).toBe(open)
  })

  it('does not count calls that were broken off', async () => {
    const { attempt, next } = processAt(0)
    answerWith(() => undefined)
    for (const _ of times(12, 0)) expect(await attempt({ signal: abortedIn(5) })).toEqual({ interrupted: true })
    expect(await next()).toBeUndefined()
  })

  it('forgets calls after 30 seconds', async () => {
    const { answers, pass, next } = processAt(0)
    await answers(times(9, 500))
    pass(30_000)
    await answers([500])
    expect(await next()).toBeUndefined()
  })

  it('is that of one origin', async () => {
    const { answers, attempt } = processAt(0)
    await answers(times(10, 500))
    status(200)
    const other = serviceAddress().replace('127.0.0.1', 'localhost')
    expect(failure(await attempt())?.code).toBe(open)
    expect(await attempt({ binding: { baseUrl: other } })).toEqual({ output: {} })
  })
})

describe('an open circuit', () => {
  it('lets nobody call, and says for how long', async () => {
    const { answers, attempt, pass } = processAt(0)
    await answers([200, ...times(9, 500)])
    pass(10_000)
    received.length = 0
    expect(failure(await attempt())).toEqual({
      code: open,
      message: `GET ${serviceAddress()}/orders was not called: 9 of 10 calls to ${serviceAddress()} failed within 30.0 s. It is tried again in 20.0 s.`,
      retryable: true,
      retryAfterMs: 20_000,
    })
    expect(received).toEqual([])
  })

  it('is closed by one call that succeeds after 30 seconds', async () => {
    const { answers, pass, next } = processAt(0)
    await answers(times(10, 500))
    pass(29_999)
    expect(await next()).toBe(open)
    pass(1)
    expect(await next()).toBeUndefined()
    await answers(times(9, 500))
    expect(await next()).toBeUndefined()
  })

  it('stays open for another 30 seconds if that call fails', async () => {
    const { answers, attempt, pass, next } = processAt(0)
    await answers(times(10, 500))
    pass(30_000)
    status(500)
    expect(failure(await attempt())?.code).toBe('http/500')
    expect(failure(await attempt())).toMatchObject({
      code: open,
      message: expect.stringContaining(`the call that tried ${serviceAddress()} again failed`),
      retryAfterMs: 30_000,
    })
    pass(30_000)
    expect(await next()).toBeUndefined()
  })

  it('is tried by one call alone; the others wait for what comes of it', async () => {
    const { answers, attempt, pass } = processAt(0)
    await answers(times(10, 500))
    pass(30_000)
    received.length = 0
    answerWith((_, response) => setTimeout(() => response.writeHead(500).end('{}'), 50))
    const codes = (await Promise.all(times(5, 0).map(() => attempt()))).map((outcome) => failure(outcome)?.code)
    expect([codes, received.length]).toEqual([['http/500', open, open, open, open], 1])
    pass(30_000)
    answerWith((_, response) => setTimeout(() => response.end('{}'), 50))
    expect(await Promise.all(times(5, 0).map(() => attempt()))).toEqual(times(5, 0).map(() => ({ output: {} })))
  })

  it('is tried by the next call if the one that tries it is broken off, and lets those go that wait no longer', async () => {
    const { answers, attempt, pass } = processAt(0)
    await answers(times(10, 500))
    pass(30_000)
    answerWith((_, response) => (received.length === 11 ? undefined : response.end('{}')))
    const first = attempt({ signal: abortedIn(60) })
    const impatient = attempt({ timeoutMs: 20 })
    const second = attempt()
    expect(failure(await impatient)?.code).toBe('http/timeout')
    expect([await first, await second]).toEqual([{ interrupted: true }, { output: {} }])
  })

  it('is tried at once when the clock was put back', async () => {
    const { answers, pass, next } = processAt(1_000_000)
    await answers(times(10, 500))
    pass(-500_000)
    expect(await next()).toBeUndefined()
  })

  it('is told nothing by a call that began before it opened', async () => {
    const { answers, attempt, pass, next } = processAt(0)
    let release = (): void => undefined
    answerWith((_, response) => {
      release = () => response.writeHead(500).end('{}')
    })
    const slow = attempt()
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await answers(times(10, 500))
    pass(30_000)
    await answers([200, ...times(9, 500)])
    release()
    expect(failure(await slow)?.code).toBe('http/500')
    expect(await next()).toBeUndefined()
  })
})

function abortedIn(milliseconds: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), milliseconds)
  return controller.signal
}
