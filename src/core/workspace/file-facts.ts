import type { Finding } from '#core/diagnostics'
import { isObject } from '#core/json'
import {
  carriesMarker,
  type LostManifest,
  type Manifest,
  manifestDiagnostics,
  mayBeImported,
  type ReadManifests,
  readManifests,
  type ToolList,
} from '#core/manifest'
import { isOpenApi } from '#core/openapi'
import { type Decoded, type SourceFile, sourceDiagnostics } from '#core/source'

/** What one file holds. Plain data, so that it can be remembered. */
export interface FileFacts {
  readonly file: string
  readonly manifests: readonly Manifest[]
  readonly toolLists: readonly ToolList[]
  /** Manifests that are so faulty that they are left out. */
  readonly lost: readonly LostManifest[]
  /** Its first document is an OpenAPI document. */
  readonly isOpenApi: boolean
  /** It holds something that is OSSA's or of another ecosystem that is read, even if no manifest came of it. */
  readonly isRecognised: boolean
  /** What is wrong with the file by itself. */
  readonly findings: readonly Finding[]
}

/** What a text looks like before it is parsed. Where it says that it is OSSA's, nothing else is looked for. */
export interface Looks {
  /** It says that it is OSSA's. */
  readonly isMarked: boolean
  /** It may hold a manifest, of OSSA's or of another ecosystem. */
  readonly isLikeManifest: boolean
  readonly isLikeOpenApi: boolean
}

// Cheap tests on the text that decide whether a discovered file is worth parsing.
const likeManifest = /(?:^|[{,])[ \t]*["']?kind["']?\s*:\s*["']?(?:Agent|Workflow)\b/m
// The same without what comes before it: where this finds nothing, it says so much faster.
const kindOfManifest = /kind["']?\s*:\s*["']?(?:Agent|Workflow)\b/
const namesOfOpenApi = ['openapi', 'swagger']
const likeOpenApi = /(?:^|[{,])[ \t]*["']?(?:openapi|swagger)["']?\s*:/m

/** What a file looks like, without parsing it. */
export function looksOf(file: string, decoded: Decoded): Looks {
  if (!('text' in decoded))
    return { isMarked: carriesMarker(decoded.guess), isLikeManifest: false, isLikeOpenApi: false }
  const { text } = decoded
  if (carriesMarker(text)) return { isMarked: true, isLikeManifest: false, isLikeOpenApi: false }
  return {
    isMarked: false,
    isLikeManifest: (kindOfManifest.test(text) && likeManifest.test(text)) || mayBeImported(file, text),
    isLikeOpenApi: namesOfOpenApi.some((name) => text.includes(name)) && likeOpenApi.test(text),
  }
}

/** What a file holds. `isOurs`: it is worth a word even if nobody has named the file. */
export function factsOf(source: SourceFile, { isMarked, isLikeOpenApi }: Looks): { facts: FileFacts; isOurs: boolean } {
  const { file } = source
  const read = readManifests(source)
  const { manifests, toolLists, textFindings, isRecognised } = read
  const first = source.documents[0]?.value
  const openapi = isObject(first) && isOpenApi(first)
  const holdsOurs = isRecognised || openapi
  // What was not even parsed because it is too large may be anything.
  const mayBeOpenApi = isLikeOpenApi && source.documents.length === 0 && source.findings.some(isOfSize)
  const isCutShort = isMarked && source.findings.some(isFatal)
  const isStrange = !holdsOurs && textFindings.length === 0
  const findings = isStrange ? [...read.findings, unrecognised(file)] : allFindings(read)
  // What follows the place where a text goes wrong may have been a manifest.
  const lost = isCutShort ? [...read.lost, { name: undefined }] : read.lost
  return {
    facts: { file, manifests, toolLists, lost, isOpenApi: openapi, isRecognised, findings },
    isOurs: holdsOurs || mayBeOpenApi || isCutShort,
  }
}

function allFindings({ findings, textFindings }: ReadManifests): readonly Finding[] {
  if (textFindings.length === 0) return findings
  // Equal keys that are equal task ids have been reported in those words.
  const taskIds = new Set(
    findings.filter(({ code }) => code === 'workflow/unique-task-id').map(({ position }) => position),
  )
  return [...textFindings.filter(({ position }) => position === undefined || !taskIds.has(position)), ...findings]
}

/** The facts of a file that cannot be read. */
export function unreadableFacts(file: string, message: string): FileFacts {
  const findings = [sourceDiagnostics.readable({ file, pointer: '', message })]
  return { file, manifests: [], toolLists: [], lost: [], isOpenApi: false, isRecognised: false, findings }
}

function unrecognised(file: string): Finding {
  return manifestDiagnostics.recognised({
    file,
    pointer: '',
    message: 'The file holds neither a manifest of a known format nor an OpenAPI document.',
  })
}

function isOfSize({ code }: Finding): boolean {
  return code === sourceDiagnostics.size.definition.code
}

// Findings that leave it open what the file would have been.
function isFatal({ code }: Finding): boolean {
  const { syntax, size, encoding, readable } = sourceDiagnostics
  return [syntax, size, encoding, readable].some(({ definition }) => definition.code === code)
}
