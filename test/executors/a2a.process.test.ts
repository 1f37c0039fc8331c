import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { A2aBinding } from '#core/workflow'
import { runOssa } from '../cli/run-ossa.ts'
import { serveAgent } from './a2a-agent.ts'

const never = new AbortController().signal

function attempt(
  binding: Partial<A2aBinding>,
  skill: string,
  { input = {} as unknown, timeoutMs = 30_000, signal = never, outputSchema = undefined as unknown } = {},
): Promise<Outcome> {
  const what = { executionId: 'e', task: 't', attempt: 1, idempotencyKey: 'e/t/0' }
  const context = {
    root: '/',
    environment: { TOKEN: 'secret-token' },
    readFile: () => '',
    circuits: new Circuits(Date.now),
  }
  const whole: A2aBinding = { kind: 'a2a', agent: { url: '' }, headers: {}, ...binding }
  return executeAttempt({ ...what, capability: skill, input, timeoutMs, outputSchema, binding: whole }, context, signal)
}

const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)

describe.each([{ streaming: true }, { streaming: false }])(
  'an agent that speaks A2A, $streaming for streaming',
  ({ streaming }) => {
    let served: Awaited<ReturnType<typeof serveAgent>>
    beforeAll(async () => {
      served = await serveAgent({ streaming })
    })
    afterAll(() => served.close())
    const ask = (skill: string, rest?: Parameters<typeof attempt>[2]) =>
      attempt({ agent: { url: served.url } }, skill, rest)

    it('is told skill, input and key, and its message is the output', async () => {
      expect(await ask('message', { input: { a: [1] } })).toEqual({ output: { given: { a: [1] } } })
      expect(served.heard.messages.at(-1)).toEqual({ messageId: 'e/t/0', skill: 'message', input: { a: [1] } })
    })

    it('is followed until its task is done', async () => {
      expect(await ask('work', { input: { a: 1 } })).toEqual({ output: { given: { a: 1 } } })
    })

    it('gives artifacts: data, text that is JSON unless a text is promised, several pieces, files', async () => {
      expect(await ask('text')).toEqual({ output: { total: 3 } })
      expect(await ask('text', { outputSchema: { type: 'string' } })).toEqual({ output: '{"total": 3}' })
      expect(await ask('several')).toEqual({ output: [1, 2] })
      expect(await ask('file')).toEqual({ output: [{ filename: 'a.txt', base64: 'aGk=' }] })
    })

    it('may fail, reject, or ask for more', async () => {
      expect(failure(await ask('fail'))).toMatchObject({ code: 'a2a/failed', retryable: true })
      expect(failure(await ask('reject'))).toMatchObject({ code: 'a2a/rejected', retryable: false })
      expect(failure(await ask('ask'))).toMatchObject({
        code: 'a2a/input-required',
        message: 'The agent asks for more input: Which one.',
        retryable: false,
      })
    })

    it('must keep what the capability promises, and not say too much', async () => {
      expect(failure(await ask('text', { outputSchema: { type: 'array' } }))?.code).toBe('executors/invalid-output')
      expect(failure(await ask('large'))).toMatchObject({ code: 'a2a/output-too-large', retryable: false })
    })

    it('is told when nobody waits any more', async () => {
      expect(failure(await ask('wait', { timeoutMs: 1_000 }))?.code).toBe('a2a/timeout')
      const stop = new AbortController()
      setTimeout(() => stop.abort(), 1_000)
      expect(await ask('wait', { signal: stop.signal })).toEqual({ interrupted: true })
      await expect
        .poll(() => served.heard.cancelled.length, { timeout: 5_000 })
        .toBeGreaterThanOrEqual(streaming ? 2 : 0)
    })

    it('gets headers and credentials, which stay out of messages', async () => {
      served.heard.headers.length = 0
      const binding = { agent: { card: served.card }, headers: { 'X-Team': 'a' }, auth: { bearer: { env: 'TOKEN' } } }
      const error = failure(await attempt(binding, 'fail'))
      expect(error?.message).toBe('The agent has failed: out of paper: •••.')
      expect(served.heard.headers.length).toBeGreaterThan(0)
      for (const headers of served.heard.headers)
        expect(headers).toMatchObject({ 'x-team': 'a', authorization: 'Bearer secret-token' })
    })
  },
)

describe('an agent that is not there', () => {
  it('may be there later', async () => {
    expect(failure(await attempt({ agent: { url: 'http://127.0.0.1:9' } }, 'work'))).toMatchObject({
      code: 'a2a/unreachable',
      retryable: true,
    })
    expect(failure(await attempt({ agent: { url: 'file:///etc' } }, 'work'))?.code).toBe('a2a/unusable-input')
    expect(failure(await attempt({ auth: { bearer: { env: 'NO' } } }, 'work'))?.code).toBe('a2a/missing-value')
  })
})

describe('in a workflow', () => {
  it('an agent is found by its address, by a card beside it, or is its card', async () => {
    const served = await serveAgent({ streaming: true })
    const cwd = mkdtempSync(path.join(tmpdir(), 'ossa a2a '))
    const agent = (name: string, runtime: string) => `apiVersion: ossa/v1
kind: Agent
metadata: { name: ${name}, version: 1.0.0 }
spec: { type: worker, capabilities: [{ name: work }], runtime: { a2a: ${runtime} } }
---
`
    writeFileSync(path.join(cwd, 'card.data'), JSON.stringify(served.card))
    writeFileSync(
      path.join(cwd, 'fleet.yaml'),
      `${agent('near', `{ url: '${served.url}' }`)}${agent('far', `{ url: '${served.url}/.well-known/agent-card.json' }`)}apiVersion: ossa/v1
kind: Workflow
metadata: { name: pair, version: 1.0.0 }
spec:
  tasks:
    one: { agent: near, capability: work, input: { a: 1 } }
    two: { agent: far, capability: work, input: { b: '\${{ tasks.one.output.given.a }}' } }
  output: '\${{ tasks.two.output }}'
`,
    )
    const { stdout } = await runOssa(['run', 'workflow', 'fleet.yaml', '--json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', output: { given: { b: 1 } } })
    rmSync(cwd, { recursive: true })
    served.close()
  })
})
