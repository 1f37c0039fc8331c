import type { LinkedAgent, LinkedCapability, LinkedWorkspace, OperationBinding } from '#core/compiler'
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
  agent: LinkedAgent,
  capability: LinkedCapability,
  files: LinkedWorkspace['files'],
): OperationFacts | undefined {
  const { operation: reference } = capability.content
  const at = reference === undefined ? undefined : operationFile(agent, reference)
  if (at === undefined) return undefined
  return files.noteAsking(at.file, `operation ${at.fragment}`, () => {
    const { binding } = capability
    return binding !== undefined && 'operation' in binding ? factsOf(binding) : undefined
  })
}

/** The file that a reference to an operation leads to, and the operation in it. */
export function operationFile(
  { manifest }: LinkedAgent,
  reference: string,
): { readonly file: string; readonly fragment: string } | undefined {
  const [path, fragment] = splitReference(reference)
  const file = path === '' ? manifest.file : resolveFrom(manifest.file, path)
  return fragment === '' || file === undefined ? undefined : { file, fragment }
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
