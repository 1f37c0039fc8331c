import { hashText } from '#core/json'

/** Stands where there is nothing. */
export const none = -1

const widths = [Uint8Array, Uint16Array, Uint32Array]

/** Whole numbers in a row that can grow, four bytes each. */
export class IntColumn {
  #values: Int32Array
  #length: number

  constructor(values: Int32Array = new Int32Array(64), length = 0) {
    this.#values = values
    this.#length = length
  }

  /** What `text` has printed. */
  static parse(text: string): IntColumn {
    const [bytes, least, printed = ''] = text.split(' ')
    const Width = widths.find((each) => each.BYTES_PER_ELEMENT === Number(bytes)) ?? Uint32Array
    // Wider numbers begin where memory is divided into such.
    const narrow = new Width(new Uint8Array(Buffer.from(printed, 'base64')).buffer)
    const first = Number(least)
    const values = new Int32Array(narrow.length)
    for (let row = 0; row < values.length; row += 1) values[row] = (narrow[row] ?? 0) + first
    return new IntColumn(values, values.length)
  }

  get length(): number {
    return this.#length
  }

  values(): Int32Array {
    return this.#values.subarray(0, this.#length)
  }

  at(row: number): number {
    return this.#values[row] ?? none
  }

  set(row: number, value: number): void {
    this.#values[row] = value
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#widen(this.#length + 1)
    this.#values[this.#length] = value
    this.#length += 1
  }

  /** Adds what another column has from one row to before another one. */
  append(other: IntColumn, from: number, to: number): void {
    const added = to - from
    if (this.#length + added > this.#values.length) this.#widen(this.#length + added)
    this.#values.set(other.values().subarray(from, to), this.#length)
    this.#length += added
  }

  /** As text that is no longer than it must be for the largest number, with the smallest one before. */
  text(): string {
    let [least, most] = [this.at(0), 0]
    for (const value of this.values()) if (value < least) least = value
    for (const value of this.values()) if (value - least > most) most = value - least
    const Width = widths.find(({ BYTES_PER_ELEMENT: bytes }) => most < 2 ** (8 * bytes)) ?? Uint32Array
    const narrow = new Width(this.#length)
    for (let row = 0; row < narrow.length; row += 1) narrow[row] = this.at(row) - least
    return `${Width.BYTES_PER_ELEMENT} ${least} ${Buffer.from(narrow.buffer).toString('base64')}`
  }

  #widen(least: number): void {
    const wider = new Int32Array(Math.max(64, least, this.#length * 2))
    wider.set(this.values())
    this.#values = wider
  }
}

/** Columns of the same length. */
export type Columns<Name extends string> = Readonly<Record<Name, IntColumn>>

/** Columns, empty or as they were printed. */
export function columnsOf<Name extends string>(
  names: readonly Name[],
  printed?: Readonly<Record<string, string>>,
): Columns<Name> {
  const columns = names.map((name) => [name, IntColumn.parse(printed?.[name] ?? '')] as const)
  return Object.fromEntries(columns) as Columns<Name>
}

/** Adds a row. Names that are not given have nothing. */
export function addRow<Name extends string>(
  columns: Columns<Name>,
  row: Readonly<Partial<Record<Name, number>>>,
): void {
  for (const name in columns) columns[name].push(row[name] ?? none)
}

export function printColumns(columns: Columns<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.text()]))
}

/** Texts, each known by its number. */
export class Texts {
  readonly list: string[]
  #numbers: Map<string, number> | undefined

  constructor(list: readonly string[] = []) {
    this.list = [...list]
  }

  of(text: string): number {
    this.#numbers ??= new Map(this.list.map((each, number) => [each, number]))
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.list.push(text)
    this.#numbers.set(text, this.list.length - 1)
    return this.list.length - 1
  }

  /** Nothing has no text. */
  maybe(text: string | undefined): number {
    return text === undefined ? none : this.of(text)
  }

  at(number: number): string {
    return this.list[number] ?? ''
  }

  found(number: number): string | undefined {
    return this.list[number]
  }
}

/** A hash of numbers in memory. */
export function hashBytes({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): string {
  return hashText(new Uint8Array(buffer, byteOffset, byteLength))
}
