import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { McpBinding } from '#core/workflow'
import { packageRoot, runOssa } from '../cli/run-ossa.ts'
import { serveHttp } from './mcp-server.ts'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa mcp ')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const context = { root, environment: { TOKEN: 'secret-token' }, readFile: () => '', circuits: new Circuits(Date.now) }
const never = new AbortController().signal

// The types are stripped by what runs the tests; a child process needs the same.
const program = [
  process.execPath,
  '--import',
  import.meta.resolve('tsx'),
  path.join(packageRoot, 'test/executors/mcp-server.ts'),
  '--stdio',
]
const stdio = {
  run: program,
  cwd: '',
  env: { TOKEN: { env: 'TOKEN' }, TSX_TSCONFIG_PATH: path.join(packageRoot, 'tsconfig.json') },
}

function attempt(
  server: McpBinding['server'],
  tool: string,
  {
    input = {},
    timeoutMs = 30_000,
    signal = never,
    outputSchema = undefined as unknown,
    onMessage = undefined as ((line: string) => void) | undefined,
  } = {},
): Promise<Outcome> {
  const what = { executionId: 'e', task: 't', capability: 'c', attempt: 1, idempotencyKey: 'e/t/0' }
  return executeAttempt(
    { ...what, input, timeoutMs, outputSchema, binding: { kind: 'mcp', tool, server } },
    { ...context, onMessage },
    signal,
  )
}

const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)

let service: Awaited<ReturnType<typeof serveHttp>>
beforeAll(async () => {
  service = await serveHttp()
})
afterAll(() => service.close())

describe.each(['stdio', 'http'] as const)('a tool of an MCP server over %s', (way) => {
  const server = (): McpBinding['server'] => (way === 'stdio' ? stdio : { url: `${service.url}/mcp`, headers: {} })
  const call = (tool: string, rest?: Parameters<typeof attempt>[2]) => attempt(server(), tool, rest)

  it('gives its structured content, and is told the key of the attempt', async () => {
    expect(await call('structured', { input: { a: [1] } })).toEqual({
      output: { given: { a: [1] }, key: 'e/t/0' },
    })
  })

  it('may say something while it works', async () => {
    const lines: string[] = []
    const outcome = await attempt(server(), 'talk', { onMessage: (line) => void lines.push(line) })
    expect(outcome).toEqual({ output: 'done' })
    expect(lines).toContain('info: half way')
    if (way === 'stdio') expect(lines).toContain('on standard error, with •••')
  })

  it('gives its text as JSON where it is JSON, unless a text is promised', async () => {
    expect(await call('json', { input: { total: 3 } })).toEqual({ output: { total: 3 } })
    expect(await call('text')).toEqual({ output: 42 })
    expect(await call('text', { outputSchema: { type: 'string' } })).toEqual({ output: '42' })
  })

  it('gives other content as it comes', async () => {
    expect(await call('image')).toEqual({ output: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }] })
  })

  it('may fail, and another attempt may not', async () => {
    expect(failure(await call('fail'))).toMatchObject({ code: 'mcp/tool-failed', retryable: true })
  })

  it('that is not there is refused for good', async () => {
    const error = failure(await call('nothing'))
    expect(error).toMatchObject({ code: 'mcp/refused', retryable: false })
    expect(error?.message).toContain('Tool nothing not found')
  })

  it('must keep what the capability promises', async () => {
    const outputSchema = { type: 'object', required: ['total'] }
    expect(failure(await call('json', { outputSchema }))?.code).toBe('executors/invalid-output')
  })

  it('may answer with 9 MiB and not with 12', async () => {
    const large = await call('large', { input: { size: 9 * 1024 * 1024 } })
    expect('output' in large && (large.output as string).length).toBe(9 * 1024 * 1024)
    const error = failure(await call('large', { input: { size: 12 * 1024 * 1024 } }))
    expect(error).toMatchObject({ code: 'mcp/output-too-large', retryable: false })
  })

  it('is given up when its time is over, and when it is told to stop', async () => {
    expect(failure(await call('wait', { timeoutMs: way === 'http' ? 300 : 2_500 }))?.code).toBe('mcp/timeout')
    const stop = new AbortController()
    setTimeout(() => stop.abort(), way === 'http' ? 200 : 2_500)
    expect(await call('wait', { signal: stop.signal })).toEqual({ interrupted: true })
  })
})

