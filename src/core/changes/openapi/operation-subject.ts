import { type Endpoint, type Located, type OpenApiDocument, type Operation, readEndpoint } from '#core/openapi'
import type { ChangeDefinition } from '../definitions/define.ts'
import type { Effect, Start } from '../effect.ts'
import type { FoundChange, SchemaComparison } from '../schemas/compare-schemas.ts'

/** Two versions of a document. */
export interface DocumentVersions {
  readonly previous: OpenApiDocument
  readonly present: OpenApiDocument
}

interface Places {
  readonly previous?: Located | undefined
  readonly present?: Located | undefined
}

/** An operation that there is in both versions; collects what has changed for those who call it. */
export class OperationSubject {
  readonly documents: DocumentVersions
  readonly comparison: SchemaComparison
  readonly previous: Endpoint
  readonly present: Endpoint
  readonly effects: Effect[] = []
  readonly #label: string
  readonly #starts: readonly Start[]

  constructor(
    documents: DocumentVersions,
    {
      previous,
      present,
      label = labelOf(present),
    }: { readonly previous: Operation; readonly present: Operation; readonly label?: string },
    comparison: SchemaComparison,
  ) {
    this.#label = label
    this.documents = documents
    this.comparison = comparison
    this.previous = readEndpoint(documents.previous, previous, comparison.previous.load)
    this.present = readEndpoint(documents.present, present, comparison.present.load)
    const start = { version: 'present', node: operationNode(documents.present, present) } as const
    // Whoever refers to it as it was called is not found in the present version.
    const isFound = previous.id === present.id && previous.at === present.at
    const former = { version: 'previous', node: operationNode(documents.previous, previous) } as const
    this.#starts = isFound ? [start] : [start, former]
  }

  /** A change of a part of the operation; where there is no such part, the place is that of the operation. */
  add(definition: ChangeDefinition, { message, part }: { message: string; part: string }, places: Places = {}): void {
    const { previous, present } = this.comparison
    const change = {
      definition,
      message,
      previous: previous.placeOf(places.previous ?? this.previous.operation, 'key'),
      present: present.placeOf(places.present ?? this.present.operation, 'key'),
    }
    this.#effect(change, part)
  }

  /** Compares two schemas of the operation. */
  async compareSchemas(
    schemas: { readonly previous: Located; readonly present: Located },
    direction: 'request' | 'response',
    part: string,
  ): Promise<void> {
    const found = await this.comparison.compare(schemas.previous, schemas.present, direction)
    for (const { change, path } of found) this.#effect(change, part, path)
  }

  #effect(change: FoundChange['change'], part: string, path = ''): void {
    this.effects.push({ change, subject: this.#label, part, path, starts: this.#starts })
  }
}

/** `POST /invoices`. */
export function labelOf({ method, path }: Operation): string {
  return `${method} ${path}`
}

/** The name of an operation as a node of the reach. */
export function operationNode({ file }: OpenApiDocument, { at }: Operation): string {
  return `operation ${file}#${at}`
}
