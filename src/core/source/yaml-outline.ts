import { parsePointer } from '#core/json'
import { flowColumns, isStrangeKey, scalarLength } from './yaml-line.ts'

/** A block mapping or sequence: from its first entry, which starts in `column` of `line`, up to the line `end`. Counted from 0. */
interface Block {
  readonly line: number
  readonly column: number
  readonly end: number
}

/** An entry of a block: `line` and `column` are where its value may start, behind the colon or the dash. */
interface Child extends Block {
  /** Its key, or its index in a list. */
  readonly key: string
  readonly isItem: boolean
  /** From where to where the key is written. */
  readonly written: Columns
}

/** From one column of a line up to another. */
type Columns = readonly [start: number, end: number]

/** Where something stands that does so on one line. All are counted from 0. */
export interface LineRange {
  readonly line: number
  readonly columns: Columns
}

/** What a pointer leads to. `flow`: all of it stands on this line. `leaf`: nothing below it can be found. */
interface Found {
  readonly pointer: string
  readonly line: number
  readonly value: Block | 'flow' | 'leaf'
  /** Undefined for the contents of a document. */
  readonly child?: Child
}

const plainKey = /([\w$@/](?:[\w$@/.:{}-]*[\w$@/.{}-])?)[ ]*:(?=[ ]|$)/y
const quotedKey = /(?:"([^"\\]*)"|'([^']*)')[ ]*:(?=[ ]|$)/y

/**
 * The block structure of an ordinary YAML text, for finding lines without a parser. It looks only at what lies on the way to a
 * place, and gives up at anything unusual: anchors, tags, merge keys, keys that are no plain words, flow collections over several lines.
 */
export class YamlOutline {
  readonly #lines: readonly string[]
  /** Of the first character of each line; -1 for empty lines and comments. */
  readonly #indents: readonly number[]
  readonly #documents: readonly Block[]
  /** By document and pointer. */
  readonly #found: Map<string, Found | 'unknown'>[] = []
  readonly #children = new Map<Block, ReadonlyMap<string, Child> | undefined>()

  private constructor(lines: readonly string[], indents: readonly number[]) {
    this.#lines = lines
    this.#indents = indents
    this.#documents = this.#findDocuments()
  }

