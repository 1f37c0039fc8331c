import type { LinkedAgent, LinkedCapability, LinkedWorkspace } from '#core/compiler'
import type { Place } from '#core/diagnostics'
import { placeIn } from '#core/manifest'
import { type CapabilitySchemas, type SchemaFacts, SchemaReader } from './capability-schemas.ts'
import type { Memo, NodeDraft } from './model.ts'
import { comparePlaces } from './places.ts'
import { type Fits, findFits } from './schema-fits.ts'

export type SchemaDirection = 'input' | 'output'

/** The nodes of the schemas of a fleet, and which fits which. Equal schemas are one node. */
export class SchemaNodes {
  readonly #agents: readonly LinkedAgent[]
  readonly #reader: SchemaReader
  readonly #memo: Memo | undefined
  readonly #facts = new Map<LinkedCapability, CapabilitySchemas>()
  readonly #nodes = new Map<string, NodeDraft>()
  #found: Fits | undefined

  constructor(agents: readonly LinkedAgent[], workspace: LinkedWorkspace, memo: Memo | undefined) {
    this.#agents = agents
    this.#reader = new SchemaReader(workspace)
    this.#memo = memo
  }

  /** What a capability takes and gives, as far as it says something. */
  of(agent: LinkedAgent, capability: LinkedCapability): Partial<Readonly<Record<SchemaDirection, NodeDraft>>> {
    const facts = this.#factsOf(agent, capability)
    const { name, pointer, content } = capability
    const nodeOf = (direction: SchemaDirection) => {
      const found = facts[direction]
      if (found === undefined) return {}
      const place = placeIn(agent.manifest, `${pointer}/${content.operation === undefined ? direction : 'operation'}`)
      const shown = found.title ?? nameOf(content[direction]) ?? `${name} ${direction}`
      return { [direction]: this.#nodeOf(found.hash, shown, place) }
    }
    return { ...nodeOf('input'), ...nodeOf('output') }
  }

  /** Pairs of schemas, what is given first, of which all values of the first fit the second. */
  *fits(): Generator<{ readonly output: NodeDraft; readonly input: NodeDraft }> {
    for (const { output, input } of this.#fits().fits) {
      const [from, to] = [this.#nodes.get(output.hash), this.#nodes.get(input.hash)]
      if (from !== undefined && to !== undefined) yield { output: from, input: to }
    }
  }

  /** How many pairs were not compared, because there are too many; 0 if nobody has asked which fit. */
  get uncompared(): number {
    return this.#found?.skipped ?? 0
  }

  #fits(): Fits {
    this.#found ??= this.#findFits()
    return this.#found
  }

  #findFits(): Fits {
    const outputs = new Map<string, SchemaFacts>()
    const inputs = new Map<string, SchemaFacts>()
    for (const agent of this.#agents)
      for (const capability of agent.capabilities) {
        this.of(agent, capability)
        const { input, output } = this.#factsOf(agent, capability)
        if (output !== undefined) outputs.set(output.hash, output)
        if (input !== undefined && input.required.length > 0) inputs.set(input.hash, input)
      }
    const schema = (hash: string) => this.#reader.schema(hash)
    return findFits({ outputs: [...outputs.values()], inputs: [...inputs.values()], schema }, this.#memo)
  }

  #factsOf(agent: LinkedAgent, capability: LinkedCapability): CapabilitySchemas {
    const known = this.#facts.get(capability) ?? this.#reader.of(agent, capability)
    this.#facts.set(capability, known)
    return known
  }

  /** The node of a schema; it stands where the schema comes first, and is named there. */
  #nodeOf(hash: string, name: string, { file, document = 0, pointer }: Place): NodeDraft {
    const known = this.#nodes.get(hash)
    if (known !== undefined && comparePlaces(known, { file, document, pointer }) <= 0) return known
    const id = `schema:${hash.slice(0, 16)}`
    const node: NodeDraft = { id, kind: 'schema', name, file, ...(document === 0 ? {} : { document }), pointer }
    this.#nodes.set(hash, node)
    return node
  }
}

// `schemas/invoice.json#/$defs/Line` is known as Line, `schemas/invoice.json` as invoice.
function nameOf(schema: unknown): string | undefined {
  const reference = (schema as { $ref?: unknown } | undefined)?.$ref
  if (typeof reference !== 'string') return undefined
  const last = reference.split('/').at(-1)?.replace(/#$/, '')
  const isFile = !reference.includes('#/')
  const name = isFile ? last?.replace(/(\.schema)?\.\w+$/, '') : last
  return name === '' ? undefined : name
}
