/** An address that may be asked for, or the beginning of such addresses. */
interface AllowedAddress {
  readonly origin: string
  readonly host: string
  /** As far as it is given. */
  readonly path: string
  readonly isPrefix: boolean
}

const wildcard = '**'

/** The addresses that the configuration allows: `https://host/path/**` for all below, anything else for just this one. */
export class AllowList {
  readonly #allowed: readonly AllowedAddress[]

  constructor(patterns: readonly string[]) {
    this.#allowed = patterns.flatMap(addressOf)
  }

  allows(url: URL): boolean {
    return this.#allowed.some((allowed) => covers(allowed, url))
  }

  /** True if the host of an address is allowed as a bare IP address, or as localhost: whoever wrote that means a private host. */
  namesPrivately({ hostname }: URL): boolean {
    return (isLiteral(hostname) || hostname === 'localhost') && this.#allowed.some(({ host }) => host === hostname)
  }
}

/** True for the host of a URL that is an IP address itself: a URL writes all of them in one way. */
export function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^(?:\d+\.){3}\d+$/.test(hostname)
}

/** An IPv6 address as it is without the brackets of a URL. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function addressOf(pattern: string): AllowedAddress[] {
  const isPrefix = pattern.endsWith(`/${wildcard}`)
  const written = isPrefix ? pattern.slice(0, -wildcard.length) : pattern
  if (!URL.canParse(written)) return []
  const { origin, hostname, pathname, search } = new URL(written)
  return [{ origin, host: hostname, path: pathname + search, isPrefix }]
}

function covers({ origin, path, isPrefix }: AllowedAddress, url: URL): boolean {
  if (url.origin !== origin) return false
  if (!isPrefix) return url.pathname + url.search === path
  // A server may read an encoded slash as one, so `/public/..%2Fprivate` need not be below `/public/`.
  return url.pathname.startsWith(path) && (path === '/' || !/%2f|%5c/i.test(url.pathname))
}
