import path from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { CallToolResultSchema, LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import type { McpAddress, McpBinding, McpProgram } from '#core/workflow'
import { Answers } from '../answers.ts'
import { boundedFetch } from '../bounded-fetch.ts'
import { authorise, setHeader } from '../http/authorise.ts'
import { UnusableInput } from '../http/unusable-input.ts'
import { Lines, teller } from '../lines.ts'
import { type AttemptRequest, type Executor, type ExecutorContext, maximumMessageBytes, type Outcome } from '../port.ts'
import { throughCircuit } from '../through-circuit.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { callProblem } from './call-problem.ts'
import { type Program, ProgramTransport } from './program-transport.ts'
import { outcomeOf, tooLarge } from './tool-result.ts'

/** A tool of an MCP server: connected to for the call, over standard input and output or streamable HTTP. */
export const mcpExecutor: Executor<McpBinding> = {
  kind: 'mcp',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    try {
      const excess = new AbortController()
      const limit = { maximumBytes: maximumMessageBytes, onExcess: () => excess.abort() }
      const tell = teller(context, values)
      const answers = new Answers()
      const transport = transportTo(request, limit, { context, values, answers })
      const run = () => call(request, transport, { signal, excess: excess.signal, tell, answers })
      const { server, tool } = request.binding
      if ('run' in server) return values.redactOutcome(await run())
      const { origin } = new URL(values.plain(server.url))
      const service = { kind: 'mcp', origin, target: `The tool ${tool} of the MCP server` }
      return values.redactOutcome(await throughCircuit(service, { circuits: context.circuits, signal, run }))
    } catch (error) {
      if (error instanceof MissingValue) return { error: missingValueError('mcp', error) }
      if (error instanceof UnusableInput)
        return { error: { code: 'mcp/unusable-input', message: error.message, retryable: false } }
      throw error
    }
  },
}

interface Conversation {
  readonly signal: AbortSignal
  readonly excess: AbortSignal
  readonly tell: (line: string) => void
  readonly answers: Answers
}

async function call(
  { binding, input, idempotencyKey, timeoutMs, outputSchema }: AttemptRequest<McpBinding>,
  transport: ProgramTransport | StreamableHTTPClientTransport,
  { signal, excess, tell, answers }: Conversation,
): Promise<Outcome> {
  if (signal.aborted) return { interrupted: true }
  const client = new Client({ name: 'ossa', version: '1' })
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params: { level, data } }) =>
    tell(`${level}: ${typeof data === 'string' ? data : JSON.stringify(data)}`),
  )
  // The attempt has a time limit of its own; this one must not be shorter.
  const timeout = Math.min(timeoutMs + 60_000, longestTimerMs)
  const options = { signal: AbortSignal.any([signal, excess]), timeout }
  try {
    // The two differ in optional members only, which the SDK does not spell as exactly as we do.
    await client.connect(transport as Transport, options)
    const params = {
      name: binding.tool,
      arguments: input as Record<string, unknown>,
      _meta: { [keyName]: idempotencyKey },
    }
    const { content, structuredContent, isError } = await client.callTool(params, CallToolResultSchema, options)
    return outcomeOf(binding.tool, { content, structuredContent, isError: isError === true }, outputSchema)
  } catch (error) {
    if (signal.aborted) return { interrupted: true }
    if (excess.aborted) return { error: tooLarge(binding.tool) }
    return { error: callProblem(error, binding, { transport, answers }) }
  } finally {
    if (transport instanceof StreamableHTTPClientTransport && transport.sessionId !== undefined && !signal.aborted)
      await transport.terminateSession().catch(() => undefined)
    await client.close()
  }
}

const longestTimerMs = 2 ** 31 - 1

/** Where servers find what is equal for all attempts of a task. */
const keyName = 'ossa/idempotencyKey'

interface Limit {
  readonly maximumBytes: number
  readonly onExcess: () => void
}

interface Surroundings {
  readonly context: ExecutorContext
  readonly values: ValueReader
  readonly answers: Answers
}

function transportTo(
  request: AttemptRequest<McpBinding>,
  limit: Limit,
  surroundings: Surroundings,
): ProgramTransport | StreamableHTTPClientTransport {
  const { server } = request.binding
  const { context, values, answers } = surroundings
  if ('run' in server) {
    const said = new Lines(teller(context, values))
    return new ProgramTransport({ ...programOf(server, request, surroundings), ...limit, said })
  }
  const { url, headers } = addressOf(server, values)
  const { maximumBytes, onExcess } = limit
  return new StreamableHTTPClientTransport(url, {
    requestInit: { headers },
    fetch: answers.watch(boundedFetch(maximumBytes, onExcess)) as FetchLike,
  })
}

function programOf(
  { run, cwd, env }: McpProgram,
  request: AttemptRequest<McpBinding>,
  { context, values }: Surroundings,
): Pick<Program, 'run' | 'cwd' | 'environment'> {
  const own = Object.entries(env).map(([name, value]) => [name, values.read(value)])
  const environment = {
    ...Object.fromEntries(own),
    OSSA_EXECUTION_ID: request.executionId,
    OSSA_TASK: request.task,
    OSSA_IDEMPOTENCY_KEY: request.idempotencyKey,
  }
  return { run, cwd: path.join(context.root, cwd), environment }
}

function addressOf(
  { url: address, headers: written, auth }: McpAddress,
  values: ValueReader,
): { url: URL; headers: Headers } {
  const text = values.plain(address)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UnusableInput('The address of the MCP server is not an http(s) URL.')
  const headers = new Headers()
  for (const [name, value] of Object.entries(written)) setHeader(headers, name, values.read(value))
  const query: [string, string][] = []
  authorise(auth, { query, headers }, values)
  for (const [name, value] of query) url.searchParams.set(decodeURIComponent(name), decodeURIComponent(value))
  return { url, headers }
}
