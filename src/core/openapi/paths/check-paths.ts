import type { Finding } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { openapiDiagnostics } from '../diagnostics.ts'
import {
  locate,
  type Operation,
  type OperationOutline,
  operationsOf,
  pathsOf,
  type WrittenDocument,
} from '../document.ts'
import type { LoadDocument } from '../reference.ts'
import type { RememberParts } from '../remember-parts.ts'
import { callbacksOf, webhooksOf } from './called-back.ts'
import { checkParameters, repeated } from './check-parameters.ts'
import { listedParameters } from './listed-parameters.ts'
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
  const webhooks = parts.now({ file, name: 'webhooks' }, () => checkWebhooksOf(document, load))
  const others = [...checked.map(({ calledBack }) => calledBack), webhooks]
  const findings = [
    ...equalPaths(file, operations),
    ...checked.flatMap((each) => each.findings),
    ...others.flatMap((each) => each.findings),
  ]
  // One callback may be that of many operations.
  const calledBack = new Map(
    others.flatMap((each) => each.operations).map((each) => [`${each.file}#${each.pointer}`, each]),
  )
  return {
    operations: [...operations, ...calledBack.values()],
    findings: document.version === '2.0' ? findings : findings.map(milder),
  }
}

const namesOfPath = new Set(
  [openapiDiagnostics.declaredPathParameters, openapiDiagnostics.usedPathParameters].map(
    ({ definition }) => definition.code,
  ),
)

function milder(finding: Finding): Finding {
  return namesOfPath.has(finding.code) ? { ...finding, severity: 'warning' } : finding
}

interface CheckedOperations {
  readonly operations: readonly OperationOutline[]
  readonly findings: readonly Finding[]
}

interface CheckedPath extends CheckedOperations {
  /** What the service calls in the course of its operations. */
  readonly calledBack: CheckedOperations
}

/** The same for one path. */
export function checkPathOf(document: WrittenDocument, path: string, load: LoadDocument): CheckedPath {
  const operations = operationsOf(document, path, load)
  const calledBack = checkCalledBack(callbacksOf(operations, load), load)
  if (operations.length === 0) return { operations, findings: [], calledBack }
  const written = locate(document, toPointer('paths', path))
  const findings = [...repeatedNames(document.file, path), ...checkParameters({ written, path, operations }, load)]
  return { operations: outlines(operations), findings, calledBack }
}

/** The same for all webhooks. */
export function checkWebhooksOf(document: WrittenDocument, load: LoadDocument): CheckedOperations {
  return checkCalledBack(webhooksOf(document, load), load)
}

// The address is somebody else's: it may hold any parameters, but each once.
function checkCalledBack(operations: readonly Operation[], load: LoadDocument): CheckedOperations {
  const findings = operations.flatMap((operation) => repeated(listedParameters(operation, load)))
  return { operations: outlines(operations), findings }
}

function outlines(operations: readonly Operation[]): OperationOutline[] {
  return operations.map(({ value: _, ...outline }) => outline)
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
