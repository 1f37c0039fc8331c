import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, type Migration, openDatabase, usingDatabase } from './open.ts'
import { openSqlite, SqliteError } from './sqlite.ts'

/**
 * Opens a database that is only read, and is there: also one that this user may not write. Throws OssaError like `openDatabase`.
 */
export function openDatabaseToRead(
  file: string,
  { migrations, waitMs = 10_000 }: { migrations: readonly Migration[]; waitMs?: number },
): Database {
  if (isWritable(file) && isWritable(path.dirname(file)))
    return openDatabase(file, { migrations, synchronous: 'FULL', waitMs })
  return usingDatabase(file, () => openInPlace(file, migrations.length, waitMs) ?? openCopy(file, migrations))
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}

// Works while a writer keeps the files of the write-ahead log beside the database. Then a copy could be torn.
function openInPlace(file: string, version: number, waitMs: number): Database | undefined {
  let database: Database | undefined
  try {
    database = openSqlite(file, { readonly: true, timeout: waitMs })
    if (Number(database.pragma('user_version', { simple: true })) === version) return database
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error
  }
  database?.close()
  return undefined
}

// SQLite cannot read a database with a write-ahead log where it may write nothing at all, unless it ignores the log.
function openCopy(file: string, migrations: readonly Migration[]): Database {
  const folder = mkdtempSync(path.join(tmpdir(), 'ossa-'))
  try {
    const copy = path.join(folder, path.basename(file))
    for (const suffix of ['', '-wal'].filter((end) => existsSync(file + end))) {
      copyFileSync(file + suffix, copy + suffix)
      // A copy has the permissions of the original.
      chmodSync(copy + suffix, 0o600)
    }
    const database = openDatabase(copy, { migrations, synchronous: 'NORMAL' })
    database.pragma('journal_mode = DELETE')
    const content = database.serialize()
    database.close()
    return openSqlite(content)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
