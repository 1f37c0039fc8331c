import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void)

/** A real server of documents. */
export interface DocumentHost {
  /** Such as `http://127.0.0.1:4711`. */
  readonly origin: string
  readonly port: number
  /** What was asked for, in order. */
  readonly asked: string[]
  answers: Record<string, Answer>
  close(): Promise<void>
}

/** Starts a server that answers by path; nothing is there else. */
export async function openHost(answers: Record<string, Answer>, host = '127.0.0.1'): Promise<DocumentHost> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = opened.answers[(request.url ?? '').split('?')[0] ?? '']
    if (typeof answer === 'function') answer(request, response)
    else response.writeHead(answer === undefined ? 404 : 200).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const opened: DocumentHost = { origin: `http://${host}:${port}`, port, asked, answers, close }
  return opened
}

/** An answer that leads elsewhere. */
export function redirect(location: string, status = 302): Answer {
  return (_request, response) => response.writeHead(status, { location }).end()
}

/** A document that has a version, and is sent again only to those who have another. */
export function versioned(content: string, etag: string): Answer {
  return (request, response) => {
    const isKnown = request.headers['if-none-match'] === etag
    response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : content)
  }
}
