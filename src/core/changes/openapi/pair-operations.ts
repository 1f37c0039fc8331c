import type { OpenApiDocument, Operation } from '#core/openapi'

/** An operation in both versions of a document, or in one of them. */
export interface OperationPair {
  readonly previous: Operation | undefined
  readonly present: Operation | undefined
}

/**
 * Which operations correspond: those at the same address, whatever the parameters in the path are called, and of the others those
 * with the same operationId.
 */
export function pairOperations(previous: OpenApiDocument, present: OpenApiDocument): OperationPair[] {
  const left = new Set(previous.operations)
  const take = (found: Operation | undefined) => {
    if (found !== undefined) left.delete(found)
    return found
  }
  const byAddress = firstBy(previous.operations, addressOf)
  const paired = present.operations.map((operation) => ({
    present: operation,
    previous: take(byAddress.get(addressOf(operation))),
  }))
  const byId = firstBy([...left], ({ id }) => id)
  const pairs = paired.map((pair) => ({
    ...pair,
    previous:
      pair.previous ?? (pair.present.id === undefined ? undefined : take(unlessTaken(byId.get(pair.present.id)))),
  }))
  return [...pairs, ...[...left].map((operation) => ({ previous: operation, present: undefined }))]

  function unlessTaken(operation: Operation | undefined): Operation | undefined {
    return operation !== undefined && left.has(operation) ? operation : undefined
  }
}

/** Method and path without the names of its parameters. */
export function addressOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`
}

function firstBy(
  operations: readonly Operation[],
  keyOf: (operation: Operation) => string | undefined,
): Map<string, Operation> {
  const first = new Map<string, Operation>()
  for (const operation of operations) {
    const key = keyOf(operation)
    if (key !== undefined && !first.has(key)) first.set(key, operation)
  }
  return first
}
