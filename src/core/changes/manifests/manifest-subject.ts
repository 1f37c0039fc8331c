import type { LinkedAgent, LinkedWorkflow, LinkedWorkspace, OperationBinding } from '#core/compiler'
import { canonicalJson } from '#core/json'
import { placeIn } from '#core/manifest'
import type { ChangeDefinition } from '../definitions/define.ts'
import { manifestChanges } from '../definitions/manifests.ts'
import type { Effect, Start } from '../effect.ts'
import type { SchemaComparison } from '../schemas/compare-schemas.ts'
import type { Spot } from '../schemas/side.ts'

/** What comparing manifests needs to know of the two workspaces. */
export interface ManifestContext {
  readonly previous: LinkedWorkspace
  readonly present: LinkedWorkspace
  readonly comparison: SchemaComparison
  /** Whether two bindings lead to the same operation, in its two versions. */
  readonly isSameOperation: (previous: OperationBinding, present: OperationBinding) => boolean
}

type Linked = LinkedAgent | LinkedWorkflow

/** A manifest that there is in both versions; collects what has changed for those who use it. */
export class ManifestSubject<M extends Linked> {
  readonly context: ManifestContext
  readonly previous: M
  readonly present: M
  readonly effects: Effect[] = []

  constructor(context: ManifestContext, previous: M, present: M) {
    this.context = context
    this.previous = previous
    this.present = present
  }

  /** A change at a place of the normalised manifest. What is gone has the place of what it was part of. */
  add(definition: ChangeDefinition, { message, at, ...where }: { message: string; at: Pointers } & Where): void {
    const change = {
      definition,
      message,
      previous: placeIn(this.previous.manifest, at.previous, 'key'),
      present: placeIn(this.present.manifest, at.present, 'key'),
    }
    this.effects.push({ change, part: '', path: '', ...where })
  }

  /**
   * Compares what goes in, or what comes out. What is written in the manifest has places of its own; what follows from something
   * else has that of the whole.
   */
  async compareContract(
    part: 'input' | 'output',
    values: Values,
    { at, where, isWritten }: ContractOptions,
  ): Promise<void> {
    if (values.previous === undefined && values.present === undefined) return
    if (values.previous === undefined || values.present === undefined) {
      const { inputSaid, inputUnsaid, outputSaid, outputUnsaid } = manifestChanges
      const [said, unsaid] = part === 'input' ? [inputSaid, inputUnsaid] : [outputSaid, outputUnsaid]
      const isSaid = values.present !== undefined
      const message = `The ${part} has ${isSaid ? 'a schema now' : 'no schema any more'}.`
      return this.add(isSaid ? said : unsaid, { message, at, ...where, part })
    }
    const spots = isWritten ? this.#written(values, at) : this.#virtual(values, at)
    const direction = part === 'input' ? 'request' : 'response'
    const found = await this.context.comparison.compare(spots.previous, spots.present, direction)
    for (const { change, path } of found) this.effects.push({ change, ...where, part, path })
  }

  #written(values: Values, at: Pointers): Spots {
    const spot = (value: unknown, { manifest }: Linked, pointer: string): Spot => {
      const { file, document = 0, pointer: original } = placeIn(manifest, pointer)
      return { file, document, pointer: original, value }
    }
    return {
      previous: spot(values.previous, this.previous, at.previous),
      present: spot(values.present, this.present, at.present),
    }
  }

  #virtual(values: Values, at: Pointers): Spots {
    const { previous, present } = this.context.comparison
    return {
      previous: previous.virtual(values.previous, placeIn(this.previous.manifest, at.previous, 'key')),
      present: present.virtual(values.present, placeIn(this.present.manifest, at.present, 'key')),
    }
  }
}

interface Values {
  readonly previous: unknown
  readonly present: unknown
}

interface ContractOptions {
  readonly at: Pointers
  readonly where: Where
  readonly isWritten: boolean
}

interface Spots {
  readonly previous: Spot
  readonly present: Spot
}

/** Pointers into the two versions. */
export interface Pointers {
  readonly previous: string
  readonly present: string
}

/** What is affected. */
export interface Where {
  readonly subject: string
  readonly part?: string
  readonly starts: readonly Start[]
}

/** The same pointer in both versions. */
export function both(pointer: string): Pointers {
  return { previous: pointer, present: pointer }
}

/** The name of an agent as a node of the reach. */
export function agentNode({ manifest }: LinkedAgent): string {
  return `agent ${manifest.file} ${manifest.document}`
}

/** The name of a capability as a node of the reach. */
export function capabilityNode(agent: LinkedAgent, name: string): string {
  return `capability ${agentNode(agent)} ${name}`
}

/** The name of a workflow as a node of the reach. */
export function workflowNode({ manifest }: LinkedWorkflow): string {
  return `workflow ${manifest.file} ${manifest.document}`
}

/** Whether two values are equal. */
export function areEqual(one: unknown, other: unknown): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other)
}
