/** What stands on one line of an ordinary YAML text. Undefined is the answer to anything unusual. */

// Read as a number or the like, a key may be another text: 1.0, 0x10.
const strange = /^(?:[-+.]?\d.*|true|false|null|~)$/i
const ordinaryNumber = /^(?:0|[1-9]\d{0,8})$/

/** True for a plain key that may stand for another text than it is. */
export function isStrangeKey(key: string): boolean {
  return strange.test(key) && !ordinaryNumber.test(key)
}

const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*$|\s+#)/

/** The length of a scalar that stands at the start of the rest of a line, alone but for a comment. */
export function scalarLength(rest: string): number | undefined {
  if (/^["']/.test(rest)) return quoted.exec(rest)?.[0].length
  if (/^(?:[[{|>&*!?%@`,#\]}]|-\s|$)/.test(rest)) return undefined
  const plain = rest.replace(/\s#.*$/s, '').trimEnd()
  return /:(?:\s|$)/.test(plain) ? undefined : plain.length
}

type Columns = readonly [start: number, end: number]

interface FlowPlace {
  /** From the collection at the start. */
  readonly path: readonly string[]
  readonly target: 'key' | 'value'
}

/** What a diagnostic points at in a collection in brackets: a key where a collection or the key itself is meant, else the value. */
export function flowColumns(text: string, start: number, { path, target }: FlowPlace): Columns | undefined {
  const root = new FlowReader(text, start).read()
  let key: Columns | undefined
  let node = root
  for (const segment of path) {
    const child: FlowEntry | undefined = node?.entries?.findLast((entry) => entry.name === segment)
    if (child === undefined) return undefined
    key = child.key
    node = child.value
  }
  if (node === undefined) return undefined
  if (key !== undefined && (target === 'key' || node.entries !== undefined)) return key
  if (node.entries === undefined) return node.columns
  // Of a list without a key, all would be meant.
  return node.entries[0]?.key
}

interface FlowEntry {
  /** The key, or the index in a list. */
  readonly name: string
  readonly key?: Columns
  readonly value: FlowNode
}

interface FlowNode {
  readonly columns: Columns
  /** Undefined for a scalar. */
  readonly entries?: readonly FlowEntry[]
}

const scalar = /"[^"\\]*"|'[^']*'|[\w$./@^~<=+][^,[\]{}:#"'&*!|>%`?\\]*/y

class FlowReader {
  readonly #text: string
  #at: number

  constructor(text: string, start: number) {
    this.#text = text
    this.#at = start
  }

  read(): FlowNode | undefined {
    const open = this.#text[this.#at]
    if (open === '{' || open === '[') return this.#collection(open)
    const columns = this.#scalar()
    return columns === undefined ? undefined : { columns }
  }

  #collection(open: '{' | '['): FlowNode | undefined {
    const start = this.#at
    const close = open === '{' ? '}' : ']'
    const entries: FlowEntry[] = []
    this.#at += 1
    for (this.#space(); this.#text[this.#at] !== close; this.#space()) {
      const entry = open === '{' ? this.#pair() : this.#item(entries.length)
      this.#space()
      if (entry === undefined) return undefined
      entries.push(entry)
      if (this.#text[this.#at] === ',') this.#at += 1
      else if (this.#text[this.#at] !== close) return undefined
    }
    this.#at += 1
    return { columns: [start, this.#at], entries }
  }

  #pair(): FlowEntry | undefined {
    const key = this.#scalar()
    if (key === undefined) return undefined
    const written = this.#text.slice(...key)
    this.#space()
    if (!/^:\s/.test(this.#text.slice(this.#at, this.#at + 2))) return undefined
    this.#at += 1
    this.#space()
    const value = this.read()
    const isQuoted = /^["']/.test(written)
    if (value === undefined || written === '<<' || (!isQuoted && isStrangeKey(written))) return undefined
    return { name: isQuoted ? written.slice(1, -1) : written, key, value }
  }

  #item(index: number): FlowEntry | undefined {
    const value = this.read()
    return value === undefined ? undefined : { name: String(index), value }
  }

  #scalar(): Columns | undefined {
    scalar.lastIndex = this.#at
    const [found] = scalar.exec(this.#text) ?? []
    if (found === undefined) return undefined
    const start = this.#at
    this.#at += found.trimEnd().length
    return [start, this.#at]
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1
  }
}
