import { type Database, openDatabase, openDatabaseToRead, usingDatabase } from '#core/database'
import type { OpenOptions } from '../port.ts'
import { migrations } from './migrations.ts'

interface RunsOptions extends Pick<OpenOptions, 'atCommit'> {
  readonly toRead: boolean
  readonly synchronous: 'FULL' | 'NORMAL'
}

type Statement = ReturnType<Database['prepare']>

const mostRows = 32
const inserts = new Map<string, string[]>()

/** The statement that inserts a number of rows. Making it anew each time would take longer than carrying it out. */
function insertOf(
  sql: string,
  { rows, columns, onConflict }: { rows: number; columns: number; onConflict: string },
): string {
  const known = inserts.get(sql) ?? []
  inserts.set(sql, known)
  known[rows] ??= `${sql} VALUES ${repeated(rows, `(${repeated(columns, '?')})`)} ${onConflict}`
  return known[rows]
}

function repeated(count: number, text: string): string {
  return Array.from({ length: count }, () => text).join()
}

/** The runs database: statements that are prepared once, and errors that say which file they are about. */
export class RunsDatabase {
  readonly #database: Database
  readonly #file: string
  readonly #atCommit: RunsOptions['atCommit']
  readonly #statements = new Map<string, Statement>()

  /** Throws OssaError `database/…`. */
  constructor(file: string, { toRead, synchronous, atCommit }: RunsOptions) {
    this.#file = file
    this.#atCommit = atCommit
    this.#database = toRead ? openDatabaseToRead(file, { migrations }) : openDatabase(file, { migrations, synchronous })
  }

  run(sql: string, values: readonly unknown[] | Readonly<Record<string, unknown>> = []): number {
    return this.#use(() => this.#statement(sql).run(values).changes)
  }

  /** Inserts rows, many with one statement. `sql` says into which table, and `onConflict` what becomes of rows that are there. */
  insert(sql: string, rows: readonly (readonly unknown[])[], onConflict = ''): void {
    for (let start = 0; start < rows.length; start += mostRows) {
      const end = Math.min(rows.length, start + mostRows)
      const values: unknown[] = []
      for (let place = start; place < end; place += 1) values.push(...(rows[place] ?? []))
      this.run(insertOf(sql, { rows: end - start, columns: values.length / (end - start), onConflict }), values)
    }
  }

  one<Row>(sql: string, values: readonly unknown[] = []): Row | undefined {
    return this.#use(() => this.#statement(sql).get(values) as Row | undefined)
  }

  all<Row>(sql: string, values: readonly unknown[] = []): Row[] {
    return this.#use(() => this.#statement(sql).all(values) as Row[])
  }

  /** Does all of it or none, alone among all who write. */
  transaction<T>(work: () => T): T {
    return this.#use(() => {
      const all = () => {
        const result = work()
        this.#atCommit?.('before')
        return result
      }
      const result = this.#database.transaction(all).immediate()
      this.#atCommit?.('after')
      return result
    })
  }

  /** Changes when another connection has written. */
  version(): number {
    return this.#use(() => Number(this.#database.pragma('data_version', { simple: true })))
  }

  /** Gives free pages back to the file system, a part at a time. */
  shrink(): void {
    this.#use(() => this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'))
  }

  close(): void {
    this.#database.close()
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #use<T>(work: () => T): T {
    return usingDatabase(this.#file, work)
  }
}
