import { OssaError } from '#core/diagnostics'
import { isFileAt } from '#core/source'
import { buildId } from './build-id.ts'
import type { CacheRow, CacheStore } from './cache-store.ts'
import { prepareStateFolder, stateFolder } from './state.ts'

export interface CacheCounts {
  readonly hits: number
  readonly misses: number
}

/** What is remembered: something about a file, or about all of them (`''`), by name, and the hash of what it follows from. */
export interface CacheKey {
  readonly file: string
  readonly name: string
  readonly hash: string
}

/** Remembers what was worked out. It may fail at any time, and then knows nothing. */
export interface FileCache {
  /** What was set for the same hash. */
  get(key: CacheKey): unknown
  /** Replaces what was there under this name. What the value is when the cache is closed is what is kept: JSON, or bytes. */
  set(key: CacheKey, value: unknown): void
  /** What is set under this name will be asked for of many files. */
  readAhead?(name: string): void
}

export interface CloseOptions {
  /** Tells of a file that nothing was asked about whether what is known of it can go. */
  readonly isGone?: (file: string) => boolean
  /** Do not begin a cache for this alone. */
  readonly isTrifle?: boolean
}

/** Where the cache is, below the root. */
export const cacheFile = `${stateFolder}/cache/workspace.sqlite`

/**
 * The cache of a workspace: a database that may be lost, damaged, locked or in a folder that cannot be written. None of that is an
 * error; `problem` says it. What another build of OSSA has written is not seen, and forgotten.
 */
export class WorkspaceCache implements FileCache {
  /** What was wrong with the cache, for the user. */
  problem: string | undefined
  readonly #root: string
  readonly #build: string
  readonly #asked = new Set<string>()
  readonly #ahead = new Map<string, ReadonlyMap<string, CacheRow>>()
  readonly #added = new Map<string, CacheKey & { readonly value: unknown }>()
  #store: CacheStore | undefined
  #isDamaged = false

  private constructor(root: string, build: string) {
    this.#root = root
    this.#build = build
  }

  /** Opens the cache if there is one. If not, it is begun when there is something to remember. */
  static async open(root: string, build = buildId): Promise<WorkspaceCache> {
    const cache = new WorkspaceCache(root, build)
    if (isFileAt(cacheFile, root)) await cache.#attempt(() => cache.#openStore())
    return cache
  }

  get({ file, name, hash }: CacheKey): unknown {
    this.#asked.add(file)
    try {
      const ahead = this.#ahead.get(name)
      const row = ahead === undefined ? this.#store?.read(file, name) : ahead.get(file)
      if (row?.hash !== hash) return undefined
      return typeof row.value === 'string' ? parsed(row.value) : row.value
    } catch (error) {
      this.#giveUp(error)
      return undefined
    }
  }

  readAhead(name: string): void {
    try {
      if (this.#store !== undefined && !this.#ahead.has(name)) this.#ahead.set(name, this.#store.readAll(name))
    } catch (error) {
      this.#giveUp(error)
    }
  }

  set(key: CacheKey, value: unknown): void {
    this.#asked.add(key.file)
    this.#added.set(`${key.file}\n${key.name}`, { ...key, value })
  }

  /** Writes what is new, and forgets what can go. */
  async close({ isGone = () => false, isTrifle = false }: CloseOptions = {}): Promise<void> {
    const isWorthIt = this.#added.size > 0 && (this.#store !== undefined || this.#isDamaged || !isTrifle)
    if (isWorthIt && (this.problem === undefined || this.#isDamaged)) await this.#attempt(() => this.#write(isGone))
    this.#store?.close()
    this.#store = undefined
  }

  async #write(isGone: (file: string) => boolean): Promise<void> {
    prepareStateFolder(this.#root)
    const isReplaced = this.#isDamaged
    const store = this.#store ?? (await this.#openStore({ isReplaced }))
    const rows = [...this.#added.values()].flatMap((row) => printed(row.value).map((value) => ({ ...row, value })))
    store.write(rows, (file) => file !== '' && !this.#asked.has(file) && isGone(file))
    if (isReplaced) this.problem = `The cache ${cacheFile} was damaged, and has been made anew.`
  }

  async #openStore(options: { isReplaced?: boolean } = {}): Promise<CacheStore> {
    const { CacheStore: Store } = await import('./cache-store.ts')
    this.#store = new Store(`${this.#root}/${cacheFile}`, { build: this.#build, ...options })
    return this.#store
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#giveUp(error)
    }
  }

  #giveUp(error: unknown): void {
    const { message, isDamaged } = cacheFailure(error)
    this.#isDamaged = isDamaged
    this.problem = `Nothing was remembered for the next time. ${message}`
    this.#store?.close()
    this.#store = undefined
  }
}

/** Why a cache cannot be used. Throws what has nothing to do with it. */
export function cacheFailure(error: unknown): { message: string; isDamaged: boolean } {
  const { code } = (error instanceof OssaError ? error.cause : error) as { code?: unknown }
  const isOfSqlite = typeof code === 'string' && code.startsWith('SQLITE_')
  if (!(error instanceof Error) || !(error instanceof OssaError || isOfSqlite)) throw error
  return { message: error.message, isDamaged: damaged.some((each) => String(code).startsWith(each)) }
}

const damaged = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

// A row that is not JSON was not written by us; the file is read anew.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Aliases in YAML can stand for more text than a string can hold; such a file is not remembered.
function printed(value: unknown): CacheRow['value'][] {
  if (value instanceof Uint8Array) return [value]
  try {
    return [JSON.stringify(value)]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
