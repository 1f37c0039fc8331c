import type { Diagnostic, Finding, Place } from '#core/diagnostics'
import { hashText } from '#core/json'
import { inNoMemory, type LoadDocument, type RememberParts } from '#core/openapi'
import {
  type FileTree,
  type FindLine,
  formatOf,
  locateFindings,
  parseSource,
  type SourceDocument,
  type SourceFile,
} from '#core/source'
import { dividedIntoBatches } from './batches.ts'
import type { CacheCounts, FileCache } from './cache.ts'
import { FactsMemory } from './facts-memory.ts'
import { type FileFacts, factsOf, type Looks, looksOf, unreadableFacts } from './file-facts.ts'
import { FileNotes } from './file-notes.ts'
import { FileTexts } from './file-texts.ts'
import { Inquiry } from './inquiry.ts'
import { FileMemory } from './memory.ts'
import { ObservedTree } from './observed-tree.ts'
import { PartMemory } from './part-memory.ts'
import { partRows } from './part-table.ts'
import { shownLines } from './shown-lines.ts'

/** Why a file is read. A named or referenced file must be readable and hold something; a discovered one may be anything. */
export type ReadReason = 'named' | 'discovered'

export interface FilesOptions {
  readonly cache?: FileCache | undefined
  /** OpenAPI documents are left alone until something refers to them. */
  readonly manifestsOnly?: boolean
  /** False for who remembers all that follows from what a file holds: that is known only until it is forgotten. Default true. */
  readonly keepsFacts?: boolean
  /** Another version of the workspace: what is in both is parsed once, and the values are the same objects. */
  readonly like?: WorkspaceFiles | undefined
  /** Called where more than a few files have to be parsed, but not very many. */
  readonly expectMuch?: (() => void) | undefined
}

/** So many files that are not known are seldom the only ones. */
const several = 10
/** To read more takes a while. */
const mostForShort = 2_500

/** What was seen of files elsewhere. */
export interface Seen {
  /** Of their content. */
  readonly hashes: Iterable<readonly [file: string, hash: string]>
  readonly misses: number
  /** False if one has changed meanwhile. */
  readonly isSound: boolean
}

/** Where more is wrong, places are not remembered. */
const mostPositions = 1_000

/** Reads the files of a workspace. What a file was when it was first looked at, it stays. */
export class WorkspaceFiles {
  readonly inquiry: Inquiry
  readonly tree: FileTree
  /** How many files were parsed to know what they hold, and how many were remembered. */
  readonly counts: { -readonly [Key in keyof CacheCounts]: number } = { hits: 0, misses: 0 }
  /** How much had to be parsed. */
  parsedBytes = 0
  readonly #like: WorkspaceFiles | undefined
  readonly #tree: ObservedTree
  readonly #memory: FileMemory
  readonly #facts: FactsMemory
  readonly #expectMuch: (() => void) | undefined
  #expected = 0
  readonly #manifestsOnly: boolean
  readonly #hasCache: boolean
  readonly #sources = new Map<string, SourceFile>()
  readonly #values = new Map<string, unknown>()
  readonly #texts: FileTexts
  readonly #notes: FileNotes

  constructor(
    tree: FileTree,
    { cache, manifestsOnly = false, keepsFacts = true, like, expectMuch }: FilesOptions = {},
  ) {
    this.#like = like
    this.#expectMuch = expectMuch
    this.inquiry = new Inquiry(cache)
    this.#tree = new ObservedTree(tree, this.inquiry, (subject) => this.#facts.recall(subject))
    this.tree = this.#tree
    this.#texts = new FileTexts(this.#tree)
    this.#memory = new FileMemory(cache)
    this.#facts = new FactsMemory(this.#memory, this.#tree, { isKept: keepsFacts })
    const keyOf = (file: string) => {
      const key = this.#keyOf(file)
      return this.#tree.failureOf(file) === undefined ? key : undefined
    }
    this.#notes = new FileNotes({ memory: this.#memory, inquiry: this.inquiry, keyOf })
    this.#hasCache = cache !== undefined
    this.#manifestsOnly = manifestsOnly
  }

