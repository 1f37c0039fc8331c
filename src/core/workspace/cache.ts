import type { Database } from '#core/database'
import { OssaError } from '#core/diagnostics'
import { buildId } from './build-id.ts'
import { prepareStateFolder } from './state.ts'

export interface CacheCounts {
  readonly hits: number
  readonly misses: number
}

/** Remembers what was worked out, by a key that holds all that it follows from, such as the path and the hash of a file. */
export interface FileCache {
  get(key: string): unknown
  /** What the value is when the cache is closed is what is kept. */
  set(key: string, value: unknown): void
  /** Writes what is new; with `prune`, forgets what was not asked for. Never throws: a cache may fail. */
  close(options: { prune: boolean }): void
}

/** Why there is no cache: its folder or file cannot be used. */
export interface CacheProblem {
  readonly problem: string
}

const migrations = [
  {
    name: 'files',
    sql: 'CREATE TABLE files (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID; CREATE TABLE meta (version TEXT NOT NULL)',
  },
]

/** Opens the cache of a workspace, below its state folder. Never throws: where there can be none, it says why. */
export async function openWorkspaceCache(root: string): Promise<FileCache | CacheProblem> {
  try {
    return await openFileCache(`${prepareStateFolder(root)}/cache/workspace.sqlite`, buildId)
  } catch (error) {
    if (error instanceof OssaError) return { problem: error.message }
    throw error
  }
}

/**
 * Opens a cache. `version` names the compiler that wrote it; what another version wrote is not seen, and forgotten. Returns the
 * reason instead when there can be none: read-only, locked, damaged.
 */
export async function openFileCache(file: string, version: string): Promise<FileCache | CacheProblem> {
  const { openDatabase } = await import('#core/database')
  let database: Database | undefined
  try {
    database = openDatabase(file, { migrations, synchronous: 'NORMAL', waitMs: 1_000 })
    return new SqliteFileCache(database, version)
  } catch (error) {
    database?.close()
    if (error instanceof OssaError || isSqliteError(error)) return { problem: error.message }
    throw error
  }
}

class SqliteFileCache implements FileCache {
  readonly #database: Database
  readonly #version: string
  readonly #known: ReadonlyMap<string, string>
  readonly #used = new Set<string>()
  readonly #added = new Map<string, unknown>()

  constructor(database: Database, version: string) {
    this.#database = database
    this.#version = version
    // In one transaction: another process may be about to write for another version.
    this.#known = database.transaction(() => (this.#isOurs() ? this.#rows() : new Map<string, string>()))()
  }

  get(key: string): unknown {
    const text = this.#known.get(key)
    if (text === undefined) return undefined
    this.#used.add(key)
    return parsed(text)
  }

  set(key: string, value: unknown): void {
    this.#added.set(key, value)
  }

  close({ prune }: { prune: boolean }): void {
    try {
      const stale = prune ? [...this.#known.keys()].filter((key) => !this.#used.has(key)) : []
      if (this.#added.size > 0 || stale.length > 0) this.#write(stale)
    } catch (error) {
      if (!isSqliteError(error)) throw error
    } finally {
      this.#database.close()
    }
  }

  #write(stale: readonly string[]): void {
    const rows = [...this.#added].flatMap(([key, value]) => printed(value).map((text) => [key, text]))
    const write = this.#database.transaction(() => {
      if (!this.#isOurs()) {
        this.#database.exec('DELETE FROM files; DELETE FROM meta')
        this.#database.prepare('INSERT INTO meta VALUES (?)').run(this.#version)
      }
      const remove = this.#database.prepare('DELETE FROM files WHERE key = ?')
      for (const key of stale) remove.run(key)
      const insert = this.#database.prepare('INSERT OR REPLACE INTO files VALUES (?, ?)')
      for (const row of rows) insert.run(...row)
    })
    write.immediate()
  }

  #isOurs(): boolean {
    const row = this.#database.prepare('SELECT version FROM meta').get() as { version: string } | undefined
    return row?.version === this.#version
  }

  #rows(): Map<string, string> {
    return new Map(this.#database.prepare('SELECT key, value FROM files').raw().all() as [string, string][])
  }
}

// A row that is not JSON was not written by us; the file is read anew.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Aliases in YAML can stand for more text than a string can hold; such a file is not remembered.
function printed(value: unknown): string[] {
  try {
    return [JSON.stringify(value)]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')
}
