import { isObject } from '#core/json'
import { addRow, type Columns, columnsOf, type IntColumn, none, printColumns, Texts } from './int-columns.ts'
import { RowIndex } from './row-index.ts'

const fileColumns = ['name', 'flags', 'asking', 'subjects', 'facts'] as const
const subjectColumns = ['form', 'name', 'version', 'type', 'words', 'flags', 'document', 'pointer', 'line'] as const
const termColumns = ['form', 'kind', 'id', 'name', 'more', 'of', 'file', 'document', 'pointer', 'line'] as const
const factColumns = ['code', 'source', 'target', 'file', 'document', 'pointer', 'line', 'verb'] as const

export type FileColumn = (typeof fileColumns)[number]
export type SubjectColumn = (typeof subjectColumns)[number]
export type TermColumn = (typeof termColumns)[number]
export type FactColumn = (typeof factColumns)[number]

/** Of a file. */
export const isFaulty = 1
/** Of a file: it holds something. */
export const isOurs = 2
/** Of a subject. */
export const isForeign = 1

/** What a subject is. */
export const subjectForms = ['agent', 'workflow', 'server'] as const
/** What a term stands for. */
export const termForms = ['thing', 'task', 'agent', 'server', 'capability', 'document'] as const

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

  constructor(printed?: PrintedSketches) {
    this.texts = new Texts(printed?.texts)
    this.firstTexts = printed?.firstTexts
    this.files = columnsOf(fileColumns, printed?.files)
    this.subjects = columnsOf(subjectColumns, printed?.subjects)
    this.terms = columnsOf(termColumns, printed?.terms)
    this.facts = columnsOf(factColumns, printed?.facts)
    this.hashes = [...(printed?.hashes ?? [])]
    this.names = printed?.names ?? ''
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

  /** Begins a file; what is added then belongs to it. */
  beginFile({ hash, ...row }: { readonly name: number; readonly flags: number; readonly hash: string }): void {
    this.hashes.push(hash)
    addRow(this.files, { ...row, subjects: this.subjects.form.length, facts: this.facts.code.length })
  }

  /** The number of a term; equal ones are one. */
  term(row: Readonly<Partial<Record<TermColumn, number>>>): number {
    return this.#rows.of(termColumns.map((name) => row[name] ?? none))
  }

  /** Adds a file of sketches with the same terms, with those of its facts that are wanted. */
  append(other: Sketches, file: number, isWanted?: (code: number) => boolean): void {
    const { name, flags, asking } = other.files
    this.beginFile({ name: name.at(file), hash: other.hashes[file] ?? '', flags: flags.at(file) })
    this.files.asking.set(this.size - 1, asking.at(file))
    const [firstSubject, lastSubject] = other.rowsOf(file, 'subjects')
    for (const column of subjectColumns) this.subjects[column].append(other.subjects[column], firstSubject, lastSubject)
    for (const [first, last] of wantedRows(other.rowsOf(file, 'facts'), other.facts.code, isWanted))
      for (const column of factColumns) this.facts[column].append(other.facts[column], first, last)
  }
}

type Rows = readonly [from: number, to: number]

function* wantedRows([first, last]: Rows, codes: IntColumn, isWanted?: (code: number) => boolean): Generator<Rows> {
  if (isWanted === undefined) {
    yield [first, last]
    return
  }
  for (let row = first; row < last; row += 1) if (isWanted(codes.at(row))) yield [row, row + 1]
}

/** Sketches of no file, with the texts and terms of others. */
export function emptyLike({ texts, terms, firstTexts }: Sketches): Sketches {
  return new Sketches({ texts: texts.list, firstTexts, terms: printColumns(terms) })
}

/** Sketches as text, to be remembered. */
export interface PrintedSketches {
  readonly texts: readonly string[]
  readonly firstTexts?: number | undefined
  readonly hashes?: readonly string[]
  readonly names?: string
  readonly files?: Readonly<Record<string, string>>
  readonly subjects?: Readonly<Record<string, string>>
  readonly terms?: Readonly<Record<string, string>>
  readonly facts?: Readonly<Record<string, string>>
}

export function printSketches({ texts, firstTexts, hashes, names, ...tables }: Sketches): PrintedSketches {
  const { files, subjects, terms, facts } = tables
  return {
    texts: [...texts.list],
    firstTexts: firstTexts ?? texts.list.length,
    hashes,
    names,
    files: printColumns(files),
    subjects: printColumns(subjects),
    terms: printColumns(terms),
    facts: printColumns(facts),
  }
}

/** Whether what was remembered are sketches. */
export function arePrinted(value: unknown): value is PrintedSketches {
  return isObject(value) && Array.isArray(value['texts'])
}
