import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { LlmBinding } from '#core/workflow'
import { runOssa } from '../cli/run-ossa.ts'

interface Asked {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent, looked at by the tests
  readonly body: any
}

/** A server that speaks both APIs and answers with what the test wants to be said, one after the other. */
let asked: Asked[] = []
let answers: ((response: ServerResponse) => void)[] = []
let base: string
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown
  asked.push({ url: request.url ?? '', headers: request.headers, body })
  const answer = answers.shift()
  if (answer !== undefined) answer(response)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  answers = []
})

const json =
  (value: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))

const says = {
  openai: (text: string, rest = {}) =>
    json({
      choices: [{ message: { role: 'assistant', content: text }, finish_reason: 'stop', ...rest }],
      usage: { prompt_tokens: 10, completion_tokens: 5 },
    }),
  anthropic: (value: unknown, rest = {}) =>
    json({
      content:
        typeof value === 'string'
          ? [{ type: 'text', text: value }]
          : [{ type: 'tool_use', id: 'call-1', name: 'answer', input: value }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, output_tokens: 5 },
      ...rest,
    }),
}

function attempt(
  binding: Partial<LlmBinding> = {},
  { outputSchema = undefined as unknown, timeoutMs = 20_000, signal = new AbortController().signal } = {},
): Promise<Outcome> {
  const what = { executionId: 'e', task: 't', capability: 'sum-up', attempt: 1, idempotencyKey: 'e/t/0' }
  const whole: LlmBinding = { kind: 'llm', api: 'openai', baseUrl: base, model: 'm-1', ...binding }
  const context = { root: '/', environment: { KEY: 'sk-geheim' }, readFile: () => '', circuits: new Circuits(Date.now) }
  return executeAttempt({ ...what, input: { text: 'Hello' }, timeoutMs, outputSchema, binding: whole }, context, signal)
}

const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)
const total = { type: 'object', required: ['total'], properties: { total: { type: 'integer' } } }

describe('a model with the API of OpenAI', () => {
  it('is told instructions, task, input and the form of the answer', async () => {
    answers = [says.openai('{"total": 3}')]
    const binding = {
      instructions: 'Be brief.',
      description: 'Sums up.',
      apiKey: { env: 'KEY' },
      temperature: 0,
      maxTokens: 99,
    }
    expect(await attempt(binding, { outputSchema: total })).toEqual({
      output: { total: 3 },
      usage: { inputTokens: 10, outputTokens: 5 },
    })
    expect(asked[0]).toMatchObject({
      url: '/chat/completions',
      headers: { authorization: 'Bearer sk-geheim', 'idempotency-key': 'e/t/0' },
      body: {
        model: 'm-1',
        temperature: 0,
        max_tokens: 99,
        messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }],
        response_format: { type: 'json_schema', json_schema: { schema: total } },
      },
    })
    expect(asked[0]?.body.messages[1].content).toContain('{"text":"Hello"}')
  })

  it('gives a text where a text, or nothing, is promised', async () => {
    answers = [says.openai('Hi.'), says.openai('{"a": 1}')]
    expect(await attempt()).toMatchObject({ output: 'Hi.' })
    expect(await attempt({}, { outputSchema: { type: 'string' } })).toMatchObject({ output: '{"a": 1}' })
    expect(asked.map(({ body }) => body.response_format)).toEqual([undefined, undefined])
  })

  it('is asked for an object that holds what is none', async () => {
    const outputSchema = { type: 'array', items: { $ref: '#/$defs/Line' }, $defs: { Line: { type: 'string' } } }
    answers = [says.openai('{"value": ["a", "b"]}')]
    expect(await attempt({}, { outputSchema })).toMatchObject({ output: ['a', 'b'] })
    expect(asked[0]?.body.response_format.json_schema.schema).toEqual({
      type: 'object',
      properties: { value: { type: 'array', items: { $ref: '#/$defs/Line' } } },
      required: ['value'],
      additionalProperties: false,
      $defs: { Line: { type: 'string' } },
    })
  })

  it('is told what is wrong with its answer, twice, and all of it is counted', async () => {
    answers = [says.openai('Sure!'), says.openai('{"total": "3"}'), says.openai('```json\n{"total": 3}\n```')]
    const price = { input: 2, output: 10 }
    expect(await attempt({ price }, { outputSchema: total })).toEqual({
      output: { total: 3 },
      usage: { inputTokens: 30, outputTokens: 15, cost: expect.closeTo(0.00021, 10) as unknown },
    })
    expect(asked[1]?.body.messages.at(-2)).toEqual({ role: 'assistant', content: 'Sure!' })
    expect(asked[1]?.body.messages.at(-1).content).toContain('it is not one JSON value')
    expect(asked[2]?.body.messages.at(-1).content).toContain('/total must be integer')
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
    answers = Array.from({ length: 3 }, () => says.openai('No.'))
    const last = await attempt({}, { outputSchema: total })
    expect(last).toMatchObject({
      error: { code: 'llm/invalid-output', retryable: true },
      usage: { inputTokens: 30, outputTokens: 15 },
    })
    expect(asked).toHaveLength(6)
  })

  it('that ends too early, or refuses, says so', async () => {
    answers = [says.openai('{"to', { finish_reason: 'length' }), says.openai('', { finish_reason: 'content_filter' })]
    expect(failure(await attempt({}, { outputSchema: total }))).toMatchObject({
      code: 'llm/truncated',
      retryable: false,
    })
    expect(failure(await attempt({}, { outputSchema: total }))).toMatchObject({ code: 'llm/refused', retryable: false })
  })
})

