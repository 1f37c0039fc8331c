import { OssaError } from '#core/diagnostics'
import type { RemoteCopies, RemoteCopy } from './copies.ts'
import { notKept, type RemoteLimits, remoteLimits, tooManyDocuments, unreachableCode } from './failures.ts'
import type { FetchedDocument, fetchDocument } from './fetch-document.ts'
import { type Policy, requireAllowed } from './policy.ts'

export interface RemoteOptions {
  /** Read when the first address comes up. */
  readonly policy: () => Policy
  /** Copies of earlier times; undefined to keep none. */
  readonly copies: RemoteCopies | undefined
  /** Only copies are used, and no host is asked. */
  readonly isOffline: boolean
  readonly limits?: Partial<RemoteLimits>
}

/** Where an address leads in the end, or why it leads nowhere. */
type Whereabouts = string | OssaError

/** How many hosts are asked at a time. */
const mostAtOnce = 8

/**
 * The documents of other hosts that something asks for while it is worked out. What is kept of them is there at once; the rest is
 * missing at first. `settle` asks the hosts, and says whether an answer would be another one now. Then it is worked out again.
 */
export class RemoteDocuments {
  /** Documents whose hosts could not be asked, so that a copy was used; and why. */
  readonly stale = new Map<string, string>()
  readonly #options: RemoteOptions
  readonly #limits: RemoteLimits
  readonly #places = new Map<string, Whereabouts>()
  readonly #contents = new Map<string, RemoteCopy>()
  /** Addresses that no host was asked about yet. */
  readonly #open = new Set<string>()
  #policy: Policy | undefined
  #asked = 0
  #rounds = 0
  #bytes = 0

  constructor(options: RemoteOptions) {
    this.#options = options
    this.#limits = { ...remoteLimits, ...options.limits }
  }

  /** Where a document is. Throws OssaError where it cannot be had, or is not there yet. */
  locate(address: string): string {
    const known = this.#places.get(address) ?? this.#firstPlace(address)
    this.#places.set(address, known)
    if (known instanceof OssaError) throw known
    return known
  }

  /** The content of a document that was located. */
  read(address: string): Uint8Array {
    const content = this.#contents.get(address) ?? this.#contents.get(this.locate(address))
    if (content === undefined) throw pending()
    return content.body
  }

  /** Asks the hosts for what came up; true if something is not as it was said to be. */
  async settle(): Promise<boolean> {
    if (this.#options.isOffline || this.#open.size === 0) return false
    // Only here is the network needed.
    const network = await import('./fetch-document.ts')
    const open = [...this.#open].sort()
    this.#open.clear()
    this.#rounds += 1
    let isChanged = false
    const next = async (): Promise<void> => {
      const address = open.shift()
      if (address === undefined) return
      if (await this.#ask(address, network.fetchDocument)) isChanged = true
      return next()
    }
    await Promise.all(Array.from({ length: mostAtOnce }, next))
    return isChanged
  }

  #firstPlace(address: string): Whereabouts {
    try {
      requireAllowed(new URL(address), this.#allowed())
    } catch (error) {
      if (error instanceof OssaError) return error
      throw error
    }
    if (!this.#options.isOffline) this.#open.add(address)
    return this.#placeOfCopy(address) ?? (this.#options.isOffline ? notKept() : pending())
  }

  #allowed(): Policy {
    this.#policy ??= this.#options.policy()
    return this.#policy
  }

  // Where the copy says that it moved to must be allowed now.
  #placeOfCopy(address: string): string | undefined {
    const kept = this.#options.copies?.find(address)
    if (kept === undefined) return undefined
    const copy = 'movedTo' in kept ? this.#options.copies?.find(kept.movedTo) : kept
    if (copy === undefined || 'movedTo' in copy || !URL.canParse(copy.address)) return undefined
    const url = new URL(copy.address)
    if (url.href !== copy.address || !this.#allowed().allowed.allows(url)) return undefined
    if (!this.#contents.has(copy.address)) this.#contents.set(copy.address, copy)
    return copy.address
  }

  async #ask(address: string, fetcher: typeof fetchDocument): Promise<boolean> {
    const before = this.#places.get(address)
    const after = await this.#fetch(address, fetcher)
    this.#places.set(address, after.place)
    return after.isNew || (typeof before === 'string' ? before !== after.place : true)
  }

  async #fetch(address: string, fetcher: typeof fetchDocument): Promise<{ place: Whereabouts; isNew: boolean }> {
    this.#asked += 1
    const { documents, totalBytes, rounds } = this.#limits
    if (this.#asked > documents || this.#bytes > totalBytes || this.#rounds > rounds)
      return { place: tooManyDocuments(), isNew: true }
    const copyOf = (each: string) => this.#contents.get(each)
    try {
      const fetched = await fetcher(address, { policy: this.#allowed(), limits: this.#limits, copyOf })
      return { place: fetched.address, isNew: this.#take(address, fetched) }
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      const copy = error.code === unreachableCode ? this.#placeOfCopy(address) : undefined
      if (copy !== undefined) this.stale.set(address, error.message)
      return { place: copy ?? error, isNew: copy === undefined }
    }
  }

  // True if the content is not what was read before.
  #take(address: string, { isUnchanged, ...copy }: FetchedDocument): boolean {
    const { copies } = this.#options
    this.#bytes += copy.body.length
    if (copy.address !== address) copies?.keep({ address, movedTo: copy.address })
    const known = this.#contents.get(copy.address)
    if (isUnchanged) return false
    this.#contents.set(copy.address, copy)
    copies?.keep(copy)
    return known?.hash !== copy.hash
  }
}

function pending(): OssaError {
  return new OssaError('remote/pending', 'It has not been fetched yet.')
}
