import { crc32 } from 'node:zlib'
import { type Database, openDatabase, removeDatabase } from '#core/database'
import { allFolders } from './all-folders.ts'
import { filesInBatch } from './batches.ts'

/** A row of the cache. The value is JSON, or bytes. */
export interface CacheRow {
  readonly file: string
  readonly name: string
  readonly hash: string
  readonly value: string | Uint8Array
}

const migrations = [
  {
    name: 'files',
    sql: 'CREATE TABLE files (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID; CREATE TABLE meta (version TEXT NOT NULL)',
  },
  {
    name: 'results',
    // What is small comes first: what follows a long text is far away.
    sql: `DROP TABLE files; DROP TABLE meta;
      CREATE TABLE builds (build TEXT NOT NULL) STRICT;
      CREATE TABLE results (file TEXT NOT NULL, name TEXT NOT NULL, turn INTEGER NOT NULL, hash TEXT NOT NULL, sum INTEGER NOT NULL,
        value TEXT NOT NULL, PRIMARY KEY (file, name)) STRICT`,
  },
  {
    name: 'bytes',
    sql: `DROP TABLE results;
      CREATE TABLE results (file TEXT NOT NULL, name TEXT NOT NULL, turn INTEGER NOT NULL, hash TEXT NOT NULL, sum INTEGER NOT NULL,
        value ANY NOT NULL, PRIMARY KEY (file, name)) STRICT`,
  },
]

/** How many results about all files are kept: there is one for each set of paths that somebody asks for. */
const mostAboutAll = 20

const manyRows = 1_000
const turnsToWait = 16

// What is known of thousands of files is one value of megabytes, written anew when one of them changes.
const pageBytes = 1 << 15

/** The rows of a cache on disk. Throws OssaError and errors of SQLite where the database cannot be used. */
export class CacheStore {
  readonly #database: Database
  readonly #build: string
  readonly #select: ReturnType<typeof selectRow>

  constructor(file: string, { build, isReplaced = false }: { build: string; isReplaced?: boolean }) {
    if (isReplaced) removeDatabase(file)
    // Each row proves itself, so that a cache after a power cut is no worse than none.
    this.#database = openDatabase(file, { migrations, synchronous: 'OFF', waitMs: 1_000, pageBytes })
    this.#build = build
    this.#select = selectRow(this.#database)
  }

  read(file: string, name: string): CacheRow | undefined {
    const found = this.#select.get(file, name)
    if (found === undefined) return undefined
    const [hash, value, sum] = found
    const row = { file, name, hash, value }
    // Of another build, or damaged.
    return sum === this.#sumOf(row) ? row : undefined
  }

  /** The rows of this name, by file. */
  readAll(name: string): Map<string, CacheRow> {
    const found = this.#database
      .prepare<[string], [string, string, CacheRow['value'], number]>(
        'SELECT file, hash, value, sum FROM results WHERE name = ?',
      )
      .raw()
      .all(name)
    const rows = found.map(([file, hash, value, sum]) => ({ row: { file, name, hash, value }, sum }))
    return new Map(rows.filter(({ row, sum }) => sum === this.#sumOf(row)).map(({ row }) => [row.file, row]))
  }

  /** Writes rows, and removes those of files that are gone, of other builds, and the oldest of what is about all files. */
  write(rows: readonly CacheRow[], isGone: (file: string) => boolean): void {
    const write = this.#database.transaction(() => {
      this.#removeOtherBuilds()
      const turn = Number(
        this.#database.prepare("SELECT COALESCE(MAX(turn), 0) + 1 FROM results WHERE file = ''").pluck().get(),
      )
      this.#removeGone(turn, isGone)
      const insert = this.#database.prepare('INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)')
      for (const row of rows) insert.run(row.file, row.name, turn, row.hash, this.#sumOf(row), row.value)
      this.#database
        .prepare(
          "DELETE FROM results WHERE file = '' AND name NOT IN (SELECT name FROM results WHERE file = '' ORDER BY turn DESC LIMIT ?)",
        )
        .run(mostAboutAll)
    })
    write.immediate()
  }

  // To go through very much takes a while, and what is left for some time does no harm.
  #removeGone(turn: number, isGone: (file: string) => boolean): void {
    const most = Number(this.#database.prepare('SELECT MAX(rowid) FROM results').pluck().get() ?? 0)
    if (most > manyRows && turn % turnsToWait !== 0) return
    const files = this.#database.prepare('SELECT DISTINCT file FROM results').pluck().all() as string[]
    const remove = this.#database.prepare('DELETE FROM results WHERE file = ?')
    for (const file of files) if (isGone(file)) remove.run(file)
  }

  #removeOtherBuilds(): void {
    const known = this.#database.prepare('SELECT build FROM builds').pluck().get()
    if (known === this.#build) return
    this.#database.exec('DELETE FROM results; DELETE FROM builds')
    this.#database.prepare('INSERT INTO builds VALUES (?)').run(this.#build)
  }

  /** How many files something is remembered of. */
  countFiles(): number {
    const named = this.#database.prepare("SELECT DISTINCT file FROM results WHERE file NOT IN ('', ?)").pluck()
    const files = new Set(named.all(allFolders) as string[])
    // Of most, all that is known stands with their folder.
    const batched = this.#database
      .prepare('SELECT batches.key FROM results, json_each(results.value) AS batches WHERE file = ?')
      .pluck()
    for (const subject of batched.all(allFolders) as string[]) for (const file of filesInBatch(subject)) files.add(file)
    return files.size
  }

  close(): void {
    this.#database.close()
  }

  #sumOf({ file, name, hash, value }: CacheRow): number {
    return crc32(value, crc32(`${this.#build}\n${file}\n${name}\n${hash}`))
  }
}

function selectRow(database: Database) {
  return database
    .prepare<[string, string], [string, CacheRow['value'], number]>(
      'SELECT hash, value, sum FROM results WHERE file = ? AND name = ?',
    )
    .raw()
}
