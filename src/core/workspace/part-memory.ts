import type { Part, RememberParts } from '#core/openapi'
import type { Inquiry } from './inquiry.ts'
import {
  groupOf,
  groupsFor,
  type KnownGroup,
  type KnownPart,
  type KnownTable,
  noTable,
  type PartRows,
  PartTable,
} from './part-table.ts'

interface Worked {
  readonly asked: Iterable<string>
  readonly value: unknown
}

/**
 * Works out what follows from a part of a document only where something that was asked for it has changed. If the parts of a whole
 * that ask about what has changed come out as they did, nothing else of it is looked at.
 */
export class PartMemory implements RememberParts {
  readonly #document: string
  readonly #inquiry: Inquiry
  readonly #rows: PartRows
  readonly #table: PartTable
  /** What was worked out in this run, and what of another time is the same. */
  readonly #added = new Map<string, Worked>()
  readonly #recalled = new Map<string, KnownPart>()
  /** Parts that were worked out to see whether the whole is the same; it may have come to do without them. */
  readonly #tried = new Map<string, Worked>()
  #whole: Worked | undefined
  #isRenewed = false
  /** True where what is asked for a part is not asked by whoever wants it: the whole asks for all its parts in the end. */
  #isApart = false

  constructor(document: string, inquiry: Inquiry, rows: PartRows) {
    this.#document = document
    this.#inquiry = inquiry
    this.#rows = rows
    this.#table = new PartTable(inquiry, rows)
  }

  now<T>(part: Part, work: () => T): T {
    const before = this.#recall(part)
    if (before !== undefined) return before.value as T
    const isApart = this.#isApart
    this.#isApart = false
    const { value, asked } = this.#inquiry.apart(work)
    this.#isApart = isApart
    this.#add(part.name, { asked: new Set([readQuestion(part.file), ...asked]), value })
    return value
  }

  async later<T>(part: Part, work: () => Promise<T>): Promise<T> {
    const before = this.#recall(part)
    if (before !== undefined) return before.value as T
    const isApart = this.#isApart
    this.#isApart = false
    const { value, asked } = await this.#inquiry.apartLater(work)
    this.#isApart = isApart
    this.#add(part.name, { asked: new Set([readQuestion(part.file), ...asked]), value })
    return value
  }

