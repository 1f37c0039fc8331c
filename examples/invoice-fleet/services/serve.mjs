import { createServer } from 'node:http'

/**
 * Serves JSON on 127.0.0.1. A route is `'GET /invoices/:id': ({ params, query, body, key }) => ({ status, body })`.
 * Answers to calls with an Idempotency-Key are remembered: the same call, sent again, is not carried out again.
 */
export function serve({ name, port, routes, token }) {
  const remembered = new Map()
  const server = createServer(async (request, response) => {
    const { status, body } = await answer({ request, routes, token, remembered }).catch(({ message }) =>
      problem(500, 'Internal error', message),
    )
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type, ...(status === 503 ? { 'retry-after': '1' } : {}) })
    response.end(JSON.stringify(body))
  })
  server.on('error', ({ code, message }) => {
    const reason =
      code === 'EADDRINUSE' ? `the port ${process.env.PORT ?? port} is taken; choose another with PORT` : message
    console.error(`${name}: cannot be started, ${reason}`)
    process.exit(1)
  })
  server.listen(Number(process.env.PORT ?? port), '127.0.0.1', () => {
    console.log(`${name}: listening on http://127.0.0.1:${server.address().port}`)
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0))
}

/** An answer that says what went wrong, as RFC 9457 describes it. */
export function problem(status, title, detail) {
  return { status, body: { title, status, ...(detail === undefined ? {} : { detail }) } }
}

async function answer({ request, routes, token, remembered }) {
  const url = new URL(request.url, 'http://127.0.0.1')
  if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
    return problem(401, 'Unauthorized', 'Send the token of the ledger as a bearer token.')
  const found = findRoute(routes, request.method, url.pathname)
  if (found === undefined) return problem(404, 'Not found', `There is no ${request.method} ${url.pathname}.`)
  const key = request.headers['idempotency-key']
  const call = `${request.method} ${url.pathname} ${key}`
  if (key !== undefined && remembered.has(call)) return remembered.get(call)
  const body = await readJson(request)
  if (body === undefined) return problem(400, 'Bad request', 'The body is not JSON.')
  if (body === null && ['POST', 'PUT'].includes(request.method)) return problem(400, 'Bad request', 'Send a body.')
  const result = found.handle({ params: found.params, query: url.searchParams, body, key })
  if (key !== undefined && request.method !== 'GET' && result.status < 300) remembered.set(call, result)
  return result
}

function findRoute(routes, method, path) {
  for (const [route, handle] of Object.entries(routes)) {
    const [routeMethod, pattern] = route.split(' ')
    const match = new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path)
    if (routeMethod !== method || match === null) continue
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])
    return { handle, params: Object.fromEntries(params) }
  }
  return undefined
}

async function readJson(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}
