import { type Diagnostic, type Finding, OssaError, type Place } from '#core/diagnostics'
import { hashText, isObject } from '#core/json'
import {
  carriesMarker,
  type Manifest,
  manifestDiagnostics,
  mayBeImported,
  readManifests,
  type ToolList,
} from '#core/manifest'
import { isOpenApi } from '#core/openapi'
import {
  decodeText,
  type FileTree,
  type FindLine,
  lineFinder,
  linesOf,
  locateFindings,
  parseSource,
  type SourceDocument,
  type SourceFile,
  sourceDiagnostics,
} from '#core/source'
import type { CacheCounts, FileCache } from './cache.ts'
import { type FileEntry, FileMemory } from './memory.ts'

/** Why a file is read. A named or referenced file must be readable and hold something; a discovered one may be anything. */
export type ReadReason = 'named' | 'discovered'

/** What one file holds. Plain data, so that it can be cached. */
export interface FileFacts {
  readonly file: string
  readonly hash: string
  readonly manifests: readonly Manifest[]
  readonly toolLists: readonly ToolList[]
  /** Its first document is an OpenAPI document. */
  readonly isOpenApi: boolean
  /** It holds something that is OSSA's or of another ecosystem that is read, even if no manifest came of it. */
  readonly isRecognised: boolean
  /** What is wrong with the file by itself. */
  readonly findings: readonly Finding[]
}

