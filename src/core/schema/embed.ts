import { isObject, setOwn, valueAt } from '#core/json'

const values = new Set(['const', 'enum', 'default', 'example', 'examples'])

/** Puts self-contained schemas side by side: their definitions stand in one set, the second of a name under another one. */
export class SchemaEmbedder {
  readonly #definitions = new Map<string, unknown>()
  readonly #names = new Map<string, string>()
  readonly #roots = new Map<unknown, number>()

  /** A copy without definitions, whose references lead to those of `close`. */
  embed(schema: unknown): unknown {
    if (!isObject(schema)) return schema
    const { $defs, ...body } = schema
    if ($defs === undefined) return body
    const number = this.#roots.get($defs) ?? this.#roots.size
    this.#roots.set($defs, number)
    return this.#copy(body, { root: { $defs }, number })
  }

  /** A schema of embedded parts, with their definitions. */
  close(schema: object): object {
    return this.#definitions.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(this.#definitions) }
  }

  #copy(value: unknown, context: Context): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#copy(item, context))
    if (!isObject(value)) return value
    const result = {}
    for (const [key, member] of Object.entries(value)) {
      const isReference = key === '$ref' && typeof member === 'string' && member.startsWith('#/$defs/')
      if (isReference) setOwn(result, key, this.#reference(member, context))
      else setOwn(result, key, values.has(key) ? member : this.#copy(member, context))
    }
    return result
  }

  #reference(reference: string, context: Context): string {
    const target = reference.slice('#/$defs/'.length)
    // A reference into a definition is left to lead nowhere.
    if (target.includes('/')) return `#/$defs/${context.number} ${target}`
    const key = `${context.number} ${target}`
    const known = this.#names.get(key)
    if (known !== undefined) return `#/$defs/${known}`
    const name = this.#freeName(target)
    this.#names.set(key, name)
    this.#definitions.set(name, true)
    this.#definitions.set(name, this.#copy(valueAt(context.root, reference.slice(1)) ?? true, context))
    return `#/$defs/${name}`
  }

  #freeName(wanted: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}_${count}`
      if (!this.#definitions.has(name)) return name
    }
  }
}

interface Context {
  readonly root: unknown
  /** Of the set of definitions that it is from. */
  readonly number: number
}