  /** Undefined if the text is of a form that this cannot read at all. */
  static of(text: string): YamlOutline | undefined {
    if (/^[ ]*\t|^(?:%|\.\.\.|--- *[^\s#])|\r(?!\n)/m.test(text)) return undefined
    const lines = text.split(/\r?\n/)
    const indents = lines.map(indentOf)
    return new YamlOutline(lines, indents)
  }

  /** The line of what a pointer leads to, counted from 1; undefined if it takes a parser to say. */
  lineOf(document: number, pointer: string): number | undefined {
    const found = this.#find(document, pointer)
    return found === undefined ? undefined : found.line + 1
  }

  /**
   * Where that is which a diagnostic about a place points at: the key of a collection, or of what else is meant by its key; the first key of
   * a mapping without one; else the value. Undefined if it takes a parser to say.
   */
  rangeOf(document: number, pointer: string, target: 'key' | 'value'): LineRange | undefined {
    const found = this.#find(document, pointer)
    if (found === undefined) return undefined
    const { child, value } = found
    const ownKey = child === undefined || child.isItem ? undefined : { line: child.line, columns: child.written }
    if (typeof value === 'object') return ownKey ?? this.#firstKeyOf(value)
    if (child === undefined) return undefined
    if (value === 'leaf') return target === 'key' && ownKey !== undefined ? ownKey : this.#scalarOf(child)
    const path = parsePointer(pointer.slice(found.pointer.length))
    if (path.length === 0 && ownKey !== undefined) return ownKey
    const columns = flowColumns(this.#lines[child.line] ?? '', child.column, { path, target })
    return columns === undefined ? undefined : { line: child.line, columns }
  }

  #firstKeyOf({ line, column }: Block): LineRange | undefined {
    const key = this.#isDash(line, column) ? undefined : keyAt(this.#lines[line] ?? '', column)
    return key === undefined ? undefined : { line, columns: [column, column + key.length] }
  }

  // A text that goes on in the next line is left to the parser.
  #scalarOf(child: Child): LineRange | undefined {
    for (let line = child.line + 1; line < child.end; line += 1)
      if ((this.#indents[line] ?? -1) !== -1) return undefined
    const length = scalarLength(this.#rest(child))
    return length === undefined ? undefined : { line: child.line, columns: [child.column, child.column + length] }
  }

  #find(document: number, pointer: string): Found | undefined {
    const places = this.#found[document] ?? new Map<string, Found | 'unknown'>()
    this.#found[document] = places
    let found = places.get(pointer)
    if (found === undefined) {
      found = this.#search(document, pointer) ?? 'unknown'
      places.set(pointer, found)
    }
    return found === 'unknown' ? undefined : found
  }

  // Step by step, as most places have the way to them in common with others.
  #search(document: number, pointer: string): Found | undefined {
    if (pointer === '') {
      const contents = this.#documents[document]
      return contents !== undefined && this.#startsEntry(contents)
        ? { pointer, line: contents.line, value: contents }
        : undefined
    }
    const last = pointer.lastIndexOf('/')
    const parent = this.#find(document, pointer.slice(0, last))
    if (parent === undefined || parent.value === 'flow') return parent
    if (parent.value === 'leaf') return undefined
    const [segment = ''] = parsePointer(pointer.slice(last))
    const child = this.#childrenOf(parent.value)?.get(segment)
    const value = child === undefined ? undefined : this.#valueOf(child)
    if (child === undefined || value === undefined) return undefined
    // An item of a list has no key: it is where its content starts.
    return { pointer, line: child.isItem && typeof value === 'object' ? value.line : child.line, value, child }
  }

  #findDocuments(): Block[] {
    const documents: Block[] = []
    let start = 0
    const close = (end: number) => {
      const block = this.#blockIn(start, end)
      if (block !== undefined || start > 0) documents.push(block ?? { line: start, column: 0, end: start })
    }
    for (const [index, line] of this.#lines.entries()) {
      if (!line.startsWith('---') || !/^---(?:\s|$)/.test(line)) continue
      close(index)
      start = index + 1
    }
    close(this.#lines.length)
    return documents
  }

  #blockIn(from: number, end: number): Block | undefined {
    for (let line = from; line < end; line += 1) {
      const column = this.#indents[line] ?? -1
      if (column >= 0) return { line, column, end }
    }
    return undefined
  }

  // Of equal keys the last one counts.
  #childrenOf(block: Block): ReadonlyMap<string, Child> | undefined {
    if (!this.#children.has(block)) {
      const children = this.#findChildren(block)
      this.#children.set(block, children && new Map(children.map((child) => [child.key, child])))
    }
    return this.#children.get(block)
  }

  #findChildren(block: Block): readonly Child[] | undefined {
    const isList = this.#isDash(block.line, block.column)
    const children: Child[] = []
    for (let line = block.line; line < block.end; line += 1) {
      const indent = line === block.line ? block.column : (this.#indents[line] ?? -1)
      if (indent === -1 || indent > block.column) continue
      const last = children.at(-1)
      const isDash = this.#isDash(line, block.column)
      // A list may stand as far to the left as the key that it belongs to.
      if (!isList && isDash && last !== undefined && isEmpty(this.#rest(last))) continue
      const child =
        indent === block.column && isList === isDash ? this.#entryAt(line, block, children.length) : undefined
      if (child === undefined || isOpenText(this.#rest(child))) return undefined
      if (last !== undefined) children[children.length - 1] = { ...last, end: line }
      children.push(child)
    }
    return children
  }

  #entryAt(line: number, { column, end }: Block, index: number): Child | undefined {
    const text = this.#lines[line] ?? ''
    const isItem = this.#isDash(line, column)
    const entry = isItem ? { key: String(index), end: column + 1, length: 1 } : keyAt(text, column)
    if (entry === undefined) return undefined
    const rest = text.slice(entry.end)
    const start = entry.end + rest.length - rest.trimStart().length
    return { key: entry.key, isItem, written: [column, column + entry.length], line, column: start, end }
  }

  #valueOf(child: Child): Found['value'] | undefined {
    const rest = this.#rest(child)
    const { isItem, end } = child
    if (isEmpty(rest)) {
      const block = this.#blockIn(child.line + 1, end)
      return block !== undefined && this.#startsEntry(block) ? block : undefined
    }
    if (/^[[{]/.test(rest)) return isBalanced(rest) ? 'flow' : 'leaf'
    if (isItem && this.#startsEntry(child)) return child
    return /^(?:[^&*!?%@`,\]}-]|-[^ ])/.test(rest) ? 'leaf' : undefined
  }

  #rest({ line, column }: Pick<Block, 'line' | 'column'>): string {
    return (this.#lines[line] ?? '').slice(column)
  }

  #isDash(line: number, column: number): boolean {
    const text = this.#lines[line] ?? ''
    return text[column] === '-' && (text[column + 1] === ' ' || text.length === column + 1)
  }

  #startsEntry({ line, column }: Block): boolean {
    return this.#isDash(line, column) || keyAt(this.#lines[line] ?? '', column) !== undefined
  }
}

function indentOf(line: string): number {
  let indent = 0
  while (line.charCodeAt(indent) === 0x20) indent += 1
  return indent === line.length || line.charCodeAt(indent) === 0x23 ? -1 : indent
}

function keyAt(text: string, column: number): { key: string; end: number; length: number } | undefined {
  for (const pattern of [plainKey, quotedKey]) {
    pattern.lastIndex = column
    const match = pattern.exec(text)
    if (match === null) continue
    const [written, first, second] = match
    const key = first ?? second ?? ''
    if (pattern === plainKey && isStrangeKey(key)) return undefined
    return { key, end: column + written.length, length: key.length + (pattern === plainKey ? 0 : 2) }
  }
  return undefined
}

function isEmpty(rest: string): boolean {
  return rest === '' || rest.startsWith('#')
}

// A quoted text that goes on in the next line, which could look like an entry.
function isOpenText(rest: string): boolean {
  if (rest.startsWith('"')) return !/^"(?:[^"\\]|\\.)*"/.test(rest)
  return rest.startsWith("'") && !/^'(?:[^']|'')*'/.test(rest)
}

function isBalanced(rest: string): boolean {
  let depth = 0
  for (const [token] of rest.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[[\]{}]|["']|\s#/g)) {
    if (token === '[' || token === '{') depth += 1
    if (token === ']' || token === '}') depth -= 1
    if (depth === 0) return true
    if (token === '"' || token === "'" || token.endsWith('#')) return false
  }
  return false
}