  /** Tells that so many files are going to be looked at. */
  expect(files: number): void {
    this.#expected = Math.max(this.#expected, files)
  }

  /** The hash of the content of a file; something else where it cannot be read. */
  hashOf(file: string): string {
    return this.#tree.hashOf(file)
  }

  /** What others have looked at, and what they have seen. */
  addSeen({ hashes, misses, isSound }: Seen): void {
    this.counts.misses += misses
    const areSame = [...hashes].every(([file, hash]) => this.hashOf(file) === hash)
    if (!isSound || !areSame) this.inquiry.isSound = false
  }

  /** True if there is no such file or folder. */
  isGone(file: string): boolean {
    return this.#tree.isGone(file)
  }

  /** Divides the files that were discovered in a folder into those that are looked at together. */
  lookedAtTogether(names: readonly string[]): string[][] {
    return dividedIntoBatches(names)
  }

  /**
   * Of files that were discovered in a folder, those that may hold something. They are looked at together, some at a time: who asks what
   * is in them before going on saves that they are read again.
   */
  notable(folder: string, names: readonly string[]): Iterable<string> {
    return this.#hasCache ? this.#facts.notable(folder, names) : names
  }

  /** What a file holds, or undefined if it is none of ours. Never throws for a file that is bad in itself. */
  facts(file: string, reason: ReadReason): FileFacts | undefined {
    const hash = this.#keyOf(file)
    const failure = this.#tree.failureOf(file)
    if (failure !== undefined) return unreadableFacts(file, failure.message)
    const known = this.#facts.get(file, hash)
    const looks = known ?? looksOf(file, this.#texts.decoded(file))
    if (reason === 'discovered' && !this.#mayBeOurs(looks)) {
      if (known === undefined) this.#facts.set(file, hash, looks)
      return undefined
    }
    // A file that is none of ours is a finding if it was named, and that is not remembered.
    const isKnown = known?.facts !== undefined && (known.facts !== null || reason === 'discovered')
    this.counts[isKnown ? 'hits' : 'misses'] += 1
    if (!isKnown && this.counts.misses === several && this.#expected <= mostForShort) this.#expectMuch?.()
    if (isKnown) return known.facts ?? undefined
    const { facts, isOurs } = factsOf(this.#parse(file), looks)
    this.#facts.set(file, hash, { ...looks, facts: isOurs ? facts : null })
    return isOurs || reason === 'named' ? facts : undefined
  }

  /** Keeps what a file holds for the next time, even if that of others is not kept. */
  keepFacts(file: string): void {
    this.#facts.keep(file, this.#keyOf(file))
  }

  /** Makes room: what a file holds is not asked for again, or seldom. It is still known which content it had. */
  forget(file: string): void {
    for (const known of [this.#sources, this.#values]) known.delete(file)
    this.#texts.forget(file)
    this.#facts.forget(file)
  }

  /** The line on which something stands, counted from 1; undefined if the file cannot be read. */
  readonly lineOf = ({ file, document = 0, pointer }: Place): number | undefined =>
    this.lineFinderOf(file)({ document, pointer })

  /** The same for many places in one file. */
  lineFinderOf(file: string): FindLine {
    return this.#texts.finder(file, this.#sources.get(file)?.documents)
  }

  /**
   * Something that follows from the content of one file, remembered with it: plain data that must depend on nothing else. What
   * `work` leaves undefined is not remembered. Undefined if the file cannot be read.
   */
  note<T>(file: string, name: string, work: () => T | undefined): T | undefined {
    return this.#notes.note(file, name, work)
  }

  /**
   * The same for what follows from other files, too: it is worked out again when anything that was asked for it has changed. What
   * follows from very many is not remembered, since that would take longer to look up than to find.
   */
  noteAsking<T>(file: string, name: string, work: () => T | undefined): T | undefined {
    return this.#notes.noteAsking(file, name, work)
  }

  /** Does something for which the parts of a document are remembered: each for as long as what was asked for it is the same. */
  async withParts<T>(file: string, work: (parts: RememberParts) => Promise<T>): Promise<T> {
    if (!this.#hasCache) return work(inNoMemory)
    const memory = new PartMemory(file, this.inquiry, partRows(file, this.#memory, this.#facts.recall))
    const done = await work(memory)
    memory.close()
    return done
  }

  /** Reads at once what is remembered of many files. */
  readonly readAhead = (): void => this.#facts.readAhead()

  /** The documents of a file. Throws OssaError if it cannot be read. */
  documents(file: string): readonly SourceDocument[] {
    const { documents, loose } = this.#parse(file)
    // Half of what a strict parser sees of frontmatter is less than what is read line by line.
    return loose?.isClosed === true ? [loose.document] : documents
  }

  /** The first document of a file, for references into it; undefined if it cannot be read. */
  readonly load: LoadDocument = Object.assign((file: string) => this.#load(file), {
    locate: (address: string) => this.#tree.seek(address),
  })

  /** What is wrong with the text of a file that something refers to, by itself. */
  textFindings(file: string): readonly Finding[] {
    const hash = this.#keyOf(file)
    if (this.#tree.failureOf(file) !== undefined) return []
    // Values are remembered only of faultless texts.
    const isKnown = this.#memory.get(file, 'value', hash) !== undefined
    return isKnown ? [] : this.#parse(file).findings
  }

  /** The text of a file, for positions and code frames. */
  readonly text = (file: string): string | undefined => this.#texts.text(file)

  readonly lines = (file: string): string[] | undefined => this.#texts.lines(file)

  /** The same as `lines` for who wants to show these diagnostics; in a long text there may be no other lines than theirs. */
  linesOf(diagnostics: readonly Diagnostic[]): (file: string) => string[] | undefined {
    return shownLines(diagnostics, this.text)
  }

  locate(findings: readonly Finding[]): Diagnostic[] {
    const isPlain = (file: string) => this.#sources.get(file)?.documents[0]?.places !== undefined
    const isKept = this.#hasCache && findings.length <= mostPositions
    const recall = isKept ? this.#notes.position.bind(this.#notes) : undefined
    return locateFindings(findings, this.text, { recall, isPlain })
  }

  /** A file as it is parsed, if its content has this hash. */
  sourceIf(file: string, hash: string): SourceFile | undefined {
    if (this.#tree.failureOf(file) !== undefined || this.#tree.hashOf(file) !== hash) return undefined
    return this.#parse(file)
  }

  /** What the content of a file is remembered by. */
  #keyOf(file: string): string {
    if (this.#hasCache) return this.#tree.hashOf(file)
    this.#tree.lookAt(file)
    return ''
  }

  #load(file: string): unknown {
    const hash = this.#keyOf(file)
    if (this.#values.has(file)) return this.#values.get(file)
    const value = this.#tree.failureOf(file) === undefined ? this.#valueOf(file, hash) : undefined
    this.#values.set(file, value)
    return value
  }

  // JSON is read again as fast as it is parsed; of YAML and markdown what was understood is remembered.
  #valueOf(file: string, hash: string): unknown {
    if (!this.#hasCache || formatOf(file) === 'json') return this.#parse(file).documents[0]?.value
    const key = { file, name: 'value', hash }
    const known = this.#memory.get<{ value?: unknown }>(file, key.name, hash)
    if (known !== undefined) return known.value
    const { documents, findings } = this.#parse(file)
    const value = documents[0]?.value
    if (findings.length === 0) this.#memory.set(key, { value })
    return value
  }

  #parse(file: string): SourceFile {
    this.#tree.lookAt(file)
    const known = this.#sources.get(file)
    if (known !== undefined) return known
    const bytes = this.#tree.read(file)
    this.parsedBytes += bytes.length
    const source = this.#like?.sourceIf(file, hashText(bytes)) ?? parseSource(file, bytes, this.#texts.decoded(file))
    this.#sources.set(file, source)
    return source
  }

  #mayBeOurs({ isMarked, isLikeManifest, isLikeOpenApi }: Looks): boolean {
    return isMarked || isLikeManifest || (!this.#manifestsOnly && isLikeOpenApi)
  }
}
