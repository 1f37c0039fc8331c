import { lookup as lookUp } from 'node:dns'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { OssaError } from '#core/diagnostics'
import { isLiteral, unbracketed } from './allow-list.ts'
import { type RemoteLimits, unavailable, unreachable } from './failures.ts'
import { networkOf } from './networks.ts'
import { type Policy, requireAllowedNetwork } from './policy.ts'
import { readBody } from './response-body.ts'

export interface Response {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Without the encodings of its way here; empty unless the status is 200. */
  readonly body: Uint8Array
}

export interface RequestOptions {
  readonly policy: Policy
  readonly limits: RemoteLimits
  readonly signal: AbortSignal
  /** What is known of the document already, so that it need not be sent again. */
  readonly validators: Readonly<Record<string, string>>
}

/**
 * Asks for one address, without following redirects. The host is connected to by the very IP address that was checked, so a name
 * server cannot answer twice in different ways. Throws OssaError.
 */
export async function requestOnce(url: URL, options: RequestOptions): Promise<Response> {
  const { policy, limits, signal, validators } = options
  if (isLiteral(url.hostname)) requireAllowedNetwork(url, networkOf(unbracketed(url.hostname)), policy)
  try {
    const response = await send(url, { ...validators }, { signal, lookup: checkedLookup(url, policy) })
    const { statusCode: status = 0, headers } = response
    if (status === 200) return { status, headers, body: await readBody(url, response, limits.documentBytes) }
    response.destroy()
    return { status, headers, body: new Uint8Array() }
  } catch (cause) {
    if (cause instanceof OssaError) throw cause
    if (signal.aborted) throw unreachable(url, `there was no answer for ${limits.milliseconds / 1000} s`, cause)
    throw unreachable(url, reasonOf(cause), cause)
  }
}

function send(
  url: URL,
  validators: Readonly<Record<string, string>>,
  { signal, lookup }: { signal: AbortSignal; lookup: LookupFunction },
): Promise<IncomingMessage> {
  const headers = {
    accept: 'application/yaml, application/json, application/schema+json, text/yaml, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'ossa',
    ...validators,
  }
  return new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http
    // An agent would keep connections open, and the program with them.
    const request = get(url, { headers, signal, lookup, agent: false, maxHeaderSize: 16 * 1024 }, resolve)
    request.on('error', reject)
  })
}

function checkedLookup(url: URL, policy: Policy): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '')
      const checked = found.map((each) => ({ ...each, refusal: refusalOf(url, each.address, policy) }))
      const usable = checked.filter(({ refusal }) => refusal === undefined)
      const [first] = usable
      if (first === undefined)
        return callback(checked[0]?.refusal ?? unavailable(url, 'its name has no IP address'), '')
      if (options.all === true) callback(null, usable)
      else callback(null, first.address, first.family)
    })
  }
}

function refusalOf(url: URL, ip: string, policy: Policy): OssaError | undefined {
  try {
    requireAllowedNetwork(url, networkOf(ip), policy)
    return undefined
  } catch (error) {
    if (error instanceof OssaError) return error
    throw error
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (cause instanceof Error ? cause.message.replace(/\.$/, '') : 'unknown error')
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up now',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it closes the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}
