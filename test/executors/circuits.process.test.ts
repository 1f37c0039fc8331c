import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { Binding } from '#core/workflow'
import { serveAgent } from './a2a-agent.ts'

let answer: (response: ServerResponse) => void = () => undefined
let calls = 0
const server = createServer((request, response) => {
  calls += 1
  request.resume().on('end', () => answer(response))
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{}')

const bindings: readonly { readonly kind: string; readonly to: (url: string) => Binding }[] = [
  { kind: 'mcp', to: (url) => ({ kind: 'mcp', tool: 't', server: { url, headers: {} } }) },
  { kind: 'a2a', to: (url) => ({ kind: 'a2a', agent: { url }, headers: {} }) },
  { kind: 'llm', to: (url) => ({ kind: 'llm', api: 'openai', baseUrl: url, model: 'm' }) },
]

/** Attempts of one process, with a clock that only the test moves. */
function processAt(start: number) {
  let now = start
  const context = { root: '/', environment: {}, readFile: () => '', circuits: new Circuits(() => now) }
  const what = { executionId: 'e', task: 't', capability: 'wait', attempt: 1, idempotencyKey: 'e/t/0', input: {} }
  const attempt = (binding: Binding, timeoutMs = 30_000) =>
    executeAttempt({ ...what, binding, timeoutMs }, context, new AbortController().signal)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { attempt, pass }
}

const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)

describe.each(bindings)('a service that is spoken to by $kind', ({ kind, to }) => {
  it('is left alone for 30 s after 10 attempts that failed for it, and then tried again', async () => {
    const { attempt, pass } = processAt(0)
    answer = status(503)
    for (let count = 0; count < 10; count++) expect(failure(await attempt(to(base)))?.code).toBe(`${kind}/503`)
    calls = 0
    expect(failure(await attempt(to(base)))).toMatchObject({
      code: `${kind}/circuit-open`,
      message: expect.stringContaining(`was not called: 10 of 10 calls to ${base} failed within 30.0 s.`),
      retryable: true,
      retryAfterMs: 30_000,
    })
    expect(calls).toBe(0)
    pass(30_000)
    expect(failure(await attempt(to(base)))?.code).toBe(`${kind}/503`)
    expect(failure(await attempt(to(base)))?.code).toBe(`${kind}/circuit-open`)
  })

  it('counts where it cannot be reached, and not where it refuses', async () => {
    const { attempt } = processAt(0)
    answer = status(403)
    for (let count = 0; count < 12; count++) expect(failure(await attempt(to(base)))?.code).toBe(`${kind}/403`)
    const nobody = 'http://127.0.0.1:2'
    for (let count = 0; count < 10; count++)
      expect(failure(await attempt(to(nobody)))?.code).toBe(`${kind}/unreachable`)
    expect(failure(await attempt(to(nobody)))?.code).toBe(`${kind}/circuit-open`)
  })

  it('is left alone for as long as it asks', async () => {
    answer = status(429, { 'retry-after': '7' })
    expect(failure(await processAt(0).attempt(to(base)))).toMatchObject({
      code: `${kind}/429`,
      retryable: true,
      retryAfterMs: 7_000,
    })
  })
})

it('an agent that has taken a task on may take longer than anybody waits', async () => {
  const agent = await serveAgent({ streaming: true })
  const { attempt } = processAt(0)
  const waiting = Array.from({ length: 12 }, () =>
    attempt({ kind: 'a2a', agent: { url: agent.url }, headers: {} }, 5_000),
  )
  for (const outcome of await Promise.all(waiting)) expect(failure(outcome)?.code).toBe('a2a/timeout')
  expect(agent.heard.messages).toHaveLength(12)
  expect(failure(await attempt({ kind: 'a2a', agent: { url: agent.url }, headers: {} }, 1_000))?.code).toBe(
    'a2a/timeout',
  )
  agent.close()
})
