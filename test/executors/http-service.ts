import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { RequestParameter } from '#core/openapi'
import type { HttpBinding } from '#core/workflow'

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly bytes: Buffer
}

/** What the service has received in the current test. */
export const received: Received[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined
const listen = () =>
  createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const bytes = Buffer.concat(chunks)
      received.push({ method, url, headers, body: bytes.toString(), bytes })
      answer(request, response)
    })
  })
let origin = ''
/** Where the service is. */
export const serviceAddress = () => origin
/** Lets the service answer in another way than `{"ok":true}`. */
export const answerWith = (next: typeof answer) => {
  answer = next
}
/** Starts the service for the tests of a file. */
export function serveTests(): void {
  const server = listen()
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    received.length = 0
    answer = (_, response) => response.end('{"ok":true}')
  })
}

const context = {
  root: '/',
  environment: { TOKEN: 'geheim-token', SERVICE: '', PASSWORD: 'päss: wörd', BAD: 'a\nb' },
  readFile: () => 'of-the-file\n',
}

interface Options {
  readonly input?: unknown
  readonly binding?: Partial<HttpBinding>
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly circuits?: Circuits
}

/** Makes a call to the service. */
export function call(
  request: Partial<HttpBinding['request']>,
  { input = {}, binding = {}, timeoutMs = 20_000, signal = new AbortController().signal, circuits }: Options = {},
): Promise<Outcome> {
  const about = { executionId: 'e', task: 't', capability: 'c', attempt: 1, idempotencyKey: 'e/t/0', input, timeoutMs }
  const whole = { method: 'GET', path: '/orders', parameters: [], body: 'none' as const, ...request }
  const http = { kind: 'http' as const, request: whole, baseUrl: origin, headers: {}, timeoutMs: 20_000, ...binding }
  return executeAttempt(
    { ...about, binding: http },
    { ...context, circuits: circuits ?? new Circuits(Date.now) },
    signal,
  )
}

/** A parameter. */
export const at = (
  place: 'path' | 'query' | 'header' | 'cookie',
  name: string,
  rest: Partial<Omit<RequestParameter, 'name' | 'in'>> = {},
) => ({
  name,
  in: place,
  required: false,
  explode: true,
  ...rest,
})
export const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)
/** Lets the service answer with a status. */
export const status = (code: number, body = '{}') => {
  answer = (_, response) => response.writeHead(code, { 'content-type': 'application/json' }).end(body)
}
