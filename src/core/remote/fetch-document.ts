import { hashText } from '#core/json'
import type { RemoteCopy } from './copies.ts'
import { type RemoteLimits, unavailable, unreachable } from './failures.ts'
import { type Policy, requireAllowed, shownAddress } from './policy.ts'
import { type Response, requestOnce } from './request.ts'

export interface FetchOptions {
  readonly policy: Policy
  readonly limits: RemoteLimits
  /** What is kept of an address. */
  readonly copyOf: (address: string) => RemoteCopy | undefined
}

/** A document as its host gives it, by the address that it has in the end. */
export interface FetchedDocument extends RemoteCopy {
  readonly isUnchanged: boolean
}

/** Fetches a document. Every address on the way must be allowed. Throws OssaError. */
export async function fetchDocument(address: string, options: FetchOptions): Promise<FetchedDocument> {
  const { policy, limits, copyOf } = options
  const signal = AbortSignal.timeout(limits.milliseconds)
  let url = new URL(address)
  requireAllowed(url, policy)
  for (let redirects = 0; ; redirects += 1) {
    const copy = copyOf(url.href)
    const response = await requestOnce(url, { policy, limits, signal, validators: validatorsOf(copy) })
    if (response.status === 304 && copy !== undefined) return { ...copy, isUnchanged: true }
    if (response.status === 200) return { ...copyFrom(url, response), isUnchanged: false }
    const next = targetOf(url, response)
    requireAllowed(next, policy, url)
    if (redirects >= limits.redirects)
      throw unavailable(new URL(address), `it redirects more than ${limits.redirects} times`)
    url = next
  }
}

function copyFrom(url: URL, { headers, body }: Response): RemoteCopy {
  const { etag, 'last-modified': lastModified } = headers
  return {
    address: url.href,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    hash: hashText(body),
    body,
  }
}

function validatorsOf(copy: RemoteCopy | undefined): Record<string, string> {
  return {
    ...(copy?.etag !== undefined && { 'if-none-match': copy.etag }),
    ...(copy?.lastModified !== undefined && { 'if-modified-since': copy.lastModified }),
  }
}

const redirecting = new Set([301, 302, 303, 307, 308])

function targetOf(url: URL, { status, headers }: Response): URL {
  if (status === 429 || status >= 500) throw unreachable(url, `it answers ${status} for ${shownAddress(url)}`)
  const { location } = headers
  if (!redirecting.has(status) || location === undefined)
    throw unavailable(url, `it answers ${status} for ${shownAddress(url)}`)
  if (!URL.canParse(location, url.href)) throw unavailable(url, 'it redirects to what is no address')
  const next = new URL(location, url)
  next.hash = ''
  return next
}
