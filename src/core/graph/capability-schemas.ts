import type { LinkedAgent, LinkedCapability, LinkedWorkspace } from '#core/compiler'
import { hashJson, isObject } from '#core/json'
import { viewSchema } from '#core/schema'
import { operationFile } from './operation.ts'

/** What the graph says of a schema that a capability takes or gives. */
export interface SchemaFacts {
  /** Of its content. */
  readonly hash: string
  readonly title?: string
  /** The members that all values have. */
  readonly required: readonly string[]
}

export interface CapabilitySchemas {
  readonly input?: SchemaFacts
  readonly output?: SchemaFacts
}

/** A capability that has a schema, to find it by. */
interface Owner {
  readonly agent: LinkedAgent
  readonly capability: LinkedCapability
  readonly direction: 'input' | 'output'
}

type Direction = Owner['direction']

const directions = ['input', 'output'] as const

/** The schemas of capabilities, each known by its content. */
export class SchemaReader {
  readonly #workspace: Pick<LinkedWorkspace, 'files' | 'contractOf'>
  /** Of what stands in manifests as it is. */
  readonly #facts = new Map<string, SchemaFacts | undefined>()
  /** Of capabilities, by what stands in them as their input and their output. */
  readonly #plain = new Map<string, Map<string, CapabilitySchemas>>()
  readonly #owners = new Map<string, Owner>()

  constructor(workspace: Pick<LinkedWorkspace, 'files' | 'contractOf'>) {
    this.#workspace = workspace
  }

  of(agent: LinkedAgent, capability: LinkedCapability): CapabilitySchemas {
    const found = this.#find(agent, capability)
    for (const direction of directions) {
      const facts = found[direction]
      if (facts !== undefined && !this.#owners.has(facts.hash))
        this.#owners.set(facts.hash, { agent, capability, direction })
    }
    return found
  }

  /** Whether a capability with this schema was looked at. */
  has(hash: string): boolean {
    return this.#owners.has(hash)
  }

  /** The schema of something that was found, self-contained. */
  schema(hash: string): unknown {
    const owner = this.#owners.get(hash)
    if (owner === undefined) throw new Error(`No capability has the schema ${hash}.`)
    return this.#workspace.contractOf(owner.agent, owner.capability).contract[owner.direction]
  }

  #find(agent: LinkedAgent, capability: LinkedCapability): CapabilitySchemas {
    const { operation, input, output } = capability.content
    const { files } = this.#workspace
    if (operation !== undefined) {
      const at = operationFile(agent, operation)
      if (at === undefined) return {}
      return files.noteAsking(at.file, `schemas ${at.fragment}`, () => this.#read(agent, capability)) ?? {}
    }
    const texts = { input: textOf(input), output: textOf(output) }
    if (!texts.input.includes('$ref') && !texts.output.includes('$ref')) return this.#readPlain(texts, capability)
    const { file, document } = agent.manifest
    return (
      files.noteAsking(file, `schemas ${document} ${capability.pointer}`, () => this.#read(agent, capability)) ?? {}
    )
  }

  // Most schemas of a fleet are written out, and many are alike.
  #readPlain(texts: Readonly<Record<Direction, string>>, { content }: LinkedCapability): CapabilitySchemas {
    const ofInput = this.#plain.get(texts.input) ?? new Map<string, CapabilitySchemas>()
    const known = ofInput.get(texts.output)
    if (known !== undefined) return known
    const found = both(this.#factsOf(texts.input, content.input), this.#factsOf(texts.output, content.output))
    this.#plain.set(texts.input, ofInput.set(texts.output, found))
    return found
  }

  #factsOf(text: string, schema: unknown): SchemaFacts | undefined {
    if (!this.#facts.has(text)) this.#facts.set(text, schemaFacts(schema))
    return this.#facts.get(text)
  }

  // What does not resolve says nothing; that is reported elsewhere.
  #read(agent: LinkedAgent, capability: LinkedCapability): CapabilitySchemas | undefined {
    const { contract, findings } = this.#workspace.contractOf(agent, capability)
    if (findings.some(({ severity }) => severity === 'error')) return undefined
    return both(schemaFacts(contract.input), schemaFacts(contract.output))
  }
}

/** Nothing has no text. */
function textOf(schema: unknown): string {
  return schema === undefined ? '' : (JSON.stringify(schema) ?? '')
}

function both(input: SchemaFacts | undefined, output: SchemaFacts | undefined): CapabilitySchemas {
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) }
}

function schemaFacts(schema: unknown): SchemaFacts | undefined {
  if (!isObject(schema) || !saysSomething(schema)) return undefined
  const { title } = schema
  const { required } = viewSchema(schema)
  return { hash: hashJson(schema), ...(typeof title === 'string' && title !== '' ? { title } : {}), required }
}

// `{}`, an object without members and nothing at all are no schemas that anybody would look for.
function saysSomething(schema: Readonly<Record<string, unknown>>): boolean {
  const { type, properties, title: _title, description: _description, ...rest } = schema
  if (Object.keys(rest).length > 0) return true
  if (type === undefined || type === 'object') return isObject(properties) && Object.keys(properties).length > 0
  return type !== 'null'
}
