import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import { type Database, openSqlite, SqliteError } from './sqlite.ts'

export type { Database }

/** The name of a database that is kept nowhere. */
export const inMemory = ':memory:'

/** One step of a schema, in order; its number is its place in the list, counted from 1. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/**
 * Opens a database and brings its schema up to date. `synchronous` FULL survives a power cut, NORMAL loses
 * what was written last, and OFF may damage the file; a crash of the process does no harm. `waitMs` is how long it waits for others who hold a lock.
 * `pageBytes` holds for a file that is begun: for long values, the longer the better.
 * Throws OssaError `database/unusable` if the file cannot be used, and `database/newer` if a newer version has written it.
 */
export function openDatabase(
  file: string,
  {
    migrations,
    synchronous,
    waitMs = 10_000,
    pageBytes,
  }: { migrations: readonly Migration[]; synchronous: 'FULL' | 'NORMAL' | 'OFF'; waitMs?: number; pageBytes?: number },
): Database {
  let database: Database | undefined
  try {
    if (file !== inMemory) mkdirSync(path.dirname(file), { recursive: true })
    database = openSqlite(file, { timeout: waitMs })
    if (pageBytes !== undefined) database.pragma(`page_size = ${pageBytes}`)
    // Holds for the write-ahead log from its beginning.
    database.pragma(`synchronous = ${synchronous}`)
    beginWriteAheadLog(database, waitMs)
    database.pragma('foreign_keys = ON')
    migrate(database, file, migrations)
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof OssaError) throw cause
    throw unusable(file, cause)
  }
}

const pauseMs = 5

// While others begin the same database, SQLite refuses this at once, however long it may wait. So the waiting is done here.
function beginWriteAheadLog(database: Database, waitMs: number): void {
  database.pragma('busy_timeout = 0')
  for (let left = waitMs; ; left -= pauseMs) {
    try {
      database.pragma('journal_mode = WAL')
      break
    } catch (error) {
      if (left <= 0 || !(error instanceof SqliteError) || error.code !== 'SQLITE_BUSY') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
    }
  }
  database.pragma(`busy_timeout = ${waitMs}`)
}

/** Removes a database that nobody needs any longer, with its write-ahead log. Throws OssaError `database/unusable`. */
export function removeDatabase(file: string): void {
  usingDatabase(file, () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  })
}

/** Works on a database that is open. Throws OssaError `database/unusable` where SQLite or what it holds is in the way. */
export function usingDatabase<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    // Texts of a damaged page need not be the JSON they were.
    if (error instanceof SqliteError || error instanceof SyntaxError || isOfSystem(error)) throw unusable(file, error)
    throw error
  }
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function unusable(file: string, cause: unknown): OssaError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new OssaError('database/unusable', `The database ${file} cannot be used: ${reason}.`, {
    hint: hintFor(cause),
    cause,
  })
}

const hints: readonly (readonly [code: RegExp, hint: string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'Make room on its disk. What was written before is safe.'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'Another program keeps it locked: wait for it, or end it.'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS)/, 'Check that it and its folder can be written.'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'The file is damaged: put a copy in its place, or move it away.'],
]

function hintFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return (
    hints.find(([pattern]) => pattern.test(code))?.[1] ??
    'Check that its folder can be written, that nobody keeps it locked, and that the file is not damaged.'
  )
}

function migrate(database: Database, file: string, migrations: readonly Migration[]): void {
  const apply = database.transaction(() => {
    const version = Number(database.pragma('user_version', { simple: true }))
    if (version > migrations.length)
      throw new OssaError('database/newer', `The database ${file} was written by a newer version of OSSA.`, {
        hint: 'Update OSSA, or move the file away.',
      })
    for (const migration of migrations.slice(version)) database.exec(migration.sql)
    database.pragma(`user_version = ${migrations.length}`)
  })
  if (Number(database.pragma('user_version', { simple: true })) !== migrations.length) apply.immediate()
}
