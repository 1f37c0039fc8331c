import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { AttemptError, McpBinding } from '#core/workflow'
import type { Answers } from '../answers.ts'
import { fetchReason } from '../fetch-reason.ts'
import { ProgramTransport } from './program-transport.ts'

/** Another attempt would be answered alike. */
const lasting: ReadonlySet<number> = new Set([
  ErrorCode.ParseError,
  ErrorCode.InvalidRequest,
  ErrorCode.MethodNotFound,
  ErrorCode.InvalidParams,
])

/** Why a call has not come to an answer. */
export function callProblem(
  error: unknown,
  { tool, server }: McpBinding,
  { transport, answers }: { readonly transport: unknown; readonly answers: Answers },
): AttemptError {
  const [program = ''] = 'run' in server ? server.run : []
  if (transport instanceof ProgramTransport && transport.end !== undefined) return endProblem(program, transport)
  if (error instanceof McpError && error.code !== ErrorCode.ConnectionClosed) {
    const message = `The MCP server refused the tool ${tool}: ${error.message.replace(/^MCP error -?\d+: /, '').replace(/\.$/, '')}.`
    const details = { code: error.code, ...(error.data === undefined ? {} : { data: error.data }) }
    return { code: 'mcp/refused', message, retryable: !lasting.has(error.code), details }
  }
  if (error instanceof StreamableHTTPError) {
    return answers.error(error.code ?? 0, { kind: 'mcp', who: 'The MCP server' })
  }
  const message = `The MCP server${program === '' ? '' : ` ${program}`} cannot be reached: ${fetchReason(error)}.`
  return { code: 'mcp/unreachable', message, retryable: true }
}

function endProblem(program: string, { end, complaint }: ProgramTransport): AttemptError {
  const said = complaint.trimEnd().split('\n').at(-1)?.trim() ?? ''
  const because = said === '' ? '' : `: ${said.slice(0, 300).replace(/\.$/, '')}`
  const details = complaint === '' ? {} : { details: { stderr: complaint } }
  if (end?.exitCode === undefined && end?.signal === undefined) {
    const message = `${program} cannot be started: ${end?.code === 'ENOENT' ? 'there is no such program or folder' : (end?.code ?? 'unknown error')}.`
    return { code: 'mcp/not-started', message, retryable: false }
  }
  const how = end.signal === undefined ? `ended with ${end.exitCode}` : `was ended by ${end.signal}`
  return { code: 'mcp/ended', message: `${program} ${how} before it answered${because}.`, retryable: true, ...details }
}
