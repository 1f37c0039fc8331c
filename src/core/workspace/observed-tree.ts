import { OssaError } from '#core/diagnostics'
import { hashText } from '#core/json'
import type { LoadDocument } from '#core/openapi'
import type { Entry, FileTree, PathKind } from '#core/source'
import { Batches, type KnownBatch } from './batches.ts'
import type { Inquiry } from './inquiry.ts'

/** The error of a tree for an address that must not be asked for. */
export const notAllowedCode = 'remote/not-allowed'

/** Where nothing is remembered, so much is hashed only if somebody asks: to begin hashing takes longer than to check a small file. */
const mostUnhashed = 256 * 1024

interface Seen {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A tree that is looked at through an inquiry: what is seen once stays the same. */
export class ObservedTree implements FileTree {
  readonly #tree: FileTree
  readonly #inquiry: Inquiry
  readonly #unhashed = new Map<string, Uint8Array>()
  #unhashedBytes: number
  readonly #failures = new Map<string, OssaError>()
  readonly #entries = new Map<string, readonly Entry[]>()
  readonly #names = new Map<string, ReadonlySet<string>>()
  /** What was read last is mostly wanted next. */
  #last: Seen | undefined
  /** Files that were looked at together. */
  readonly batches: Batches

  /** `recall` tells what a batch of files was the last time. */
  constructor(tree: FileTree, inquiry: Inquiry, recall: (subject: string) => KnownBatch | undefined) {
    this.#tree = tree
    this.#inquiry = inquiry
    this.batches = new Batches({ tree, recall, readAlone: (file) => inquiry.answerTo(`read ${file}`) })
    this.#unhashedBytes = inquiry.isRemembered ? mostUnhashed : 0
    inquiry.define('above', () => JSON.stringify(tree.ignoredAbove ?? []))
    inquiry.define('kind', (path) => tree.kindOf(path))
    inquiry.define('list', (path) => this.#attempt(`list ${path}`, () => this.#list(path)))
    inquiry.define('locate', (address) => this.#attempt(`locate ${address}`, () => tree.locate?.(address) ?? ''))
    inquiry.define('batch', (subject) => this.batches.look(subject))
    inquiry.define(
      'read',
      (path) => this.batches.find(path)?.hash ?? this.#attempt(`read ${path}`, () => this.#hashAlone(path)),
      (path) => {
        const found = this.batches.find(path)
        return found && `batch ${found.batch.subject}`
      },
    )
  }

  get ignoredAbove(): NonNullable<FileTree['ignoredAbove']> {
    this.#inquiry.ask('above', '')
    return this.#tree.ignoredAbove ?? []
  }

  kindOf(path: string): PathKind {
    return this.#inquiry.ask('kind', path) as PathKind
  }

  /** Where a document of another host is, or why it cannot be had. */
  seek(address: string): ReturnType<NonNullable<LoadDocument['locate']>> {
    const file = this.#inquiry.ask('locate', address)
    const failure = this.#failures.get(`locate ${address}`)
    if (failure === undefined && file !== '') return { file }
    const { code, message = 'Nothing is fetched here.', hint } = failure ?? {}
    const isAllowed = failure !== undefined && code !== notAllowedCode
    return { refused: isAllowed ? 'unavailable' : 'not-allowed', reason: message, hint }
  }

  list(path: string): readonly Entry[] {
    this.#inquiry.ask('list', path)
    this.#throwAgain(`list ${path}`)
    return this.#entries.get(path) ?? []
  }

  /** What is in a folder, if it was listed. */
  namesIn(folder: string): ReadonlySet<string> | undefined {
    const entries = this.#entries.get(folder)
    if (entries === undefined) return undefined
    const known = this.#names.get(folder) ?? new Set(entries.map(({ name }) => name))
    this.#names.set(folder, known)
    return known
  }

  /** Looks at files of a folder together. */
  look(subject: string): void {
    this.#inquiry.ask('batch', subject)
  }

  read(path: string): Uint8Array {
    const unhashed = this.#unhashedOf(path)
    if (unhashed !== undefined) return unhashed
    const hash = this.hashOf(path)
    const failure = this.failureOf(path)
    if (failure !== undefined) throw failure
    return this.#last?.path === path ? this.#last.bytes : this.#readHashed(path, hash)
  }

  /** Looks at the content of a file, for who need not tell it from others. */
  lookAt(path: string): void {
    if (this.#unhashedOf(path) === undefined) this.hashOf(path)
  }

  /** The hash of the content of a file; something else where it cannot be read. */
  hashOf(path: string): string {
    return this.#inquiry.ask('read', path)
  }

  /** True if there is no such file or folder. */
  isGone(path: string): boolean {
    const slash = path.lastIndexOf('/')
    const names = this.namesIn(path.slice(0, Math.max(0, slash)))
    if (names !== undefined) return !names.has(path.slice(slash + 1))
    const wasRead = this.#inquiry.isAnswered('read', path) && !this.#failures.has(`read ${path}`)
    return !wasRead && this.kindOf(path) === 'missing'
  }

  /** Why a file cannot be read, if it was asked for. */
  failureOf(path: string): OssaError | undefined {
    return this.#failures.size === 0 ? undefined : this.#failures.get(`read ${path}`)
  }

  #list(path: string): string {
    const entries = this.#tree.list(path)
    this.#entries.set(path, entries)
    return JSON.stringify(entries.map(({ name, kind }) => [name, kind]))
  }

  #read(path: string): Uint8Array {
    const bytes = this.#tree.read(path)
    this.#last = { path, bytes }
    return bytes
  }

  #hashAlone(path: string): string {
    return hashText(this.#unhashed.get(path) ?? this.#read(path))
  }

  #unhashedOf(path: string): Uint8Array | undefined {
    const bytes = this.#unhashed.get(path) ?? this.#keepUnhashed(path)
    if (bytes !== undefined) this.#inquiry.mention('read', path)
    return bytes
  }

  #keepUnhashed(path: string): Uint8Array | undefined {
    if (this.#unhashedBytes >= mostUnhashed || this.#inquiry.isAnswered('read', path)) return undefined
    const bytes = this.#readIfPossible(path)
    if (bytes === undefined) return undefined
    this.#unhashedBytes += bytes.length
    this.#unhashed.set(path, bytes)
    return bytes
  }

  #readIfPossible(path: string): Uint8Array | undefined {
    try {
      return this.#read(path)
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      return undefined
    }
  }

  #readHashed(path: string, hash: string): Uint8Array {
    const bytes = this.batches.contentOf(path, hash)
    if (bytes === undefined) return this.#readAgain(path, hash)
    this.#last = { path, bytes }
    return bytes
  }

  #readAgain(path: string, hash: string): Uint8Array {
    let isSame = false
    try {
      const bytes = this.#read(path)
      isSame = hashText(bytes) === hash
      return bytes
    } finally {
      if (!isSame) this.#inquiry.isSound = false
    }
  }

  #attempt(question: string, answer: () => string): string {
    try {
      return answer()
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      this.#failures.set(question, error)
      return `failed: ${error.code} ${error.message}`
    }
  }

  #throwAgain(question: string): void {
    const failure = this.#failures.get(question)
    if (failure !== undefined) throw failure
  }
}
