import type { JsonValue } from '#core/json'

/** A statement of a Cypher script, with the rows that it unwinds. */
export interface CypherStatement {
  readonly rows: readonly Readonly<Record<string, JsonValue>>[]
  /** What is done with each row; the whole statement where there are none. */
  readonly clause: string
}

/** Reads a script as Cypher's grammar has it: comments, statements, lists, maps, strings with escapes. Throws for anything else. */
export function readCypher(text: string): CypherStatement[] {
  const reader = new Reader(text)
  const statements: CypherStatement[] = []
  while (!reader.isAtEnd()) statements.push(reader.statement())
  return statements
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#skip()
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length
  }

  statement(): CypherStatement {
    const rows = this.#takes(/UNWIND\b/y) === undefined ? [] : this.#value()
    // Quoted names and strings may hold a semicolon.
    const clause = this.#need(/(?:[^;'"`\\]|`(?:[^`]|``)*`)+/y)
    this.#need(/;/y)
    return { rows: rows as CypherStatement['rows'], clause: clause.trim() }
  }

  #value(): JsonValue {
    if (this.#takes(/\[/y) !== undefined) return this.#items(/\]/y, () => this.#value())
    if (this.#takes(/\{/y) !== undefined) return Object.fromEntries(this.#items(/\}/y, () => this.#entry()))
    const number = this.#takes(/-?\d+(?:\.\d+)?(?:e-?\d+)?/y)
    if (number !== undefined) return Number(number)
    const string = this.#need(/'(?:[^'\\]|\\.)*'/y).slice(1, -1)
    return string.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => unescaped(code))
  }

  #entry(): [string, JsonValue] {
    const key = this.#need(/[A-Za-z_]\w*/y)
    this.#need(/:/y)
    return [key, this.#value()]
  }

  #items<T>(end: RegExp, item: () => T): T[] {
    const items: T[] = []
    while (this.#takes(end) === undefined) {
      if (items.length > 0) this.#need(/,/y)
      items.push(item())
    }
    return items
  }

  #takes(token: RegExp): string | undefined {
    token.lastIndex = this.#at
    const [found] = token.exec(this.#text) ?? []
    if (found === undefined) return undefined
    this.#at += found.length
    this.#skip()
    return found
  }

  #need(token: RegExp): string {
    const found = this.#takes(token)
    if (found !== undefined) return found
    throw new Error(`${this.#at}: no ${token.source} in ${JSON.stringify(this.#text.slice(this.#at, this.#at + 80))}`)
  }

  #skip(): void {
    const blank = /(?:\s|\/\/[^\n]*)*/y
    blank.lastIndex = this.#at
    this.#at += blank.exec(this.#text)?.[0].length ?? 0
  }
}

function unescaped(code: string): string {
  if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
  if (!'\\\'"'.includes(code)) throw new Error(`There is no escape \\${code}.`)
  return code
}
