import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js'

/** A server built with the official SDK, whose tools do what a test wants to see. */
export function sampleServer(): Server {
  const server = new Server({ name: 'sample', version: '1.0.0' }, { capabilities: { tools: {}, logging: {} } })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }))
  server.setRequestHandler(CallToolRequestSchema, async (request, { sendNotification }) => {
    const { name, arguments: given = {}, _meta } = request.params
    const text = (value: string) => ({ content: [{ type: 'text' as const, text: value }] })
    switch (name) {
      case 'structured':
        return { content: [], structuredContent: { given, key: _meta?.['ossa/idempotencyKey'] } }
      case 'json':
        return text(JSON.stringify(given))
      case 'text':
        return text('42')
      case 'image':
        return { content: [{ type: 'image' as const, data: 'AAAA', mimeType: 'image/png' }] }
      case 'environment':
        return text(JSON.stringify([process.env['TOKEN'], process.env['OSSA_TASK'], process.cwd()]))
      case 'fail':
        return { ...text('no such file: secret-token.'), isError: true }
      case 'large':
        return text('x'.repeat(Number(given['size'])))
      case 'talk':
        console.error('on standard error, with secret-token')
        await sendNotification({ method: 'notifications/message', params: { level: 'info', data: 'half way' } })
        return text('done')
      case 'exit':
        console.error('it went wrong')
        return process.exit(3)
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, 600_000))
        return text('late')
      default:
        throw new McpError(ErrorCode.InvalidParams, `Tool ${name} not found`)
    }
  })
  return server
}

/** The same server behind HTTP on a free port, with sessions; `seen` are the headers of each request. */
export async function serveHttp() {
  const transports = new Map<string, StreamableHTTPServerTransport>()
  const seen: (readonly [method: string, headers: NodeJS.Dict<string | string[]>])[] = []
  const port = (): number => (http.address() as AddressInfo).port
  const http = createServer(async (request, response) => {
    seen.push([request.method ?? '', request.headers])
    if (request.url === '/elsewhere')
      return void response.writeHead(307, { location: `http://localhost:${port()}/mcp` }).end()
    if (request.url === '/broken') return void response.writeHead(503).end('busy')
    const known = transports.get(String(request.headers['mcp-session-id']))
    if (known !== undefined) return known.handleRequest(request, response)
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void transports.set(id, transport),
      onsessionclosed: (id) => void transports.delete(id),
    })
    await sampleServer().connect(transport as Transport)
    await transport.handleRequest(request, response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const close = () => {
    http.closeAllConnections()
    http.close()
  }
  return { url: `http://127.0.0.1:${port()}`, seen, sessions: () => transports.size, close }
}

if (process.argv[2] === '--stdio') await sampleServer().connect(new StdioServerTransport())
