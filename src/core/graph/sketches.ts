import { isObject } from '#core/json'
import type { FileFacts } from '#core/workspace'
import { type Columns, columnsOf, none, Texts } from './int-columns.ts'
import { pack, unpack } from './packed.ts'
import { RowIndex } from './row-index.ts'

const fileColumns = ['name', 'flags', 'asking', 'subjects', 'facts'] as const
const subjectColumns = ['form', 'name', 'version', 'type', 'words', 'flags', 'document', 'pointer', 'line'] as const
export const termColumns = ['form', 'kind', 'id', 'name', 'more', 'of', 'file', 'document', 'pointer', 'line'] as const
const factColumns = ['code', 'source', 'target', 'file', 'document', 'pointer', 'line', 'verb'] as const

const columnCount = [fileColumns, subjectColumns, termColumns, factColumns].reduce((sum, { length }) => sum + length, 0)

export type FileColumn = (typeof fileColumns)[number]
export type SubjectColumn = (typeof subjectColumns)[number]
type TermColumn = (typeof termColumns)[number]
export type FactColumn = (typeof factColumns)[number]

/** What a term is, as numbers. */
export type TermRow = Readonly<Record<TermColumn, number>>

/** All that is not said of a term. */
export const noTerm: TermRow = {
  form: none,
  kind: none,
  id: none,
  name: none,
  more: none,
  of: none,
  file: none,
  document: none,
  pointer: none,
  line: none,
}

// In the order of their columns.
function valuesOf({ form, kind, id, name, more, of, file, document, pointer, line }: TermRow): number[] {
  return [form, kind, id, name, more, of, file, document, pointer, line]
}

/** Of a file. */
export const isFaulty = 1
/** Of a file: it holds something. */
export const isOurs = 2

/** Of a file, by what it holds, if it holds something. */
export function flagsOf(facts: FileFacts | undefined): number {
  if (facts === undefined) return 0
  return isOurs | (facts.findings.some(({ severity }) => severity === 'error') ? isFaulty : 0)
}

/** Of a subject. */
export const isForeign = 1

/** What a subject is. */
export const subjectForms = ['agent', 'workflow', 'server'] as const
const agent = subjectForms.indexOf('agent')
/** What a term stands for. */
export const termForms = ['thing', 'task', 'agent', 'server', 'capability', 'document', 'workflow'] as const

/**
 * What the graph takes from each file by itself: subjects, and facts about them, as numbers in columns. Files are in the order of
 * their names. A fact leads from and to terms, which files have in common, or subjects, written as -1 - their
 * number in the file.
 */
export class Sketches {
  readonly texts: Texts
  readonly files: Columns<FileColumn>
  readonly subjects: Columns<SubjectColumn>
  readonly terms: Columns<TermColumn>
  readonly facts: Columns<FactColumn>
  /** Of the content of each file. */
  readonly hashes: string[]
  /** Names what was looked for in prose. */
  names = ''
  /** How many texts there were when none was left over from what has changed since. */
  readonly firstTexts: number | undefined
  readonly #rows: RowIndex

  /** Of nothing, or with these columns: of files, subjects, terms and facts. */
  constructor(
    { texts, firstTexts, hashes = [], names = '' }: SketchHead = { texts: [] },
    columns: readonly Int32Array[] = [],
  ) {
    this.texts = new Texts(texts)
    this.firstTexts = firstTexts
    const rest = [...columns]
    this.files = columnsOf(fileColumns, rest.splice(0, fileColumns.length))
    this.subjects = columnsOf(subjectColumns, rest.splice(0, subjectColumns.length))
    this.terms = columnsOf(termColumns, rest.splice(0, termColumns.length))
    this.facts = columnsOf(factColumns, rest)
    this.hashes = [...hashes]
    this.names = names
    this.#rows = new RowIndex(termColumns.map((name) => this.terms[name]))
  }

  get size(): number {
    return this.files.name.length
  }

  /** The rows of a file, from the first to before the last. */
  rowsOf(file: number, what: 'subjects' | 'facts'): Rows {
    const isLast = file + 1 === this.size
    const length = what === 'facts' ? this.facts.code.length : this.subjects.form.length
    return [this.files[what].at(file), isLast ? length : this.files[what].at(file + 1)]
  }

  /** The names of the agents of a file. */
  agentsIn(file: number): string[] {
    const [first, last] = this.rowsOf(file, 'subjects')
    const names = []
    for (let subject = first; subject < last; subject += 1)
      if (this.subjects.form.at(subject) === agent) names.push(this.texts.at(this.subjects.name.at(subject)))
    return names
  }

