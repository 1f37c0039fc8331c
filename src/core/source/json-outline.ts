/** Where something stands in a JSON text. */
export interface JsonSpot {
  readonly start: number
  readonly end: number
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
  readonly #members = new Map<number, ReadonlyMap<string, JsonSpot>>()

  constructor(text: string) {
    this.#text = text
  }

  /** What stands at the end of a path, or where the path leaves the text. Throws NotStrictJson. */
  find(path: readonly string[]): { spot: JsonSpot; isExact: boolean } {
    const start = this.#afterSpace(this.#text.charCodeAt(0) === byteOrderMark ? 1 : 0)
    let spot: JsonSpot = { start, end: this.#text.length }
    for (const segment of path) {
      const member = this.#membersOf(spot.start).get(segment)
      if (member === undefined) return { spot, isExact: false }
      spot = member
    }
    return { spot, isExact: true }
  }

  #membersOf(start: number): ReadonlyMap<string, JsonSpot> {
    const known = this.#members.get(start) ?? this.#readMembers(start)
    this.#members.set(start, known)
    return known
  }

  #readMembers(start: number): ReadonlyMap<string, JsonSpot> {
    const members = new Map<string, JsonSpot>()
    const open = this.#text[start]
    if (open !== '{' && open !== '[') return members
    const close = open === '{' ? '}' : ']'
    let at = this.#afterSpace(start + 1)
    if (this.#text[at] === close) return members
    for (let index = 0; ; index += 1) {
      const key = open === '{' ? { start: at, end: this.#afterString(at) } : undefined
      if (key !== undefined) at = this.#afterSpace(this.#after(':', this.#afterSpace(key.end)))
      const end = this.#afterValue(at)
      const name = key === undefined ? String(index) : this.#name(key)
      members.set(name, { start: at, end, ...(key === undefined ? {} : { key }) })
      at = this.#afterSpace(end)
      if (this.#text[at] === close) return members
      at = this.#afterSpace(this.#after(',', at))
    }
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

const byteOrderMark = 0xfeff

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
