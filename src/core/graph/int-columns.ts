import { hashText } from '#core/json'

/** Stands where there is nothing. */
export const none = -1

/** Whole numbers in a row that can grow, four bytes each. */
export class IntColumn {
  #values: Int32Array
  #length: number

  constructor(values: Int32Array = new Int32Array(64), length = 0) {
    this.#values = values
    this.#length = length
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

  /** There will be so many values, or a few more. */
  expect(values: number): void {
    const room = values + (values >> 5)
    if (room > this.#values.length) this.#widen(room)
  }

  /** Adds a number to each value from a row on. */
  add(value: number, from: number): void {
    for (let row = from; row < this.#length; row += 1) this.#values[row] = this.at(row) + value
  }

  /** Gives each value from a row on another number. */
  renumber(from: number, numberOf: (value: number) => number): void {
    for (let row = from; row < this.#length; row += 1) this.#values[row] = numberOf(this.at(row))
  }

  /** Adds what another column has from one row to before another one. */
  append(other: IntColumn, from: number, to: number): void {
    const added = to - from
    if (this.#length + added > this.#values.length) this.#widen(this.#length + added)
    this.#values.set(other.values().subarray(from, to), this.#length)
    this.#length += added
  }

  #widen(least: number): void {
    const wider = new Int32Array(Math.max(64, least, this.#length * 2))
    wider.set(this.values())
    this.#values = wider
  }
}

/** Columns of the same length. */
export type Columns<Name extends string> = Readonly<Record<Name, IntColumn>>

/** Columns, empty or with these values, which are not changed. */
export function columnsOf<Name extends string>(names: readonly Name[], values?: readonly Int32Array[]): Columns<Name> {
  const columns = names.map((name, place) => {
    const known = values?.[place]
    return [name, known === undefined ? new IntColumn() : new IntColumn(known, known.length)] as const
  })
  return Object.fromEntries(columns) as Columns<Name>
}

/** Adds a row. Names that are not given have nothing. */
export function addRow<Name extends string>(
  columns: Columns<Name>,
  row: Readonly<Partial<Record<Name, number>>>,
): void {
  for (const name in columns) columns[name].push(row[name] ?? none)
}

/** Texts, each known by its number. */
export class Texts {
  readonly list: string[]
  #numbers: Map<string, number> | undefined

  constructor(list: readonly string[] = []) {
    this.list = [...list]
  }

  of(text: string): number {
    this.#numbers ??= numbersOf(this.list)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.list.push(text)
    this.#numbers.set(text, this.list.length - 1)
    return this.list.length - 1
  }

  /** The numbers of texts, of which no two are the same. */
  ofAll(texts: readonly string[]): Int32Array {
    const isQuick = this.#numbers === undefined && texts.length * fewAmong < this.list.length
    const numbers = isQuick ? placesOf(texts, this.list) : new Int32Array(texts.length).fill(none)
    for (let place = 0; place < texts.length; place += 1)
      if (numbers[place] === none)
        numbers[place] = isQuick ? this.list.push(texts[place] ?? '') - 1 : this.of(texts[place] ?? '')
    return numbers
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

/** So few are sought by going through all: to take down where each is takes longer. */
export const fewAmong = 64

/** Where each of a few texts is in a list. */
function placesOf(texts: readonly string[], list: readonly string[]): Int32Array {
  const ofLength: number[][] = []
  for (let number = 0; number < texts.length; number += 1) {
    const length = texts[number]?.length ?? 0
    const known = ofLength[length]
    if (known === undefined) ofLength[length] = [number]
    else known.push(number)
  }
  const places = new Int32Array(texts.length).fill(none)
  for (let place = 0; place < list.length; place += 1) {
    const text = list[place] ?? ''
    const candidates = ofLength[text.length]
    if (candidates === undefined) continue
    for (const number of candidates) if (texts[number] === text) places[number] = place
  }
  return places
}

function numbersOf(list: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (let number = 0; number < list.length; number += 1) numbers.set(list[number] ?? '', number)
  return numbers
}

/** A hash of numbers in memory. */
export function hashBytes({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): string {
  return hashText(new Uint8Array(buffer, byteOffset, byteLength))
}
