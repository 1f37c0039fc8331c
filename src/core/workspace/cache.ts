import type { Database } from '#core/database'
import { OssaError } from '#core/diagnostics'

export interface CacheCounts {
  readonly hits: number
  readonly misses: number
}

/** Remembers what was found in a file, by a key made of its path and content. */
export interface FileCache {
  readonly counts: CacheCounts
  get(key: string): unknown
  set(key: string, value: unknown): void
  /** Writes what is new; with `prune`, forgets what was not asked for. Never throws: a cache may fail. */
  close(options: { prune: boolean }): void
}

const migrations = [
  {
    name: 'files',
    sql: 'CREATE TABLE files (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID; CREATE TABLE meta (version TEXT NOT NULL)',
  },
]

/**
 * Opens the cache of a workspace. `version` names the compiler that wrote it; what another version wrote is forgotten.
 * Returns the reason instead when there can be none: read-only, locked, damaged.
 */
export async function openFileCache(file: string, version: string): Promise<FileCache | { problem: string }> {
  const { openDatabase } = await import('#core/database')
  try {
    const database = openDatabase(file, { migrations, synchronous: 'NORMAL' })
    claim(database, version)
    return new SqliteFileCache(database)
  } catch (error) {
    if (error instanceof OssaError || isSqliteError(error)) return { problem: error.message }
    throw error
  }
}

function claim(database: Database, version: string): void {
  const row = database.prepare('SELECT version FROM meta').get() as { version: string } | undefined
  if (row?.version === version) return
  database.transaction(() => {
    database.exec('DELETE FROM files; DELETE FROM meta')
    database.prepare('INSERT INTO meta VALUES (?)').run(version)
  })()
}

class SqliteFileCache implements FileCache {
  counts = { hits: 0, misses: 0 }
  readonly #database: Database
  readonly #known = new Map<string, string>()
  readonly #used = new Set<string>()
  readonly #added = new Map<string, unknown>()

  constructor(database: Database) {
    this.#database = database
    const rows = database.prepare('SELECT key, value FROM files').raw().all() as [string, string][]
    for (const [key, value] of rows) this.#known.set(key, value)
  }

  get(key: string): unknown {
    const text = this.#known.get(key)
    this.counts = {
      hits: this.counts.hits + (text === undefined ? 0 : 1),
      misses: this.counts.misses + (text === undefined ? 1 : 0),
    }
    if (text === undefined) return undefined
    this.#used.add(key)
    return JSON.parse(text)
  }

  set(key: string, value: unknown): void {
    this.#added.set(key, value)
  }

  close({ prune }: { prune: boolean }): void {
    try {
      const stale = prune ? [...this.#known.keys()].filter((key) => !this.#used.has(key)) : []
      if (this.#added.size > 0 || stale.length > 0) this.#write(stale)
      this.#database.close()
    } catch (error) {
      if (!isSqliteError(error)) throw error
    }
  }

  #write(stale: readonly string[]): void {
    const insert = this.#database.prepare('INSERT OR REPLACE INTO files VALUES (?, ?)')
    const remove = this.#database.prepare('DELETE FROM files WHERE key = ?')
    this.#database.transaction(() => {
      for (const [key, value] of this.#added) insert.run(key, JSON.stringify(value))
      for (const key of stale) remove.run(key)
    })()
  }
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')
}
