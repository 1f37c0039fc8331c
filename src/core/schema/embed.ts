import { isObject, setOwn, valueAt } from '#core/json'

const values = new Set(['const', 'enum', 'default', 'example', 'examples'])

/** Puts self-contained schemas side by side: their definitions get names of their own in one set. */
export class SchemaEmbedder {
  readonly #definitions = new Map<string, unknown>()
  readonly #roots = new Map<unknown, number>()

  /** A copy without definitions, whose references lead to those of `close`. */
  embed(schema: unknown): unknown {
    if (!isObject(schema)) return schema
    const { $defs, ...body } = schema
    if ($defs === undefined) return body
    const number = this.#roots.get($defs) ?? this.#roots.size
    this.#roots.set($defs, number)
    return this.#copy(body, { root: { $defs }, prefix: `${number}-` })
  }

  /** A schema of embedded parts, with their definitions. */
  close(schema: object): object {
    return this.#definitions.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(this.#definitions) }
  }

  #copy(value: unknown, context: { root: unknown; prefix: string }): unknown {
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

  #reference(reference: string, context: { root: unknown; prefix: string }): string {
    const name = `${context.prefix}${reference.slice('#/$defs/'.length)}`
    // A reference into a definition is left to lead nowhere.
    if (!name.includes('/') && !this.#definitions.has(name)) {
      this.#definitions.set(name, true)
      this.#definitions.set(name, this.#copy(valueAt(context.root, reference.slice(1)) ?? true, context))
    }
    return `#/$defs/${name}`
  }
}
