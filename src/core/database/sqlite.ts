import { createRequire } from 'node:module'
import Sqlite from 'better-sqlite3'

export type Database = Sqlite.Database
export const { SqliteError } = Sqlite

let binding: string | undefined

/** Opens a database: a file, or what a file holds. Where its native part is, is said, since to look for it takes as long as all the rest. */
export function openSqlite(file: string | Buffer, options: Omit<Sqlite.Options, 'nativeBinding'> = {}): Database {
  binding ??= createRequire(import.meta.url).resolve('better-sqlite3/build/Release/better_sqlite3.node')
  return new Sqlite(file, { ...options, nativeBinding: binding })
}
