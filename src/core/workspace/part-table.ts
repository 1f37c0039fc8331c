import { crc32 } from 'node:zlib'
import { hashText } from '#core/json'
import { filesInBatch, type KnownBatch } from './batches.ts'
import type { Inquiry } from './inquiry.ts'
import type { FileMemory } from './memory.ts'

/** What was asked for the parts of a document, as it is kept. Plain data. */
export interface KnownTable {
  /** Tells it from every table with other questions or answers. */
  readonly id: string
  /** About a file of a batch only which of them it is: there are thousands, and batches have their names and hashes. */
  readonly questions: readonly (string | number)[]
  /** An empty one about a file of a batch. */
  readonly answers: readonly string[]
  /** The batches, with what they came to, and for each question the number of its batch; -1 where there is none. */
  readonly batches: readonly (readonly [subject: string, answer: string])[]
  readonly within: readonly number[]
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
  /** The hashes of the files of a batch when it came to this; undefined if they are not known any more. */
  hashesOf(subject: string, answer: string): readonly string[] | undefined
}

/** The rows of a document in the cache. `recall` tells what a batch of files was the last time. */
export function partRows(
  file: string,
  memory: FileMemory,
  recall: (subject: string) => KnownBatch | undefined,
): PartRows {
  const keyOf = (number: number, hash: string) => ({ file, name: `parts ${number}`, hash })
  return {
    table: () => memory.get<KnownTable>(file, 'parts', ''),
    group: (number, stamp) => memory.get<KnownGroup>(file, keyOf(number, stamp).name, stamp),
    keepTable: (table) => memory.set({ file, name: 'parts', hash: '' }, table),
    keepGroup: (number, stamp, group) => memory.set(keyOf(number, stamp), group),
    hashesOf(subject, answer) {
      const known = recall(subject)
      return known?.answer === answer ? known.hashes.split('\n') : undefined
    },
  }
}

export const noTable: KnownTable = {
  id: '',
  questions: [],
  answers: [],
  batches: [],
  within: [],
  groups: [],
  stamps: [],
}

/** So many groups are made of a document with very many parts; a bit for each must fit into a number. */
const mostGroups = 32
const partsInGroup = 64

/** The questions of a document with their numbers, some of them from another time. */
export class PartTable {
  readonly known: KnownTable
  readonly #inquiry: Inquiry
  readonly #rows: PartRows
  #known: Map<string, number> | undefined
  readonly #groups = new Map<number, KnownGroup | undefined>()
  readonly #parts = new Map<number, ReadonlyMap<string, KnownPart>>()
  #changed: readonly boolean[] | undefined
  #areBatchesChanged: readonly boolean[] | undefined
  readonly #files = new Map<number, readonly string[]>()
  readonly #before = new Map<number, readonly string[] | undefined>()

  constructor(inquiry: Inquiry, rows: PartRows, known = rows.table()) {
    this.known = known ?? noTable
    this.#inquiry = inquiry
    this.#rows = rows
  }

  /** For each question that is known, whether it has, or may have, another answer now. */
  get changed(): readonly boolean[] {
    const { answers, within } = this.known
    const { areBatchesChanged } = this
    this.#changed ??= within.map((place, number) =>
      place === -1
        ? this.#inquiry.answerTo(this.#questionOf(number)) !== answers[number]
        : areBatchesChanged[place] === true && this.#isFileChanged(number),
    )
    return this.#changed
  }

  /** For each batch, whether a file of it has changed. */
  get areBatchesChanged(): readonly boolean[] {
    this.#areBatchesChanged ??= this.known.batches.map(
      ([subject, answer]) => this.#inquiry.answerTo(`batch ${subject}`) !== answer,
    )
    return this.#areBatchesChanged
  }

  /** What is to be asked to know whether any question that is known has another answer. */
  get asked(): string[] {
    const { within, batches } = this.known
    const same = batches.flatMap(([subject], place) => (this.areBatchesChanged[place] ? [] : [`batch ${subject}`]))
    const others = within.flatMap((place, number) =>
      this.areBatchesChanged[place] === false ? [] : [this.#questionOf(number)],
    )
    return [...same, ...others]
  }

  get size(): number {
    return this.#numbers.size
  }

  // Made when it is wanted: mostly, nothing is looked up.
  get #numbers(): Map<string, number> {
    this.#known ??= new Map(this.known.questions.map((_, number) => [this.#questionOf(number), number]))
    return this.#known
  }

  #questionOf(number: number): string {
    const question = this.known.questions[number] ?? ''
    if (typeof question === 'string') return question
    const place = this.known.within[number] ?? -1
    return `read ${this.#filesIn(place)[question]}`
  }

  #filesIn(place: number): readonly string[] {
    const [subject = ''] = this.known.batches[place] ?? []
    const known = this.#files.get(place) ?? filesInBatch(subject)
    this.#files.set(place, known)
    return known
  }

  #isFileChanged(number: number): boolean {
    const place = this.known.within[number] ?? -1
    const [subject = '', answer = ''] = this.known.batches[place] ?? []
    if (!this.#before.has(place)) this.#before.set(place, this.#rows.hashesOf(subject, answer))
    const before = this.#before.get(place)?.[Number(this.known.questions[number])]
    return before !== this.#inquiry.answerTo(this.#questionOf(number))
  }

  numberOf(question: string): number {
    const number = this.#numbers.get(question) ?? this.#numbers.size
    this.#numbers.set(question, number)
    return number
  }

  questionsOf(numbers: readonly number[]): string[] {
    return numbers.map((number) => this.#questionOf(number))
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
    const others = questions.flatMap((question, number) =>
      changed[number] === false ? [] : [number, question, this.#inquiry.answerTo(question)],
    )
    const id = hashText(JSON.stringify([this.known.id, others]))
    const groups = questions.map((_, number) => this.known.groups[number] ?? 0)
    for (const [group, parts] of written)
      for (const [, asked] of parts)
        for (const number of asked) groups[number] = ((groups[number] ?? 0) | (1 << group)) >>> 0
    const stamps = Array.from({ length: size }, (_, group) =>
      written.has(group) ? id : (this.known.stamps[group] ?? ''),
    )
    const row = { id, ...this.#batched(questions), groups, stamps, ...(whole === undefined ? {} : { whole }) }
    this.#rows.keepTable(row)
    for (const [group, parts] of written) this.#rows.keepGroup(group, id, parts)
  }

  // What is in a batch that came to the same is in it still.
  #batched(questions: readonly string[]): Pick<KnownTable, 'questions' | 'answers' | 'batches' | 'within'> {
    const { known } = this
    const places = new Map<string, number>()
    const placeOf = (subject: string) => {
      const place = places.get(subject) ?? places.size
      places.set(subject, place)
      return place
    }
    const kept = questions.map((question, number) => {
      const before = known.within[number] ?? -1
      const [subject] = this.areBatchesChanged[before] === false ? (known.batches[before] ?? []) : []
      if (subject !== undefined)
        return { within: placeOf(subject), question: known.questions[number] ?? '', answer: '' }
      const around = this.#inquiry.widerThan(question)?.slice('batch '.length)
      if (around === undefined) return { within: -1, question, answer: this.#inquiry.answerTo(question) }
      const index = filesInBatch(around).indexOf(question.slice('read '.length))
      return { within: placeOf(around), question: index, answer: '' }
    })
    return {
      questions: kept.map(({ question }) => question),
      answers: kept.map(({ answer }) => answer),
      within: kept.map(({ within }) => within),
      batches: [...places.keys()].map((subject) => [subject, this.#inquiry.answerTo(`batch ${subject}`)]),
    }
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
