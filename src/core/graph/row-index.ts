import { fewAmong, type IntColumn, none } from './int-columns.ts'

/** Finds rows of columns by all that is in them. Columns grow by new rows only. */
export class RowIndex {
  readonly #columns: readonly IntColumn[]
  /** Rows, by what is in them; a power of two. Of those that come to the same place, the next is further on. */
  #slots = new Int32Array(0)

  constructor(columns: readonly IntColumn[]) {
    this.#columns = columns
  }

  /** The number of the row with these values, which is added if there is none. */
  of(values: readonly number[]): number {
    const rows = this.#columns[0]?.length ?? 0
    if (this.#slots.length < 2 * (rows + 1)) this.#spread(rows)
    const slot = this.#find(values)
    const known = this.#slots[slot] ?? none
    if (known !== none) return known
    this.#slots[slot] = rows
    return this.#add(values)
  }

  /** The numbers of rows, no two of which are the same. Few are sought by going through one column, in which they differ most. */
  ofAll(rows: readonly (readonly number[])[], column: number): number[] {
    const size = this.#columns[0]?.length ?? 0
    if (this.#slots.length > 0 || rows.length * fewAmong > size) return rows.map((row) => this.of(row))
    const found = this.#seek(rows, column)
    return rows.map((row, place) => found[place] ?? this.#add(row))
  }

  #seek(rows: readonly (readonly number[])[], column: number): (number | undefined)[] {
    const ofValue = new Map<number, number[]>()
    for (const [place, row] of rows.entries()) {
      const value = row[column] ?? none
      ofValue.set(value, [...(ofValue.get(value) ?? []), place])
    }
    const found = rows.map((): number | undefined => undefined)
    const values = this.#columns[column]?.values() ?? new Int32Array()
    for (let row = 0; row < values.length; row += 1) {
      const candidates = ofValue.get(values[row] ?? none)
      if (candidates === undefined) continue
      for (const place of candidates) if (this.#isRow(row, rows[place] ?? [])) found[place] = row
    }
    return found
  }

  /** Adds a row that is not there. */
  #add(values: readonly number[]): number {
    const rows = this.#columns[0]?.length ?? 0
    for (let place = 0; place < values.length; place += 1) this.#columns[place]?.push(values[place] ?? none)
    return rows
  }

  /** Where a row with these values is, or would be. */
  #find(values: readonly number[]): number {
    const mask = this.#slots.length - 1
    let slot = hashOf(values) & mask
    for (;;) {
      const row = this.#slots[slot] ?? none
      if (row === none || this.#isRow(row, values)) return slot
      slot = (slot + 1) & mask
    }
  }

  #isRow(row: number, values: readonly number[]): boolean {
    for (let place = 0; place < values.length; place += 1)
      if (this.#columns[place]?.at(row) !== values[place]) return false
    return true
  }

  #spread(rows: number): void {
    let size = 1024
    while (size < 4 * (rows + 1)) size *= 2
    const slots = new Int32Array(size).fill(none)
    const columns = this.#columns.map((column) => column.values())
    const values = columns.map(() => 0)
    // No two rows are the same.
    for (let row = 0; row < rows; row += 1) {
      for (let place = 0; place < values.length; place += 1) values[place] = columns[place]?.[row] ?? none
      let slot = hashOf(values) & (size - 1)
      while (slots[slot] !== none) slot = (slot + 1) & (size - 1)
      slots[slot] = row
    }
    this.#slots = slots
  }
}

// MurmurHash3, by Austin Appleby (public domain).
function hashOf(values: readonly number[]): number {
  let hash = 0
  for (let place = 0; place < values.length; place += 1) {
    let mixed = Math.imul(values[place] ?? none, 0xcc9e2d51)
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
    hash ^= mixed
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
