import { didYouMean, type Finding, type Place } from '#core/diagnostics'
import { isObject, type JsonObject, parsePointer, toPointer } from '#core/json'
import type { SourceDocument, SourceFile } from '#core/source'
import { manifestDiagnostics } from './diagnostics.ts'
import type { DialectManifest, LostManifest } from './dialect.ts'
import { dialects } from './dialects/index.ts'
import { nameIn } from './dialects/usable-part.ts'
import { importers } from './importers/index.ts'
import { currentApiVersion, isOssaApiVersion } from './marker.ts'
import type { Manifest, ToolList } from './model.ts'

export interface ReadManifests {
  readonly manifests: readonly Manifest[]
  readonly toolLists: readonly ToolList[]
  /** Manifests of our own that are so faulty that they are left out. */
  readonly lost: readonly LostManifest[]
  /** About manifests. */
  readonly findings: readonly Finding[]
  /** About the text. */
  readonly textFindings: readonly Finding[]
  /** Some document is OSSA's or of a format that is read, even if no manifest came of it. */
  readonly isRecognised: boolean
}

type ReadDocument = Omit<ReadManifests, 'isRecognised' | 'textFindings'>

const nothing: ReadDocument = { manifests: [], toolLists: [], lost: [], findings: [] }

/** Reads the manifests among the documents of a file. Documents of other kinds are passed over. */
export function readManifests(source: SourceFile): ReadManifests {
  const loose = readLoose(source)
  if (loose !== undefined) return loose
  const read: ReadDocument[] = []
  for (const document of source.documents) {
    const found = readDialect(document, source.file) ?? readImported(document, source)
    if (found !== undefined) read.push(document.isPartial === true ? halfOf(found) : found)
  }
  const { manifests, toolLists, lost, findings } = together(read)
  return {
    manifests,
    toolLists,
    lost,
    findings: source.findings.length === 0 ? findings : [...findings, ...duplicateTasks(source, manifests)],
    textFindings: source.findings,
    isRecognised: read.length > 0,
  }
}

// Most files hold one document.
function together(read: readonly ReadDocument[]): ReadDocument {
  if (read.length <= 1) return read[0] ?? nothing
  return {
    manifests: read.flatMap((each) => each.manifests),
    toolLists: read.flatMap((each) => each.toolLists),
    lost: read.flatMap((each) => each.lost),
    findings: read.flatMap((each) => each.findings),
  }
}

// What is wrong with half a document may be right once the rest is understood, and what others need of it may be there.
function halfOf(read: ReadDocument): ReadDocument {
  const unsure = ['/metadata/version', '/spec/capabilities']
  const manifests = read.manifests.map((each) => ({ ...each, leftOut: [...(each.leftOut ?? []), ...unsure] }))
  return { ...read, manifests, findings: [] }
}

// Frontmatter that is no YAML is understood by the tools for agents, and therefore here; in manifests of our own it is an error.
function readLoose(source: SourceFile): ReadManifests | undefined {
  const { loose, file, documents } = source
  if (loose === undefined || documents.some((document) => readDialect(document, file) !== undefined)) return undefined
  const read = readImported(loose.document, source)
  if (read === undefined) return undefined
  if (!loose.isClosed) return { ...nothing, textFindings: source.findings, isRecognised: true }
  return { ...read, textFindings: loose.findings, isRecognised: true }
}

function readDialect({ index, value }: SourceDocument, file: string): ReadDocument | undefined {
  if (!isObject(value)) return undefined
  const place = { file, document: index, pointer: '' }
  const dialect = dialects.find(({ detect }) => detect(value))
  if (dialect === undefined) {
    const stranger = strangerFinding(value, place)
    return stranger && { ...nothing, lost: [{ name: nameIn(value) }], findings: [stranger] }
  }
  const { manifest, findings, lost } = dialect.read(value, place)
  const manifests =
    manifest === undefined ? [] : [manifestAt(manifest, { file, document: index, dialect: dialect.name })]
  return { manifests, toolLists: [], lost: lost === undefined ? [] : [lost], findings }
}

