import type { LinkedAgent, LinkedCapability, LinkedWorkspace, OperationBinding } from '#core/compiler'
import { isObject } from '#core/json'
import { resolveFrom } from '#core/source'
import { idPart } from './identity.ts'

/** What the graph says of an operation. */
export interface OperationFacts {
  /** The file of the OpenAPI document. */
  readonly document: string
  /** A part of an id: unique within the document, and the same however it is referred to. */
  readonly key: string
  readonly name: string
  /** Where it is written, which may be another file. */
  readonly file: string
  readonly pointer: string
}

/** The operation that a capability is bound to. Remembered with its document, which then need not be parsed. */
export function findOperation(
  { manifest }: LinkedAgent,
  capability: LinkedCapability,
  files: LinkedWorkspace['files'],
): OperationFacts | undefined {
  const { operation: reference } = capability.content
  if (reference === undefined) return undefined
  const [path, fragment] = splitReference(reference)
  if (fragment === '') return undefined
  const file = path === '' ? manifest.file : resolveFrom(manifest.file, path)
  if (file === undefined) return undefined
  const find = () => {
    const { binding } = capability
    return binding !== undefined && 'operation' in binding ? binding : undefined
  }
  const remembered = files.note(file, `operation ${fragment}`, () => {
    const binding = find()
    return binding !== undefined && standsAlone(binding) ? factsOf(binding) : undefined
  })
  if (remembered !== undefined) return remembered
  const binding = find()
  return binding === undefined ? undefined : factsOf(binding)
}

function splitReference(reference: string): [path: string, fragment: string] {
  const hash = reference.indexOf('#')
  return hash === -1 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)]
}

function factsOf({ document, operation }: OperationBinding): OperationFacts {
  const { id, method, path, file, pointer } = operation
  const isNamed = id !== undefined && document.operations.find((other) => other.id === id) === operation
  const route = `${method} ${path}`
  // Only a route has a space in it.
  const key = isNamed ? idPart(id).replaceAll(' ', '%20.') : idPart(route)
  return { document: document.file, key, name: id ?? route, file, pointer }
}

// Operations that are written elsewhere change with other files.
function standsAlone({ document }: OperationBinding): boolean {
  const { paths } = document.value
  const isAway = (value: unknown) =>
    isObject(value) && typeof value['$ref'] === 'string' && !value['$ref'].startsWith('#')
  return Object.values(isObject(paths) ? paths : {}).every(
    (item) => !isAway(item) && !(isObject(item) && Object.values(item).some(isAway)),
  )
}