  async whole<T>(work: () => Promise<T>, again: (part: Part) => unknown): Promise<T> {
    const { whole } = this.#table.known
    if (whole !== undefined && (await this.#comesOutTheSame(whole.asked, again))) {
      this.#isRenewed = true
      this.#whole = { asked: this.#table.questionsOf(whole.asked), value: whole.value }
      this.#inquiry.note(this.#table.asked)
    } else {
      this.#isApart = true
      this.#whole = await this.#inquiry.apartLater(work)
      this.#isApart = false
      this.#inquiry.note(this.#whole.asked)
    }
    for (const [, numbers] of this.#recalled.values()) this.#inquiry.note(this.#table.questionsOf(numbers))
    for (const { asked } of this.#added.values()) this.#inquiry.note(asked)
    return this.#whole.value as T
  }

  /** Keeps what was worked out for the next time. What follows from the document alone is as old as that: nothing would ever be found. */
  close(): void {
    if (!this.#inquiry.isSound) return
    if (this.#isRenewed) this.#keepRenewed()
    else if (!this.#followsFromItself()) this.#keepAll()
    else if (this.#table.size > 0) this.#rows.keepTable(noTable)
  }

  async #comesOutTheSame(asked: readonly number[], again: (part: Part) => unknown): Promise<boolean> {
    const { changed, known } = this.#table
    if (asked.some((number) => changed[number])) return false
    let touched = 0
    for (const [number, isChanged] of changed.entries()) if (isChanged) touched |= known.groups[number] ?? 0
    for (let group = 0; group < known.stamps.length; group += 1)
      if ((touched >>> group) & 1 && !(await this.#isGroupTheSame(group, again))) return false
    for (const [name, worked] of this.#tried) this.#added.set(name, worked)
    return true
  }

  async #isGroupTheSame(number: number, again: (part: Part) => unknown): Promise<boolean> {
    const group = this.#table.group(number)
    if (group === undefined) return false
    for (const [name, numbers, before] of group) {
      if (this.#holds(numbers)) continue
      const [own = ''] = this.#table.questionsOf(numbers)
      const file = own.slice(readQuestion('').length)
      const { value, asked } = await this.#inquiry.apartLater(async () => again({ file, name }))
      this.#tried.set(name, { asked: new Set([own, ...asked]), value })
      if (JSON.stringify(value) !== JSON.stringify(before)) return false
    }
    return true
  }

  #holds(numbers: readonly number[]): boolean {
    const { changed } = this.#table
    return !numbers.some((number) => changed[number])
  }

  #recall({ name }: Part): { readonly value: unknown } | undefined {
    const worked = this.#added.get(name) ?? this.#tried.get(name)
    if (worked !== undefined) return this.#add(name, worked)
    const known = this.#table.part(name)
    if (known === undefined || !this.#holds(known[1])) return undefined
    this.#recalled.set(name, known)
    if (!this.#isApart) this.#inquiry.note(this.#table.questionsOf(known[1]))
    return { value: known[2] }
  }

  #add(name: string, worked: Worked): Worked {
    this.#added.set(name, worked)
    if (!this.#isApart) this.#inquiry.note(worked.asked)
    return worked
  }

  #followsFromItself(): boolean {
    const own = readQuestion(this.#document)
    const isOwn = ({ asked }: Worked) => [...asked].every((question) => question === own)
    const recalled = [...this.#recalled.values()].map(([, numbers]) => ({ asked: this.#table.questionsOf(numbers) }))
    return [...this.#added.values(), ...recalled, this.#whole ?? { asked: [] }].every((each) => isOwn(each as Worked))
  }

  // What was not looked at is as it was.
  #keepRenewed(): void {
    const { known, changed } = this.#table
    if (this.#added.size === 0 && !changed.includes(true)) return
    const added = [...this.#added].map(([name, worked]) => partOf(name, worked, this.#table))
    const touched = new Set(added.map(([name]) => this.#table.groupOf(name)))
    const others = [...touched].flatMap((number) => this.#table.group(number) ?? [])
    const parts = [...others.filter(([name]) => !this.#added.has(name)), ...added]
    const groups = grouped(parts, known.stamps.length)
    this.#table.keep(new Map([...groups].filter(([number]) => touched.has(number))), known.whole)
  }

  #keepAll(): void {
    const size = groupsFor(this.#added.size + this.#recalled.size)
    const used = new Set([...this.#recalled.values()].flatMap(([, numbers]) => numbers))
    const isLikeBefore = used.size * 2 >= this.#table.size && size < this.#table.known.stamps.length * 2
    if (isLikeBefore) this.#keepChanged()
    else this.#keepAnew(size)
  }

  #keepChanged(): void {
    const recalled = [...this.#recalled.values()].filter(([name]) => !this.#added.has(name))
    const added = [...this.#added].map(([name, worked]) => partOf(name, worked, this.#table))
    const groups = grouped([...recalled, ...added], this.#table.known.stamps.length)
    for (const [number, parts] of groups) if (!this.#isChanged(number, parts)) groups.delete(number)
    this.#table.keep(groups, wholeOf(this.#whole, this.#table))
  }

  #keepAnew(size: number): void {
    const table = new PartTable(this.#inquiry, this.#rows, noTable)
    const recalled = [...this.#recalled.values()].filter(([name]) => !this.#added.has(name))
    const parts = [
      ...recalled.map(([name, numbers, value]) =>
        partOf(name, { asked: this.#table.questionsOf(numbers), value }, table),
      ),
      ...[...this.#added].map(([name, worked]) => partOf(name, worked, table)),
    ]
    table.keep(grouped(parts, size), wholeOf(this.#whole, table), size)
  }

  #isChanged(number: number, parts: KnownGroup): boolean {
    return parts.length !== this.#table.group(number)?.length || parts.some(([name]) => this.#added.has(name))
  }
}

function wholeOf(whole: Worked | undefined, table: PartTable): KnownTable['whole'] {
  if (whole === undefined) return undefined
  const [, asked, value] = partOf('', whole, table)
  return { asked, value }
}

function grouped(parts: readonly KnownPart[], size: number): Map<number, KnownPart[]> {
  const groups = new Map(Array.from({ length: size }, (_, number): [number, KnownPart[]] => [number, []]))
  for (const part of parts) groups.get(groupOf(part[0], size))?.push(part)
  return groups
}

function partOf(name: string, { asked, value }: Worked, table: PartTable): KnownPart {
  return [name, [...asked].map((question) => table.numberOf(question)), value]
}

function readQuestion(file: string): string {
  return `read ${file}`
}
