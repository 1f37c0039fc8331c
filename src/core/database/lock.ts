import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Database, openSqlite, SqliteError } from './sqlite.ts'

export interface Lock {
  release(): void
}

/**
 * Holds a lock that the operating system gives back when the process ends, however it ends. It is an exclusive transaction on
 * a small database file: Node has no file locks of its own. Undefined if another process holds it.
 */
export function holdLock(file: string): Lock | undefined {
  mkdirSync(path.dirname(file), { recursive: true })
  const database = tryExclusive(file)
  if (database === undefined) return undefined
  return {
    release() {
      database.close()
      rmSync(file, { force: true })
    },
  }
}

/** True if a living process holds the lock. The file of a dead one is removed. */
export function isLockHeld(file: string): boolean {
  if (!existsSync(file)) return false
  const database = tryExclusive(file)
  if (database === undefined) return true
  database.close()
  try {
    rmSync(file, { force: true })
  } catch {
    // Whoever may only read here leaves it.
  }
  return false
}

function tryExclusive(file: string): Database | undefined {
  const database = openSqlite(file, { timeout: 0 })
  try {
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
