import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openOrchestrator, type RecordedEvent } from '#core/orchestrator'
import { freshWorkspace, never, plan, removeWorkspaces, task } from '../contract/orchestrator.ts'

removeWorkspaces()
let calls = 0
const server = createServer((_, response) => {
  calls += 1
  response.writeHead(500).end('{}')
})
afterAll(() => server.close())

it('an execution knows of a service what another one has met, and waits until it is tried again', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { options } = freshWorkspace()
  const folder = path.join(options.root, '.ossa')
  const orchestrator = await openOrchestrator({
    engine: 'sqlite',
    ...options,
    environment: {},
    folder,
    access: 'create',
  })
  const binding = {
    kind: 'http',
    request: { method: 'GET', path: '/', parameters: [], body: 'none' },
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: {},
    timeoutMs: 3_000,
  } as const
  const ten = Array.from({ length: 10 }, (_, index) => task(`t${index}`, [], { binding, onError: 'continue' }))
  const first = await orchestrator.start({ plan: plan(ten), input: {} })
  await orchestrator.run(first.executionId, { signal: never })
  expect(calls).toBe(10)

  const retry = { maxAttempts: 2, backoff: 'fixed', initialMs: 1, maxMs: 1 } as const
  const second = await orchestrator.start({ plan: plan([task('late', [], { binding, retry })]), input: {} })
  const stop = new AbortController()
  const failures: RecordedEvent[] = []
  const onEvent = (event: RecordedEvent) => {
    if (event.type !== 'attempt.failed') return
    failures.push(event)
    stop.abort()
  }
  await orchestrator.run(second.executionId, { signal: stop.signal, onEvent })
  expect([calls, failures]).toMatchObject([10, [{ task: 'late', error: { code: 'http/circuit-open' } }]])
  const waits = failures.map((event) => (event.type === 'attempt.failed' ? (event.retryAt ?? 0) - event.at : 0))
  expect(waits[0]).toBeGreaterThan(25_000)
  expect(waits[0]).toBeLessThanOrEqual(30_000)
  await orchestrator.close()
})
