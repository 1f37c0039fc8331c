import type { Finding } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { openapiDiagnostics } from '../diagnostics.ts'
import { locate, type OpenApiDocument, type Operation } from '../document.ts'
import type { LoadDocument } from '../reference.ts'
import { checkParameters } from './check-parameters.ts'
import { pathItemPointer } from './listed-parameters.ts'
import { sameTemplate, templateNames } from './template.ts'

/**
 * What the specification asks of paths and their parameters, in all versions, and no schema can express. OpenAPI 3 is full of documents
 * whose parameters have other names than their paths: that is a warning there, and an error for who is bound to such an operation.
 */
export function checkPaths(document: OpenApiDocument, load: LoadDocument): Finding[] {
  const findings = pathFindings(document, load)
  return document.version === '2.0' ? findings : findings.map(milder)
}

const namesOfPath = new Set(
  [openapiDiagnostics.declaredPathParameters, openapiDiagnostics.usedPathParameters].map(
    ({ definition }) => definition.code,
  ),
)

function milder(finding: Finding): Finding {
  return namesOfPath.has(finding.code) ? { ...finding, severity: 'warning' } : finding
}

function pathFindings(document: OpenApiDocument, load: LoadDocument): Finding[] {
  const operations = new Map<string, Operation[]>()
  for (const operation of document.operations) {
    const pointer = pathItemPointer(operation)
    operations.set(pointer, [...(operations.get(pointer) ?? []), operation])
  }
  const findings = equalPaths(document)
  for (const [pointer, group] of operations) {
    const [{ path } = { path: '' }] = group
    findings.push(
      ...repeatedNames(document.file, path),
      ...checkParameters({ written: locate(document, pointer), path, operations: group }, load),
    )
  }
  return findings
}

function equalPaths({ file, operations }: OpenApiDocument): Finding[] {
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
