import type { Finding } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { openapiDiagnostics } from '../diagnostics.ts'
import { locate, type OperationOutline, operationsOf, pathsOf, type WrittenDocument } from '../document.ts'
import type { LoadDocument } from '../reference.ts'
import type { RememberParts } from '../remember-parts.ts'
import { checkParameters } from './check-parameters.ts'
import { sameTemplate, templateNames } from './template.ts'

/**
 * What the specification asks of paths and their parameters, in all versions, and no schema can express. OpenAPI 3 is full of documents
 * whose parameters have other names than their paths: that is a warning there, and an error for who is bound to such an operation.
 */
export function checkPaths(
  document: WrittenDocument,
  load: LoadDocument,
  parts: RememberParts,
): { operations: OperationOutline[]; findings: Finding[] } {
  const { file } = document
  const checked = pathsOf(document.value).map((path) =>
    parts.now({ file, name: `path ${path}` }, () => checkPathOf(document, path, load)),
  )
  const operations = checked.flatMap((each) => each.operations)
  const findings = [...equalPaths(file, operations), ...checked.flatMap((each) => each.findings)]
  return { operations, findings: document.version === '2.0' ? findings : findings.map(milder) }
}

const namesOfPath = new Set(
  [openapiDiagnostics.declaredPathParameters, openapiDiagnostics.usedPathParameters].map(
    ({ definition }) => definition.code,
  ),
)

function milder(finding: Finding): Finding {
  return namesOfPath.has(finding.code) ? { ...finding, severity: 'warning' } : finding
}

interface CheckedPath {
  readonly operations: readonly OperationOutline[]
  readonly findings: readonly Finding[]
}

/** The same for one path. */
export function checkPathOf(document: WrittenDocument, path: string, load: LoadDocument): CheckedPath {
  const operations = operationsOf(document, path, load)
  if (operations.length === 0) return { operations, findings: [] }
  const written = locate(document, toPointer('paths', path))
  const findings = [...repeatedNames(document.file, path), ...checkParameters({ written, path, operations }, load)]
  return { operations: operations.map(({ value: _, ...outline }) => outline), findings }
}

function equalPaths(file: string, operations: readonly OperationOutline[]): Finding[] {
  const first = new Map<string, string>()
  return [...new Set(operations.map(({ path }) => path))].flatMap((path) => {
    const template = sameTemplate(path)
    const earlier = first.get(template)
    first.set(template, earlier ?? path)
    if (earlier === undefined) return []
    const message = `The path ${path} is the same as ${earlier}: only the names of its parameters differ.`
    const related = [{ file, pointer: toPointer('paths', earlier), target: 'key' as const, message: 'First here.' }]
    const pointer = toPointer('paths', path)
    return [openapiDiagnostics.distinctPaths({ file, pointer, target: 'key', message, related })]
  })
}

function repeatedNames(file: string, path: string): Finding[] {
  const names = templateNames(path)
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) => {
    const message = `The path ${path} has {${name}} more than once.`
    const hint = 'Give each part of the path a name of its own.'
    const pointer = toPointer('paths', path)
    return openapiDiagnostics.declaredPathParameters({ file, pointer, target: 'key', message, hint })
  })
}