// Cheap tests on the text that decide whether a discovered file is worth parsing.
const likeManifest = /(?:^|[{,])[ \t]*["']?kind["']?\s*:\s*["']?(?:Agent|Workflow)\b/m
const likeOpenApi = /(?:^|[{,])[ \t]*["']?(?:openapi|swagger)["']?\s*:/m

/** Reads the files of a workspace, each at most once. */
export class WorkspaceFiles {
  readonly tree: FileTree
  /** How many files were parsed to know what they hold, and how many were remembered. */
  readonly counts: { -readonly [Key in keyof CacheCounts]: number } = { hits: 0, misses: 0 }
  readonly #memory: FileMemory
  readonly #manifestsOnly: boolean
  readonly #sources = new Map<string, SourceFile | undefined>()
  readonly #texts = new Map<string, string | undefined>()
  readonly #locators = new Map<string, FindLine>()

  /** `manifestsOnly`: OpenAPI documents are left alone until something refers to them. */
  constructor(
    tree: FileTree,
    { cache, manifestsOnly = false }: { cache?: FileCache | undefined; manifestsOnly?: boolean } = {},
  ) {
    this.tree = tree
    this.#memory = new FileMemory(cache)
    this.#manifestsOnly = manifestsOnly
  }

  /** What a file holds, or undefined if it is none of ours. Never throws for a file that is bad in itself. */
  facts(file: string, reason: ReadReason): FileFacts | undefined {
    let bytes: Uint8Array
    try {
      bytes = this.tree.read(file)
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      const message = error.message
      const findings = [sourceDiagnostics.readable({ file, pointer: '', message })]
      return { file, hash: '', manifests: [], toolLists: [], isOpenApi: false, isRecognised: false, findings }
    }
    const decoded = decodeText(bytes)
    const text = 'text' in decoded ? decoded.text : undefined
    const isMarked = carriesMarker('text' in decoded ? decoded.text : decoded.guess)
    if (reason === 'discovered' && !isMarked && (text === undefined || !this.#mayBeOurs(file, text))) return undefined
    this.#texts.set(file, text)
    const entry = this.#memory.open(file, hashText(bytes))
    // A file that is none of ours is a finding if it was named, and that is not remembered.
    const isKnown = entry.facts !== undefined && (entry.facts !== null || reason === 'discovered')
    this.counts[isKnown ? 'hits' : 'misses'] += 1
    if (isKnown) return (entry.facts as FileFacts | null) ?? undefined
    const { facts, isOurs } = this.#read(file, bytes, isMarked)
    entry.facts = isOurs ? facts : null
    this.#memory.keep(file)
    return isOurs || reason === 'named' ? facts : undefined
  }

  /** The line on which something stands, counted from 1; undefined if the file cannot be read. Remembered with the file. */
  readonly lineOf = ({ file, document = 0, pointer }: Place): number | undefined => {
    const lines = this.note<Record<string, number>>(file, 'lines', () => ({}))
    const key = `${document} ${pointer}`
    if (lines?.[key] !== undefined) return lines[key]
    const text = this.text(file)
    if (text === undefined || lines === undefined) return undefined
    const locator = this.#locators.get(file) ?? lineFinder(file, text)
    this.#locators.set(file, locator)
    const line = locator({ document, pointer })
    if (line === undefined) return undefined
    lines[key] = line
    this.#memory.keep(file)
    return line
  }

  /**
   * Something that follows from the content of one file, remembered with it: plain data that must depend on nothing else. What
   * `work` leaves undefined is not remembered. Undefined if the file cannot be read.
   */
  note<T>(file: string, name: string, work: () => T | undefined): T | undefined {
    const entry = this.#memory.current(file) ?? this.#openEntry(file)
    if (entry === undefined || entry.notes[name] !== undefined) return entry?.notes[name] as T | undefined
    const value = work()
    if (value === undefined) return undefined
    entry.notes[name] = value
    this.#memory.keep(file)
    return value
  }

  /** The same for what depends on one more thing, which `state` names: what was worked out in another state is replaced. */
  noteIn<T>(file: string, name: string, { state, work }: { state: string; work: () => T }): T | undefined {
    const known = this.note<{ state: string; value: T }>(file, name, () => ({ state, value: work() }))
    if (known === undefined || known.state === state) return known?.value
    known.value = work()
    known.state = state
    this.#memory.keep(file)
    return known.value
  }

  /** The documents of a file. */
  documents(file: string): readonly SourceDocument[] {
    const { documents, loose } = this.#sources.get(file) ?? this.#parse(file)
    // Half of what a strict parser sees of frontmatter is less than what is read line by line.
    return loose?.isClosed === true ? [loose.document] : documents
  }

  /** The first document of a file, for references into it; undefined if it cannot be read. */
  readonly load = (file: string): unknown => {
    if (!this.#sources.has(file)) {
      const bytes = this.#bytes(file)
      this.#sources.set(file, bytes === undefined ? undefined : parseSource(file, bytes))
    }
    return this.#sources.get(file)?.documents[0]?.value
  }

  /** The text of a file, for positions and code frames. */
  readonly text = (file: string): string | undefined => {
    if (!this.#texts.has(file)) {
      const bytes = this.#bytes(file)
      const decoded = bytes === undefined ? undefined : decodeText(bytes)
      this.#texts.set(file, decoded && 'text' in decoded ? decoded.text : undefined)
    }
    return this.#texts.get(file)
  }

  readonly lines = (file: string): string[] | undefined => {
    const text = this.text(file)
    return text === undefined ? undefined : linesOf(text)
  }

  locate(findings: readonly Finding[]): Diagnostic[] {
    return locateFindings(findings, this.text)
  }

  #bytes(file: string): Uint8Array | undefined {
    try {
      return this.tree.kindOf(file) === 'file' ? this.tree.read(file) : undefined
    } catch (error) {
      if (error instanceof OssaError) return undefined
      throw error
    }
  }

  #openEntry(file: string): FileEntry | undefined {
    const bytes = this.#bytes(file)
    return bytes === undefined ? undefined : this.#memory.open(file, hashText(bytes))
  }

  #parse(file: string): SourceFile {
    const source = parseSource(file, this.tree.read(file))
    this.#sources.set(file, source)
    return source
  }

  // `isOurs`: it is worth a word even if nobody has named the file.
  #read(file: string, bytes: Uint8Array, isMarked: boolean): { facts: FileFacts; isOurs: boolean } {
    const source = parseSource(file, bytes)
    this.#sources.set(file, source)
    const { manifests, toolLists, findings, textFindings, isRecognised } = readManifests(source)
    const first = source.documents[0]?.value
    const openapi = isObject(first) && isOpenApi(first)
    const holdsOurs = isRecognised || openapi
    const isOurs = holdsOurs || (isMarked && source.findings.some(isFatal))
    const strange = holdsOurs || textFindings.length > 0 ? [] : [unrecognised(file)]
    // Equal keys that are equal task ids have been reported in those words.
    const taskIds = new Set(
      findings.filter(({ code }) => code === 'workflow/unique-task-id').map(({ position }) => position),
    )
    const syntax = textFindings.filter(({ position }) => position === undefined || !taskIds.has(position))
    const all = [...syntax, ...findings, ...strange]
    const { hash } = source
    return { facts: { file, hash, manifests, toolLists, isOpenApi: openapi, isRecognised, findings: all }, isOurs }
  }

  #mayBeOurs(file: string, text: string): boolean {
    return likeManifest.test(text) || mayBeImported(file, text) || (!this.#manifestsOnly && likeOpenApi.test(text))
  }
}

function unrecognised(file: string): Finding {
  return manifestDiagnostics.recognised({
    file,
    pointer: '',
    message: 'The file holds neither a manifest of a known format nor an OpenAPI document.',
  })
}

// Findings that leave it open what the file would have been.
function isFatal({ code }: Finding): boolean {
  const { syntax, size, encoding, readable } = sourceDiagnostics
  return [syntax, size, encoding, readable].some(({ definition }) => definition.code === code)
}
