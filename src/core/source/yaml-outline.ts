import { parsePointer } from '#core/json'

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
}

/** What a pointer leads to. `flow`: all of it stands on this line. `leaf`: nothing below it can be found. */
interface Found {
  readonly line: number
  readonly value: Block | 'flow' | 'leaf'
}

const plainKey = /([\w$@/](?:[\w$@/.:{}-]*[\w$@/.{}-])?)[ ]*:(?=[ ]|$)/y
const quotedKey = /(?:"([^"\\]*)"|'([^']*)')[ ]*:(?=[ ]|$)/y
// Read as a number or the like, a key may be another text: 1.0, 0x10.
const strangeKey = /^(?:[-+.]?\d.*|true|false|null|~)$/i
const ordinaryNumber = /^(?:0|[1-9]\d{0,8})$/

/**
 * The block structure of an ordinary YAML text, for finding lines without a parser. It looks only at what lies on the way to a
 * place, and gives up at anything unusual: anchors, tags, merge keys, keys that are no plain words, flow collections over several lines.
 */
export class YamlOutline {
  readonly #lines: readonly string[]
  /** Of the first character of each line; -1 for empty lines and comments. */
  readonly #indents: readonly number[]
  readonly #documents: readonly Block[]
  readonly #found = new Map<string, Found | undefined>()
  readonly #children = new Map<Block, readonly Child[] | undefined>()

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

  #find(document: number, pointer: string): Found | undefined {
    const place = `${document}${pointer}`
    if (!this.#found.has(place)) this.#found.set(place, this.#search(document, pointer))
    return this.#found.get(place)
  }

  // Step by step, as most places have the way to them in common with others.
  #search(document: number, pointer: string): Found | undefined {
    if (pointer === '') {
      const contents = this.#documents[document]
      return contents !== undefined && this.#startsEntry(contents)
        ? { line: contents.line, value: contents }
        : undefined
    }
    const last = pointer.lastIndexOf('/')
    const parent = this.#find(document, pointer.slice(0, last))
    if (parent === undefined || parent.value === 'flow') return parent
    if (parent.value === 'leaf') return undefined
    const [segment = ''] = parsePointer(pointer.slice(last))
    const child = this.#childrenOf(parent.value)?.findLast(({ key }) => key === segment)
    const value = child === undefined ? undefined : this.#valueOf(child)
    if (child === undefined || value === undefined) return undefined
    // An item of a list has no key: it is where its content starts.
    return { line: child.isItem && typeof value === 'object' ? value.line : child.line, value }
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

  #childrenOf(block: Block): readonly Child[] | undefined {
    if (!this.#children.has(block)) this.#children.set(block, this.#findChildren(block))
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
    const entry = isItem ? { key: String(index), end: column + 1 } : keyAt(text, column)
    if (entry === undefined) return undefined
    const rest = text.slice(entry.end)
    return { key: entry.key, isItem, line, column: entry.end + rest.length - rest.trimStart().length, end }
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

function keyAt(text: string, column: number): { key: string; end: number } | undefined {
  for (const pattern of [plainKey, quotedKey]) {
    pattern.lastIndex = column
    const match = pattern.exec(text)
    if (match === null) continue
    const [written, first, second] = match
    const key = first ?? second ?? ''
    if (pattern === plainKey && strangeKey.test(key) && !ordinaryNumber.test(key)) return undefined
    return { key, end: column + written.length }
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
