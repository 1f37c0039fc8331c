import { crc32 } from 'node:zlib'
import { hashText } from '#core/json'
import type { Inquiry } from './inquiry.ts'
import type { FileMemory } from './memory.ts'

/** What was asked for the parts of a document, as it is kept. Plain data. */
export interface KnownTable {
  /** Tells it from every table with other questions or answers. */
  readonly id: string
  readonly questions: readonly string[]
  readonly answers: readonly string[]
  /** For each question, the groups that have a part that asks it: one bit for each. */
  readonly groups: readonly number[]
  /** For each group, the table that it was written with: with others, its numbers may mean something else. */
  readonly stamps: readonly string[]
  /** What follows from the parts, and which questions were asked beside them. */
  readonly whole?: { readonly asked: readonly number[]; readonly value: unknown }
}

/** A part by name, the numbers of the questions that were asked for it, that about its own file first, and what came of it. */
export type KnownPart = readonly [name: string, asked: readonly number[], value: unknown]
export type KnownGroup = readonly KnownPart[]

/** Where the parts of a document are kept: in groups, so that little is written where little has changed. */
export interface PartRows {
  table(): KnownTable | undefined
  group(number: number, stamp: string): KnownGroup | undefined
  keepTable(table: KnownTable): void
  keepGroup(number: number, stamp: string, group: KnownGroup): void
}

/** The rows of a document in the cache. */
export function partRows(file: string, memory: FileMemory): PartRows {
  const keyOf = (number: number, hash: string) => ({ file, name: `parts ${number}`, hash })
  return {
    table: () => memory.get<KnownTable>(file, 'parts', ''),
    group: (number, stamp) => memory.get<KnownGroup>(file, keyOf(number, stamp).name, stamp),
    keepTable: (table) => memory.set({ file, name: 'parts', hash: '' }, table),
    keepGroup: (number, stamp, group) => memory.set(keyOf(number, stamp), group),
  }
}

export const noTable: KnownTable = { id: '', questions: [], answers: [], groups: [], stamps: [] }

/** So many groups are made of a document with very many parts; a bit for each must fit into a number. */
const mostGroups = 32
const partsInGroup = 64

/** The questions of a document with their numbers, some of them from another time. */
export class PartTable {
  readonly known: KnownTable
  readonly #inquiry: Inquiry
  readonly #rows: PartRows
  readonly #numbers: Map<string, number>
  readonly #groups = new Map<number, KnownGroup | undefined>()
  readonly #parts = new Map<number, ReadonlyMap<string, KnownPart>>()
  #changed: readonly boolean[] | undefined

  constructor(inquiry: Inquiry, rows: PartRows, known = rows.table()) {
    this.known = known ?? noTable
    this.#inquiry = inquiry
    this.#rows = rows
    this.#numbers = new Map(this.known.questions.map((question, number) => [question, number]))
  }

  /** For each question that is known, whether it has another answer now. */
  get changed(): readonly boolean[] {
    this.#changed ??= this.known.questions.map(
      (question, number) => this.#inquiry.answerTo(question) !== this.known.answers[number],
    )
    return this.#changed
  }

  get size(): number {
    return this.#numbers.size
  }

  numberOf(question: string): number {
    const number = this.#numbers.get(question) ?? this.#numbers.size
    this.#numbers.set(question, number)
    return number
  }

  questionsOf(numbers: readonly number[]): string[] {
    return numbers.map((number) => this.known.questions[number] ?? '')
  }

  groupOf(name: string): number {
    return groupOf(name, this.known.stamps.length)
  }

  /** What is known of a part. */
  part(name: string): KnownPart | undefined {
    const group = this.groupOf(name)
    const parts = this.#parts.get(group) ?? new Map((this.group(group) ?? []).map((part) => [part[0], part]))
    this.#parts.set(group, parts)
    return parts.get(name)
  }

  /** What is known of a group of parts; undefined if it was lost. */
  group(number: number): KnownGroup | undefined {
    const stamp = this.known.stamps[number]
    if (stamp === undefined) return undefined
    if (!this.#groups.has(number)) this.#groups.set(number, this.#rows.group(number, stamp))
    return this.#groups.get(number)
  }

  /** Keeps groups that have changed, and what the whole follows from. The other groups stay as they are. */
  keep(written: ReadonlyMap<number, KnownGroup>, whole: KnownTable['whole'], size = this.known.stamps.length): void {
    const questions = [...this.#numbers.keys()]
    const { changed } = this
    const answers = questions.map((question, number) =>
      changed[number] === false ? (this.known.answers[number] ?? '') : this.#inquiry.answerTo(question),
    )
    const others = questions.flatMap((question, number) =>
      changed[number] === false ? [] : [number, question, answers[number]],
    )
    const id = hashText(JSON.stringify([this.known.id, others]))
    const groups = questions.map((_, number) => this.known.groups[number] ?? 0)
    for (const [group, parts] of written)
      for (const [, asked] of parts)
        for (const number of asked) groups[number] = ((groups[number] ?? 0) | (1 << group)) >>> 0
    const stamps = Array.from({ length: size }, (_, group) =>
      written.has(group) ? id : (this.known.stamps[group] ?? ''),
    )
    this.#rows.keepTable({ id, questions, answers, groups, stamps, ...(whole === undefined ? {} : { whole }) })
    for (const [group, parts] of written) this.#rows.keepGroup(group, id, parts)
  }
}

/** How many groups are made of so many parts. */
export function groupsFor(parts: number): number {
  return Math.max(1, Math.min(mostGroups, Math.ceil(parts / partsInGroup)))
}

/** The group of a part. */
export function groupOf(name: string, groups: number): number {
  return groups === 0 ? 0 : crc32(name) % groups
}