function readImported(document: SourceDocument, { file, format }: SourceFile): ReadDocument | undefined {
  const importer = importers.find(({ formats, detect }) => formats.includes(format) && detect(document, file))
  if (importer === undefined) return undefined
  const origin = { file, document: document.index, dialect: importer.name }
  const { manifests, tools, findings } = importer.read(document, { file, document: document.index, pointer: '' })
  return {
    manifests: manifests.map((manifest) => manifestAt(manifest, origin)),
    toolLists: tools === undefined ? [] : [{ ...origin, ...tools, droppedNames: [] }],
    lost: [],
    findings: findings.map(tolerated),
  }
}

function manifestAt(
  { kind, content, leftOut, pointers, droppedNames = [], writtenAs }: DialectManifest,
  { file, document, dialect }: Pick<Manifest, 'file' | 'document' | 'dialect'>,
): Manifest {
  // Member by member: to take objects apart and put the rest together takes a hundred times as long.
  const manifest = { file, document, dialect, kind, content, leftOut, pointers, droppedNames }
  return (writtenAs === undefined ? manifest : { ...manifest, writtenAs }) as Manifest
}

// The tools that a format is for are the judges of it. To us it matters only that what it holds can be found by a name.
function tolerated(finding: Finding): Finding {
  const { code } = manifestDiagnostics.requiredField.definition
  return finding.severity === 'error' && finding.code !== code ? { ...finding, severity: 'warning' } : finding
}

// Versions that claim to be OSSA's, or look like a misspelling of it.
function strangerFinding(document: JsonObject, place: Place): Finding | undefined {
  const { apiVersion, kind } = document
  if (typeof apiVersion !== 'string') return looksLikeOurs(document) ? withoutVersion(document, place) : undefined
  const isMisspelt =
    (kind === 'Agent' || kind === 'Workflow') && didYouMean(apiVersion, [currentApiVersion]) !== undefined
  if (!isOssaApiVersion(apiVersion) && !isMisspelt) return undefined
  const message = `The apiVersion ${JSON.stringify(apiVersion)} is not known.`
  return manifestDiagnostics.apiVersion({ ...place, pointer: '/apiVersion', message })
}

function looksLikeOurs({ kind, metadata, spec }: JsonObject): boolean {
  return (kind === 'Agent' || kind === 'Workflow') && isObject(metadata) && isObject(spec)
}

function withoutVersion(document: JsonObject, place: Place): Finding {
  if (document['apiVersion'] !== undefined)
    return manifestDiagnostics.apiVersion({
      ...place,
      pointer: '/apiVersion',
      message: `The apiVersion ${JSON.stringify(document['apiVersion'])} is not known.`,
    })
  const [slip] = Object.keys(document).filter((name) => didYouMean(name, ['apiVersion']) !== undefined)
  if (slip === undefined)
    return manifestDiagnostics.requiredField({
      ...place,
      message: 'The document lacks the field "apiVersion".',
      hint: `Add \`apiVersion: ${currentApiVersion}\`.`,
    })
  return manifestDiagnostics.knownField({
    ...place,
    pointer: toPointer(slip),
    target: 'key',
    message: `Unknown field ${JSON.stringify(slip)} in the document.`,
    hint: 'Did you mean "apiVersion"?',
    fix: { rename: slip, to: 'apiVersion' },
  })
}

/** Equal keys among the tasks of a workflow are equal task ids, which is worth saying in those words. */
function duplicateTasks(source: SourceFile, manifests: readonly Manifest[]): Finding[] {
  return source.findings.flatMap((finding) => {
    const [spec, tasks, id, ...rest] = parsePointer(finding.pointer)
    if (
      finding.code !== 'source/unique-key' ||
      spec !== 'spec' ||
      tasks !== 'tasks' ||
      id === undefined ||
      rest.length > 0
    )
      return []
    if (!manifests.some(({ kind, document }) => kind === 'Workflow' && document === (finding.document ?? 0))) return []
    const message = `The task id ${JSON.stringify(id)} is taken already.`
    const { code: _code, severity: _severity, hint: _hint, ...where } = finding
    return [manifestDiagnostics.uniqueTask({ ...where, message, related: finding.related })]
  })
}
