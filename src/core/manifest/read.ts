import { didYouMean, type Finding, type Place } from '#core/diagnostics'
import { isObject, type JsonObject, parsePointer } from '#core/json'
import type { SourceFile } from '#core/source'
import { manifestDiagnostics } from './diagnostics.ts'
import { dialects } from './dialects/index.ts'
import { currentApiVersion, isOssaApiVersion } from './marker.ts'
import type { Manifest } from './model.ts'

export interface ReadManifests {
  readonly manifests: readonly Manifest[]
  readonly findings: readonly Finding[]
  /** Some document is OSSA's, even if no manifest came of it. */
  readonly isRecognised: boolean
}

/** Reads the manifests among the documents of a file. Documents of other kinds are passed over. */
export function readManifests(source: SourceFile): ReadManifests {
  const manifests: Manifest[] = []
  const findings: Finding[] = []
  let isRecognised = false
  for (const { index, value, isPartial = false } of source.documents) {
    if (!isObject(value)) continue
    const place = { file: source.file, document: index, pointer: '' }
    const dialect = dialects.find(({ detect }) => detect(value))
    const stranger = dialect === undefined ? strangerFinding(value, place) : undefined
    isRecognised ||= dialect !== undefined || stranger !== undefined
    const read = dialect?.read(value, place)
    // What is wrong with half a document may be right once the rest is understood.
    if (!isPartial) findings.push(...(stranger === undefined ? [] : [stranger]), ...(read?.findings ?? []))
    if (dialect !== undefined && read?.manifest !== undefined) {
      const { pointers, droppedNames = [], ...manifest } = read.manifest
      manifests.push({ ...place, ...manifest, dialect: dialect.name, pointers, droppedNames })
    }
  }
  return { manifests, findings: [...findings, ...duplicateTasks(source, manifests)], isRecognised }
}

// Versions that claim to be OSSA's, or look like a misspelling of it.
function strangerFinding(document: JsonObject, place: Place): Finding | undefined {
  const { apiVersion, kind } = document
  if (typeof apiVersion !== 'string') return undefined
  const isMisspelt =
    (kind === 'Agent' || kind === 'Workflow') && didYouMean(apiVersion, [currentApiVersion]) !== undefined
  if (!isOssaApiVersion(apiVersion) && !isMisspelt) return undefined
  const message = `The apiVersion ${JSON.stringify(apiVersion)} is not known.`
  return manifestDiagnostics.apiVersion({ ...place, pointer: '/apiVersion', message })
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
