/** Where something stands in a JSON text. */
export interface JsonSpot {
  readonly start: number
  /** Of an object or a list it may not have been looked for. */
  readonly end?: number
  /** Of the name, if it is a member of an object. */
  readonly key?: { readonly start: number; readonly end: number }
}

/** A text that is no JSON in the strict sense, as far as it was looked at. */
export class NotStrictJson extends Error {}

/**
 * Finds places in a large JSON text without parsing it: of what does not lie on the way to a place, only the end is looked for. A tree
 * with positions would take ten times the memory of the text.
 */
export class JsonOutline {
  readonly #text: string
  readonly #members = new Map<number, Members>()
  readonly #areKeysDistinct: boolean

  /** Of equal keys the last one counts; where there are none, nothing behind a place is looked at. */
  constructor(text: string, { areKeysDistinct = false } = {}) {
    this.#text = text
    this.#areKeysDistinct = areKeysDistinct
  }

  /** What stands at the end of a path, or where the path leaves the text. Throws NotStrictJson. */
  find(path: readonly string[]): { spot: JsonSpot; isExact: boolean } {
    const start = this.#afterSpace(this.#text.charCodeAt(0) === byteOrderMark ? 1 : 0)
    let spot: JsonSpot = { start, end: this.#text.length }
    for (const segment of path) {
      const member = this.#memberOf(spot.start, segment)
      if (member === undefined) return { spot, isExact: false }
      spot = member
    }
    return { spot, isExact: true }
  }

  #memberOf(start: number, name: string): JsonSpot | undefined {
    const members = this.#members.get(start) ?? this.#begin(start)
    this.#members.set(start, members)
    while (members.isOpen && !(this.#areKeysDistinct && members.spots.has(name))) this.#readMember(members)
    return members.spots.get(name)
  }

  #begin(start: number): Members {
    const open = this.#text[start]
    const close = open === '{' ? '}' : ']'
    const at = this.#afterSpace(start + 1)
    const isOpen = (open === '{' || open === '[') && this.#text[at] !== close
    return { close, at, count: 0, isOpen, spots: new Map() }
  }

  #readMember(members: Members): void {
    const { close, last } = members
    if (last !== undefined) {
      const at = this.#afterSpace(last.end ?? this.#afterValue(last.start))
      members.isOpen = this.#text[at] !== close
      if (!members.isOpen) return
      members.at = this.#afterSpace(this.#after(',', at))
    }
    let { at } = members
    const key = close === '}' ? { start: at, end: this.#afterString(at) } : undefined
    if (key !== undefined) at = this.#afterSpace(this.#after(':', this.#afterSpace(key.end)))
    const isContainer = this.#text[at] === '{' || this.#text[at] === '['
    const end = isContainer ? {} : { end: this.#afterValue(at) }
    members.last = { start: at, ...end, ...(key === undefined ? {} : { key }) }
    members.spots.set(key === undefined ? String(members.count) : this.#name(key), members.last)
    members.count += 1
  }

  #name({ start, end }: { start: number; end: number }): string {
    try {
      return JSON.parse(this.#text.slice(start, end)) as string
    } catch (cause) {
      throw new NotStrictJson('A name is no string.', { cause })
    }
  }

  #afterSpace(start: number): number {
    let at = start
    while (isSpace(this.#text.charCodeAt(at))) at += 1
    return at
  }

  #after(sign: string, at: number): number {
    if (this.#text[at] !== sign) throw new NotStrictJson(`There is no ${sign}.`)
    return at + 1
  }

  #afterString(start: number): number {
    if (this.#text[start] !== '"') throw new NotStrictJson('There is no string.')
    for (let at = this.#text.indexOf('"', start + 1); at !== -1; at = this.#text.indexOf('"', at + 1)) {
      let slashes = 0
      while (this.#text[at - 1 - slashes] === '\\') slashes += 1
      if (slashes % 2 === 0) return at + 1
    }
    throw new NotStrictJson('A string has no end.')
  }

  #afterValue(start: number): number {
    const first = this.#text[start]
    if (first === '"') return this.#afterString(start)
    if (first !== '{' && first !== '[') {
      const scalar = /[^\s,\]}]+/y
      scalar.lastIndex = start
      if (!scalar.test(this.#text)) throw new NotStrictJson('There is no value.')
      return scalar.lastIndex
    }
    return this.#afterContainer(start)
  }

  #afterContainer(start: number): number {
    const text = this.#text
    let depth = 0
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code === 0x22) at = this.#afterString(at) - 1
      else if (code === 0x5b || code === 0x7b) depth += 1
      else if (code === 0x5d || code === 0x7d) {
        depth -= 1
        if (depth === 0) return at + 1
      } else if (code === 0x2f) break
    }
    throw new NotStrictJson('There is a comment, or no end.')
  }
}

/** The members of an object or the items of a list, as far as they have been read. */
interface Members {
  readonly close: string
  readonly spots: Map<string, JsonSpot>
  /** Where the next one starts. */
  at: number
  count: number
  isOpen: boolean
  last?: JsonSpot
}

const byteOrderMark = 0xfeff

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