  /** Begins a file; what is added then belongs to it. */
  beginFile({ name, flags, hash }: { readonly name: number; readonly flags: number; readonly hash: string }): void {
    const { files } = this
    this.hashes.push(hash)
    files.name.push(name)
    files.flags.push(flags)
    files.asking.push(none)
    files.subjects.push(this.subjects.form.length)
    files.facts.push(this.facts.code.length)
  }

  /** The number of a term; equal ones are one. */
  term(row: TermRow): number {
    return this.#rows.of(valuesOf(row))
  }

  /** The numbers of terms, of which no two are the same. */
  termsOf(rows: readonly TermRow[]): number[] {
    return this.#rows.ofAll(rows.map(valuesOf), termColumns.indexOf('name'))
  }

  /** Adds files of sketches with the same terms, from one to before another. */
  append(other: Sketches, from: number, to: number): void {
    this.#appendFiles(other, from, to)
    this.#appendFacts(other, [other.rowsOf(from, 'facts')[0], other.rowsOf(to - 1, 'facts')[1]])
  }

  /** Adds one file, with those of its facts that are wanted. */
  appendFile(other: Sketches, file: number, isWanted: (code: number) => boolean): void {
    this.#appendFiles(other, file, file + 1)
    const [first, last] = other.rowsOf(file, 'facts')
    for (let row = first; row < last; row += 1)
      if (isWanted(other.facts.code.at(row))) this.#appendFacts(other, [row, row + 1])
  }

  #appendFiles(other: Sketches, from: number, to: number): void {
    const { size } = this
    const first = other.rowsOf(from, 'subjects')[0]
    const last = other.rowsOf(to - 1, 'subjects')[1]
    const moved = {
      subjects: this.subjects.form.length - first,
      facts: this.facts.code.length - other.rowsOf(from, 'facts')[0],
    }
    for (let file = from; file < to; file += 1) this.hashes.push(other.hashes[file] ?? '')
    for (const column of fileColumns) this.files[column].append(other.files[column], from, to)
    this.files.subjects.add(moved.subjects, size)
    this.files.facts.add(moved.facts, size)
    for (const column of subjectColumns) this.subjects[column].append(other.subjects[column], first, last)
  }

  #appendFacts(other: Sketches, [first, last]: Rows): void {
    for (const column of factColumns) this.facts[column].append(other.facts[column], first, last)
  }
}

type Rows = readonly [from: number, to: number]

/** The files that have errors, of those with these rows. */
export function faultyIn({ sketches, rows }: { sketches: Sketches; rows: ReadonlyMap<string, number> }): string[] {
  const { flags } = sketches.files
  return [...rows].flatMap(([file, row]) => ((flags.at(row) & isFaulty) === 0 ? [] : [file]))
}

/** Sketches of no file, with the texts and terms of others, and room for as many files. */
export function emptyLike({ texts, files, subjects, terms, facts, firstTexts }: Sketches): Sketches {
  const empty = new Sketches({ texts: texts.list, firstTexts })
  for (const column of fileColumns) empty.files[column].expect(files[column].length)
  for (const column of subjectColumns) empty.subjects[column].expect(subjects[column].length)
  for (const column of factColumns) empty.facts[column].expect(facts[column].length)
  for (const column of termColumns) {
    empty.terms[column].expect(terms[column].length)
    empty.terms[column].append(terms[column], 0, terms[column].length)
  }
  return empty
}

/** What sketches hold besides columns of numbers. */
export interface SketchHead {
  readonly texts: readonly string[]
  readonly firstTexts?: number | undefined
  readonly hashes?: readonly string[]
  readonly names?: string
}

/** Sketches as bytes, to be remembered. */
export function packSketches({ texts, firstTexts, hashes, names, ...tables }: Sketches): Uint8Array {
  const head: SketchHead = { texts: texts.list, firstTexts: firstTexts ?? texts.list.length, hashes, names }
  const columns = [tables.files, tables.subjects, tables.terms, tables.facts].flatMap((table) => Object.values(table))
  return pack({ head, columns: columns.map((column) => column.values()) })
}

/** What was remembered, or sketches of nothing. */
export function unpackSketches(packed: unknown): Sketches {
  const found = unpack(packed)
  const columns = found?.columns ?? []
  return found !== undefined && isHead(found.head) && columns.length === columnCount
    ? new Sketches(found.head, columns)
    : new Sketches()
}

function isHead(value: unknown): value is SketchHead {
  return isObject(value) && Array.isArray(value['texts'])
}
