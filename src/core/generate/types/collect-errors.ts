import type { LinkedCapability, LinkedWorkspace } from '#core/compiler'
import { operationErrors } from '#core/openapi'
import type { NamedSchema } from './merge-definitions.ts'

/** The bodies of the errors of capabilities that are bound to operations, by status. Most have one form in common, which is made once. */
export class ErrorSchemas {
  readonly #workspace: LinkedWorkspace
  readonly #known = new Map<string, NamedSchema>()

  constructor(workspace: LinkedWorkspace) {
    this.#workspace = workspace
  }

  of({ binding }: LinkedCapability, name: string): ReadonlyMap<string, NamedSchema> {
    if (binding === undefined || !('operation' in binding)) return new Map()
    const { document, operation } = binding
    const errors = operationErrors(document, operation, this.#workspace.files.load)
    return new Map(
      errors.map(({ status, key, schema }) => {
        const known = this.#known.get(key) ?? { name: `${name} error ${status}`, schema: schema() }
        this.#known.set(key, known)
        return [status, known]
      }),
    )
  }
}
