import { OssaError } from '#core/diagnostics'
import { hashText, isObject } from '#core/json'
import { diskTree, isFileAt, writeArtifacts } from '#core/source'
import { prepareStateFolder, remoteFolder } from '#core/workspace'

/** A document of another host, as it was there. */
export interface RemoteCopy {
  readonly address: string
  /** What the host calls this version of it. */
  readonly etag?: string
  readonly lastModified?: string
  /** SHA-256 of the content. */
  readonly hash: string
  readonly body: Uint8Array
}

/** An address that redirects to another. */
export interface RemoteMove {
  readonly address: string
  readonly movedTo: string
}

/**
 * Copies of documents of other hosts, one file each, below the state folder. They may be lost, damaged or impossible to write; then
 * they are not there. Nothing in them is taken to be allowed.
 */
export class RemoteCopies {
  /** What stood in the way of keeping something, for the user. */
  problem: string | undefined
  readonly #root: string
  readonly #known = new Map<string, RemoteCopy | RemoteMove | undefined>()

  constructor(root: string) {
    this.#root = root
  }

  /** The copy of a document, and that of the address it has moved to, as far as they are kept. */
  find(address: string): RemoteCopy | RemoteMove | undefined {
    if (!this.#known.has(address)) this.#known.set(address, this.#read(address))
    return this.#known.get(address)
  }

  keep(copy: RemoteCopy | RemoteMove): void {
    this.#known.set(copy.address, copy)
    const { address } = copy
    const content = 'movedTo' in copy ? copy : { ...copy, body: Buffer.from(copy.body).toString('base64') }
    try {
      prepareStateFolder(this.#root)
      writeArtifacts(this.#root, [{ path: fileOf(address), content: `${JSON.stringify(content)}\n` }])
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      this.problem = `No copies of remote documents were kept. ${error.message}`
    }
  }

  #read(address: string): RemoteCopy | RemoteMove | undefined {
    if (!isFileAt(fileOf(address), this.#root)) return undefined
    try {
      return parsed(address, Buffer.from(diskTree(this.#root).read(fileOf(address))).toString())
    } catch (error) {
      if (error instanceof OssaError || error instanceof SyntaxError) return undefined
      throw error
    }
  }
}

function fileOf(address: string): string {
  return `${remoteFolder}/${hashText(address)}.json`
}

// What is not as it was written counts as not there.
function parsed(address: string, text: string): RemoteCopy | RemoteMove | undefined {
  const value: unknown = JSON.parse(text)
  if (!isObject(value) || value['address'] !== address) return undefined
  const { movedTo, etag, lastModified, hash, body: encoded } = value
  if (typeof movedTo === 'string') return { address, movedTo }
  if (typeof encoded !== 'string' || typeof hash !== 'string') return undefined
  const body = Buffer.from(encoded, 'base64')
  if (hashText(body) !== hash) return undefined
  return {
    address,
    ...(typeof etag === 'string' && { etag }),
    ...(typeof lastModified === 'string' && { lastModified }),
    hash,
    body,
  }
}
