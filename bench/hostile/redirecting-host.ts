import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A host that sends whoever asks for anything to where clouds keep their secrets, but for what never ends. */
export async function openRedirectingHost(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/large.yaml')
      for (let count = 0; count < 20; count += 1) response.write(Buffer.alloc(1024 * 1024, 'x'))
    else response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
