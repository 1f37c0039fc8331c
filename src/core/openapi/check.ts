import type { Finding, Place } from '#core/diagnostics'
import { isObject, parsePointer, toPointer, valueAt } from '#core/json'
import { openApiShapeProblems, type ShapeProblem } from '#core/schema'
import { openapiDiagnostics } from './diagnostics.ts'
import {
  duplicates,
  type OperationOutline,
  openOpenApi,
  unknownVersion,
  versionOf,
  type WrittenDocument,
} from './document.ts'
import { collectFragments, type Fragment, fragmentKey } from './fragments.ts'
import { componentSection, type Kind, type OpenApiVersion, referenceAt } from './grammar.ts'
import { checkPaths } from './paths/check-paths.ts'
import type { LoadDocument } from './reference.ts'
import { inNoMemory, type RememberParts } from './remember-parts.ts'
import { checkSwagger } from './swagger/check-swagger.ts'

export interface CheckedDocument {
  readonly findings: readonly Finding[]
  /** All that it is made of. */
  readonly files: ReadonlySet<string>
}

/**
 * Checks a document, and what it refers to in other files, against the official schema of its version; that its references lead
 * somewhere; and what no schema can express. What is wrong is found in the file that holds it.
 */
export async function checkOpenApi(
  document: WrittenDocument,
  place: Place,
  { load, parts = inNoMemory }: CheckOptions,
): Promise<CheckedDocument & { readonly operations: readonly OperationOutline[] }> {
  const root: Fragment = { file: place.file, pointer: '', value: document.value, kind: 'document' }
  const { fragments, findings } = collectFragments(root, load, parts)
  const faults: Finding[] = []
  for (const fragment of fragments) {
    const part = { file: fragment.file, name: `shape ${document.version} ${fragmentKey(fragment)}` }
    faults.push(...(await parts.later(part, () => shapeFindings(fragment, document.version))))
  }
  const { operations, findings: inPaths } = checkPaths(document, load, parts)
  findings.push(...withoutEchoes(faults, inPaths), ...inPaths)
  const swagger = document.version === '2.0' ? openOpenApi(place, document.value, load).document : undefined
  if (swagger !== undefined) findings.push(...(await checkSwagger({ document: swagger, fragments, faults }, load)))
  return { findings, files: new Set(fragments.map(({ file }) => file)), operations }
}

// Where a parameter stands in a list twice, the schemas of some versions say that the list has equal items.
function withoutEchoes(faults: readonly Finding[], inPaths: readonly Finding[]): readonly Finding[] {
  const { code } = openapiDiagnostics.distinctParameters.definition
  const listOf = ({ file, pointer }: Finding) => `${file}#${pointer.slice(0, pointer.lastIndexOf('/'))}`
  const lists = new Set(inPaths.filter((finding) => finding.code === code).map(listOf))
  return lists.size === 0 ? faults : faults.filter(({ file, pointer }) => !lists.has(`${file}#${pointer}`))
}

/** The same for what may be of any version, with the ids of its operations. */
export async function checkOpenApiFile(
  value: WrittenDocument['value'],
  place: Place,
  options: CheckOptions,
): Promise<CheckedDocument> {
  const version = versionOf(value)
  if (version === undefined) return { findings: [unknownVersion(place, value)], files: new Set() }
  const { findings, files, operations } = await checkOpenApi({ file: place.file, version, value }, place, options)
  return { findings: [...duplicates(operations), ...findings], files }
}

interface CheckOptions {
  readonly load: LoadDocument
  readonly parts?: RememberParts
}

/** What is wrong with a part of a document, by the official schema of its version. */
export async function shapeFindings(
  { file, pointer, value, kind }: Fragment,
  version: OpenApiVersion,
): Promise<Finding[]> {
  const frame = frameOf(kind, value, version)
  if (frame === undefined) return []
  const problems = await openApiShapeProblems(version, frame.document)
  return problems
    .map((problem) => ({ ...problem, pointer: pointer + problem.pointer.slice(frame.prefix.length) }))
    .filter((problem) => !isReference(value, problem.pointer.slice(pointer.length)))
    .map(({ suggestion, ...problem }) => {
      const hint = suggestion === undefined ? {} : { hint: `Did you mean ${JSON.stringify(suggestion)}?` }
      return openapiDiagnostics.structure({ file, ...problem, message: said(problem), ...hint })
    })
}

/** The smallest document that holds a part, and where. Undefined for what no schema describes by itself. */
function frameOf(
  kind: Kind,
  value: unknown,
  version: OpenApiVersion,
): { readonly document: unknown; readonly prefix: string } | undefined {
  const isSwagger = version === '2.0'
  if (kind === 'document') return { document: value, prefix: '' }
  const info = { title: '', version: '' }
  const head = isSwagger ? { swagger: '2.0', info } : { openapi: `${version}.0`, info }
  const inPaths = (item: object, ...at: string[]) => ({
    document: { ...head, paths: { '/': item } },
    prefix: toPointer('paths', '/', ...at),
  })
  const responses = { default: { description: '' } }
  if (kind === 'pathItem') return isObject(value) ? inPaths(value) : undefined
  if (kind === 'operation') return inPaths({ get: value }, 'get')
  if (kind === 'responseMap') return inPaths({ get: { responses: value } }, 'get', 'responses')
  if (kind === 'parameters' && Array.isArray(value))
    return inPaths({ get: { responses, parameters: value } }, 'get', 'parameters')
  if (kind === 'schemas' && isObject(value)) {
    const schema = frameOf('schema', { properties: value }, version)
    return schema && { ...schema, prefix: `${schema.prefix}/properties` }
  }
  const section = componentSection(kind, version)
  if (section === undefined) return undefined
  const held = section.toReversed().reduce<unknown>((inner, name) => ({ [name]: inner }), { part: value })
  return { document: { ...head, paths: {}, ...(held as object) }, prefix: toPointer(...section, 'part') }
}

// Some documents put a reference where the specification wants a value; what it leads to is not at this place.
function isReference(root: unknown, pointer: string): boolean {
  const parent = toPointer(...parsePointer(pointer).slice(0, -1))
  return referenceAt(valueAt(root, pointer)) !== undefined || referenceAt(valueAt(root, parent)) !== undefined
}

function said({ pointer, message }: ShapeProblem): string {
  const label = parsePointer(pointer).join(' › ')
  return `${label === '' ? 'The document' : label} ${message}.`
}
