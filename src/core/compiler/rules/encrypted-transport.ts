import { toPointer } from '#core/json'
import type { LinkedAgent } from '../linked.ts'
import { defineRule } from '../rule.ts'

// Names that lead to this machine or to a private network: without a dot, by their ending, or by their address (RFC 1918, RFC 6761).
const privateHost =
  /^(?:[^.:[\]]+|\[::1\]|(?:127|10)\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|.*\.(?:localhost|local|internal|svc|svc\.cluster\.local|test|example|invalid))$/i

export const encryptedTransport = defineRule({
  code: 'security/encrypted-transport',
  on: 'agent',
  severity: 'warning',
  summary: 'Services outside the own network are called by https.',
  rationale: 'Everyone on the way can read and change what is sent by http, credentials first of all.',
  hint: 'Write https://, or take the address from the environment.',
  examples: {
    valid: [
      'runtime: { http: { baseUrl: https://orders.example.com } }',
      'runtime: { http: { baseUrl: { env: ORDERS_URL, default: "http://127.0.0.1:4010" } } }',
      'mcpServers: { files: { url: "http://files.internal:8080/mcp" } }',
    ],
    invalid: [
      { source: 'runtime: { http: { baseUrl: http://orders.example.com } }', pointers: ['/spec/runtime/http/baseUrl'] },
      {
        source: 'mcpServers: { files: { url: "http://files.example.com" } }',
        pointers: ['/spec/mcpServers/files/url'],
      },
    ],
  },
  *check({ agent }) {
    for (const { url, pointer } of addressesOf(agent)) {
      const host = /^http:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1]
      if (host === undefined || privateHost.test(host) || host.includes('${')) continue
      yield { pointer, message: `${host} is called without encryption.` }
    }
  },
})

function addressesOf({ manifest }: LinkedAgent): { url: string; pointer: string }[] {
  const { runtime = {}, mcpServers = {} } = manifest.content.spec
  const { http, mcp, a2a, llm } = runtime
  const base = http?.baseUrl
  const found: [unknown, ...(string | number)[]][] = [
    typeof base === 'string'
      ? [base, 'runtime', 'http', 'baseUrl']
      : [base?.default, 'runtime', 'http', 'baseUrl', 'default'],
    [mcp?.url, 'runtime', 'mcp', 'url'],
    [a2a?.url, 'runtime', 'a2a', 'url'],
    [llm?.baseUrl, 'runtime', 'llm', 'baseUrl'],
    ...Object.entries(mcpServers).map(([name, { url }]): [unknown, ...string[]] => [url, 'mcpServers', name, 'url']),
  ]
  return found.flatMap(([url, ...path]) =>
    typeof url === 'string' ? [{ url, pointer: toPointer('spec', ...path) }] : [],
  )
}