describe('a model with the API of Anthropic', () => {
  it('is asked by a tool that it has to use', async () => {
    answers = [says.anthropic({ total: 3 })]
    const binding = { api: 'anthropic', instructions: 'Be brief.', apiKey: { env: 'KEY' } } as const
    expect(await attempt(binding, { outputSchema: total })).toEqual({
      output: { total: 3 },
      usage: { inputTokens: 10, outputTokens: 5 },
    })
    expect(asked[0]).toMatchObject({
      url: '/v1/messages',
      headers: { 'x-api-key': 'sk-geheim', 'anthropic-version': '2023-06-01' },
      body: {
        max_tokens: 4096,
        system: 'Be brief.',
        tools: [{ name: 'answer', input_schema: total }],
        tool_choice: { type: 'tool', name: 'answer' },
      },
    })
  })

  it('is told what is wrong as the result of that tool', async () => {
    answers = [says.anthropic({ total: 'x' }), says.anthropic({ total: 3 })]
    expect(await attempt({ api: 'anthropic' }, { outputSchema: total })).toMatchObject({ output: { total: 3 } })
    expect(asked[1]?.body.messages.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call-1', name: 'answer', input: { total: 'x' } }] },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'call-1',
            is_error: true,
            content: expect.stringContaining('/total must be integer') as unknown,
          },
        ],
      },
    ])
  })

  it('gives texts, ends too early, and refuses', async () => {
    answers = [
      says.anthropic('Hi.'),
      says.anthropic('Hi', { stop_reason: 'max_tokens' }),
      says.anthropic('', { stop_reason: 'refusal' }),
    ]
    expect(await attempt({ api: 'anthropic' })).toMatchObject({ output: 'Hi.' })
    expect(failure(await attempt({ api: 'anthropic' }))?.code).toBe('llm/truncated')
    expect(failure(await attempt({ api: 'anthropic' }))?.code).toBe('llm/refused')
  })
})

describe('a provider', () => {
  it('that is busy is asked again when it says; its words do not tell the key', async () => {
    answers = [json({ error: { message: 'key sk-geheim: slow down' } }, 429, { 'retry-after': '7' })]
    const error = failure(await attempt({ apiKey: { env: 'KEY' } }))
    expect(error).toMatchObject({ code: 'llm/429', retryable: true, retryAfterMs: 7_000 })
    expect(JSON.stringify(error)).not.toContain('geheim')
  })

  it('that refuses the key is not asked again', async () => {
    answers = [json({ error: { message: 'no' } }, 401)]
    expect(failure(await attempt())).toMatchObject({ code: 'llm/401', retryable: false })
  })

  it('that is none says so', async () => {
    answers = [json({ hello: 'world' })]
    expect(failure(await attempt())?.code).toBe('llm/invalid-output')
    expect(failure(await attempt({ baseUrl: 'http://127.0.0.1:9' }))).toMatchObject({
      code: 'llm/unreachable',
      retryable: true,
    })
    expect(failure(await attempt({ baseUrl: 'file:///etc' }))).toMatchObject({
      code: 'llm/unusable-input',
      retryable: false,
    })
    expect(failure(await attempt({ apiKey: { env: 'NO_KEY' } }))?.code).toBe('llm/missing-value')
  })

  it('that does not answer is given up', async () => {
    expect(failure(await attempt({}, { timeoutMs: 200 }))?.code).toBe('llm/timeout')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    expect(await attempt({}, { signal: stop.signal })).toEqual({ interrupted: true })
  })
})

describe('an agent that is a model', () => {
  it('runs in a workflow, and what it used up is told', async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'ossa llm '))
    writeFileSync(
      path.join(cwd, 'fleet.yaml'),
      `apiVersion: ossa/v1
kind: Agent
metadata: { name: writer, version: 1.0.0 }
spec:
  type: worker
  instructions: Be brief.
  capabilities:
    - { name: count, description: Counts the words., output: { type: integer } }
  runtime: { llm: { provider: local, model: m-1, baseUrl: '${base}', price: { input: 1, output: 1 } } }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: counting, version: 1.0.0 }
spec:
  tasks:
    count: { agent: writer, capability: count, input: { text: Hello }, retry: { maxAttempts: 2, initial: 10ms } }
  output: '\${{ tasks.count.output }}'
`,
    )
    answers = [json({}, 503), says.openai('{"value": 1}')]
    const { stdout } = await runOssa(['run', 'workflow', 'fleet.yaml', '--json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'completed',
      output: 1,
      tasks: { count: { attempts: 2, usage: { inputTokens: 10, outputTokens: 5, cost: 0.000015 } } },
    })
    rmSync(cwd, { recursive: true })
  })
})
