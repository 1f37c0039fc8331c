import { type Diagnostic, type Finding, OssaError } from '#core/diagnostics'
import { hashText, isObject } from '#core/json'
import { carriesMarker, type Manifest, manifestDiagnostics, readManifests } from '#core/manifest'
import { isOpenApi } from '#core/openapi'
import {
  decodeText,
  type FileTree,
  linesOf,
  locateFindings,
  parseSource,
  type SourceDocument,
  type SourceFile,
  sourceDiagnostics,
} from '#core/source'
import type { FileCache } from './cache.ts'

/** Why a file is read. A named or referenced file must be readable and hold something; a discovered one may be anything. */
export type ReadReason = 'named' | 'discovered'

/** A check of one document by itself, for example for secrets. Its findings are remembered with the file. */
export type InspectDocument = (document: SourceDocument, file: string) => Iterable<Finding>

/** What one file holds. Plain data, so that it can be cached. */
export interface FileFacts {
  readonly file: string
  readonly hash: string
  readonly manifests: readonly Manifest[]
  /** Its first document is an OpenAPI document. */
  readonly isOpenApi: boolean
  readonly diagnostics: readonly Diagnostic[]
}

// Cheap test on the text that decides whether a discovered file is worth parsing.
const worthParsing = /(?:^|[{,])[ \t]*["']?(?:(?:openapi|swagger)["']?\s*:|kind["']?\s*:\s*["']?(?:Agent|Workflow)\b)/m

/** Reads the files of a workspace, each at most once. */
export class WorkspaceFiles {
  readonly tree: FileTree
  readonly #cache: FileCache | undefined
  readonly #inspect: InspectDocument
  readonly #sources = new Map<string, SourceFile | undefined>()
  readonly #texts = new Map<string, string | undefined>()

  constructor(tree: FileTree, options: { inspect: InspectDocument; cache?: FileCache | undefined }) {
    this.tree = tree
    this.#cache = options.cache
    this.#inspect = options.inspect
  }

  /** What a file holds, or undefined if it is none of ours. Never throws for a file that is bad in itself. */
  facts(file: string, reason: ReadReason): FileFacts | undefined {
    let bytes: Uint8Array
    try {
      bytes = this.tree.read(file)
    } catch (error) {
      if (!(error instanceof OssaError)) throw error
      const message = error.message
      return this.#faulty(file, '', [sourceDiagnostics.readable({ file, pointer: '', message })])
    }
    const decoded = decodeText(bytes)
    const text = 'text' in decoded ? decoded.text : undefined
    const isMarked = carriesMarker('text' in decoded ? decoded.text : decoded.guess)
    if (reason === 'discovered' && !isMarked && (text === undefined || !worthParsing.test(text))) return undefined
    this.#texts.set(file, text)
    const hash = hashText(bytes)
    const key = `${file}\n${hash}`
    const cached = reason === 'discovered' ? this.#cache?.get(key) : undefined
    if (cached !== undefined) return (cached as { facts: FileFacts | null }).facts ?? undefined
    const facts = this.#read(file, bytes, { reason, isMarked })
    if (reason === 'discovered') this.#cache?.set(key, { facts: facts ?? null })
    return facts
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

  #read(
    file: string,
    bytes: Uint8Array,
    { reason, isMarked }: { reason: ReadReason; isMarked: boolean },
  ): FileFacts | undefined {
    const source = parseSource(file, bytes)
    this.#sources.set(file, source)
    const { manifests, findings, isRecognised } = readManifests(source)
    const first = source.documents[0]?.value
    const openapi = isObject(first) && isOpenApi(first)
    const isOurs = isRecognised || openapi
    if (!isOurs && reason === 'discovered' && !(isMarked && source.findings.some(isFatal))) return undefined
    const inspected = isRecognised ? source.documents.flatMap((document) => [...this.#inspect(document, file)]) : []
    const strange = isOurs || source.findings.length > 0 ? [] : [unrecognised(file)]
    // Equal keys that are equal task ids have been reported in those words.
    const taskIds = new Set(
      findings.filter(({ code }) => code === 'workflow/unique-task-id').map(({ position }) => position),
    )
    const syntax = source.findings.filter(({ position }) => position === undefined || !taskIds.has(position))
    const diagnostics = this.locate([...syntax, ...findings, ...inspected, ...strange])
    return { file, hash: source.hash, manifests, isOpenApi: openapi, diagnostics }
  }

  #faulty(file: string, hash: string, findings: readonly Finding[]): FileFacts {
    return { file, hash, manifests: [], isOpenApi: false, diagnostics: this.locate(findings) }
  }
}

function unrecognised(file: string): Finding {
  return manifestDiagnostics.recognised({
    file,
    pointer: '',
    message: 'The file holds neither an OSSA manifest nor an OpenAPI document.',
  })
}

// Findings that leave it open what the file would have been.
function isFatal({ code }: Finding): boolean {
  const { syntax, size, encoding, readable } = sourceDiagnostics
  return [syntax, size, encoding, readable].some(({ definition }) => definition.code === code)
}
