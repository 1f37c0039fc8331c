import { setTimeout } from 'node:timers/promises'
import { Pool, type PoolClient, types } from 'pg'
import type { Address } from './address.ts'
import { ClosingClient } from './client.ts'
import { isPassing, worldError } from './errors.ts'

/** What queries can be asked of: the database, or one transaction in it. */
export interface Queries {
  run(sql: string, values?: readonly unknown[]): Promise<number>
  one<Row>(sql: string, values?: readonly unknown[]): Promise<Row | undefined>
  all<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

export interface Transaction extends Queries {
  /** For those who write in the same transaction by themselves. */
  readonly client: PoolClient
}

const bigint = 20
/** Numbers of 8 bytes come as numbers: ours are times and counts. The pool itself is left as others expect it. */
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === bigint ? Number : types.getTypeParser(oid, format as 'text'),
} as typeof types

const pauseMs = 250

/** PostgreSQL: queries with question marks, transactions, and errors that say which server they are about. */
export class PostgresDatabase implements Queries {
  readonly pool: Pool
  readonly address: Address
  #mostTries = 1
  #isEmpty = false

  constructor(address: Address, { connections }: { connections: number }) {
    this.address = address
    this.pool = new Pool({
      Client: ClosingClient,
      connectionString: address.connectionString,
      max: connections,
      connectionTimeoutMillis: 10_000,
      application_name: 'ossa',
      keepAlive: true,
      // A process that stands still must not keep others waiting.
      idle_in_transaction_session_timeout: 60_000,
    })
    // Of a connection that nobody is using; whoever needs one next gets another.
    this.pool.on('error', () => undefined)
  }

  /** There is nothing yet, and nothing is to be made: whatever is asked for is not there. */
  leaveEmpty(): void {
    this.#isEmpty = true
  }

  /** How long a server may be away: a broken connection is made again, and what it has kept from happening is done. */
  waitForEver(): void {
    this.#mostTries = Number.POSITIVE_INFINITY
  }

  /** The same, for as long as a server takes to start again. */
  waitAWhile(): void {
    this.#mostTries = 120
  }

  async run(sql: string, values: readonly unknown[] = []): Promise<number> {
    return this.#patiently(() => this.#queries(this.pool).run(sql, values))
  }

  async one<Row>(sql: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return this.#patiently(() => this.#queries(this.pool).one<Row>(sql, values))
  }

  async all<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#patiently(() => this.#queries(this.pool).all<Row>(sql, values))
  }

  /** Does all of it or none. `work` is done again if it was kept from being committed, or if nobody knows whether it was. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#patiently(() => this.#tryTransaction(work))
  }

  async close(): Promise<void> {
    await this.pool.end()
  }

  async #tryTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let failure: Error | undefined
    const fail = (error: Error) => {
      failure = error
    }
    client.on('error', fail)
    try {
      await client.query('BEGIN')
      const result = await work({ ...this.#queries(client), client })
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(fail)
      throw error
    } finally {
      client.off('error', fail)
      client.release(failure)
    }
  }

  #queries(client: Pool | PoolClient): Queries {
    return this.#isEmpty ? nothing : queriesOf(client)
  }

  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work()
      } catch (error) {
        if (!isPassing(error) || attempt >= this.#mostTries) throw worldError(error, this.address.shown)
        await setTimeout(pauseMs)
      }
    }
  }
}

const nothing: Queries = { run: async () => 0, one: async () => undefined, all: async () => [] }

function queriesOf(client: Pool | PoolClient): Queries {
  const ask = (sql: string, values: readonly unknown[] = []) =>
    client.query({ ...prepared(sql), values: [...values], types: parsers })
  return {
    run: async (sql, values) => (await ask(sql, values)).rowCount ?? 0,
    one: async <Row>(sql: string, values?: readonly unknown[]) => (await ask(sql, values)).rows[0] as Row | undefined,
    all: async <Row>(sql: string, values?: readonly unknown[]) => (await ask(sql, values)).rows as Row[],
  }
}

interface Prepared {
  readonly name: string
  readonly text: string
}

const known = new Map<string, Prepared>()

/** A statement with `$1` for its first question mark, and so on, by a name: a connection has the server read it once. */
function prepared(sql: string): Prepared {
  let statement = known.get(sql)
  if (statement === undefined) {
    let place = 0
    statement = { name: `ossa_${known.size}`, text: sql.replace(/\?/g, () => `$${++place}`) }
    known.set(sql, statement)
  }
  return statement
}