describe('an MCP server that is a program', () => {
  it('has its environment and its folder; secrets are not told', async () => {
    expect(await attempt(stdio, 'environment')).toEqual({ output: ['secret-token', 't', root] })
    expect(failure(await attempt(stdio, 'fail'))).toMatchObject({
      message: 'The tool fail has failed: no such file: •••.',
    })
  })

  it('that cannot be started, or ends, says why', async () => {
    expect(failure(await attempt({ run: ['no-such-program'], cwd: '', env: {} }, 'json'))).toMatchObject({
      code: 'mcp/not-started',
      message: 'no-such-program cannot be started: there is no such program or folder.',
      retryable: false,
    })
    expect(failure(await attempt(stdio, 'exit'))).toMatchObject({
      code: 'mcp/ended',
      message: expect.stringMatching(/ended with 3 before it answered: it went wrong\.$/) as unknown,
      retryable: true,
    })
    expect(failure(await attempt({ ...stdio, env: { A: { env: 'MISSING' } } }, 'json'))?.code).toBe('mcp/missing-value')
  })

  it('that prints something else is given up', async () => {
    const chatty = { run: ['sh', '-c', 'while :; do echo hello; sleep 0.05; done'], cwd: '', env: {} }
    expect(failure(await attempt(chatty, 'json', { timeoutMs: 5_000 }))).toMatchObject({
      code: expect.stringMatching(/^mcp\//) as unknown,
    })
  })

  it('is ended with all that it has started', async () => {
    const file = path.join(root, 'child.pid')
    const script = `sleep 300 & echo $! > '${file}'; exec "$@"`
    await attempt({ ...stdio, run: ['sh', '-c', script, 'sh', ...program] }, 'json')
    const pid = Number(readFileSync(file, 'utf8'))
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5_000 }).toBe(false)
  })
})

describe('an MCP server behind HTTP', () => {
  it('gets headers and credentials, and is told when the session is over', async () => {
    service.seen.length = 0
    const headers = { 'X-Team': 'billing' }
    const auth = { bearer: { env: 'TOKEN' } }
    await attempt({ url: `${service.url}/mcp`, headers, auth }, 'json')
    expect(service.seen.every(([, each]) => each['x-team'] === 'billing')).toBe(true)
    expect(service.seen.every(([, each]) => each['authorization'] === 'Bearer secret-token')).toBe(true)
    expect(service.seen.map(([method]) => method)).toContain('DELETE')
  })

  it('is not followed elsewhere, since that would carry credentials along', async () => {
    const error = failure(await attempt({ url: `${service.url}/elsewhere`, headers: {} }, 'json'))
    expect(error?.code).toMatch(/^mcp\//)
  })

  it('that is busy or absent may be asked again', async () => {
    expect(failure(await attempt({ url: `${service.url}/broken`, headers: {} }, 'json'))).toMatchObject({
      code: 'mcp/503',
      retryable: true,
    })
    expect(failure(await attempt({ url: 'http://127.0.0.1:9/mcp', headers: {} }, 'json'))).toMatchObject({
      retryable: true,
    })
    expect(failure(await attempt({ url: 'file:///etc/passwd', headers: {} }, 'json'))).toMatchObject({
      code: 'mcp/unusable-input',
      retryable: false,
    })
  })
})

describe('an agent whose runtime is an MCP server', () => {
  it('runs in a workflow, by a server that ossa.yaml declares', async () => {
    const [command, ...args] = program
    writeFileSync(
      path.join(root, 'ossa.yaml'),
      JSON.stringify({ mcpServers: { sample: { command, args, env: { TOKEN: { env: 'TOKEN' } } } } }),
    )
    writeFileSync(
      path.join(root, 'fleet.yaml'),
      `apiVersion: ossa/v1
kind: Agent
metadata: { name: sampler, version: 1.0.0 }
spec: { type: worker, capabilities: [{ name: json }], runtime: { mcp: { server: sample } } }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: echo, version: 1.0.0 }
spec:
  tasks:
    ask: { agent: sampler, capability: json, input: { total: 3 } }
  output: '\${{ tasks.ask.output.total }}'
`,
    )
    const ran = await runOssa(['run', 'workflow', 'fleet.yaml', '--json'], {
      cwd: root,
      env: { TOKEN: 'secret-token', TSX_TSCONFIG_PATH: path.join(packageRoot, 'tsconfig.json') },
    })
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'completed', output: 3 })
  })
})
