import { isObject } from '#core/json'
import { below, type LoadDocument, type Located, resolveSchema } from '../reference.ts'

/** As many schemas are looked at for all of a document. */
const mostSteps = 100_000

/** Looks up properties in schemas and in all that they inherit by `allOf`, up to a limit. */
export class Inheritance {
  readonly #load: LoadDocument
  #steps = 0

  constructor(load: LoadDocument) {
    this.#load = load
  }

  /** True when the limit was reached, so that some properties may not have been found. */
  get isExhausted(): boolean {
    return this.#steps > mostSteps
  }

  /** Those of the names that are properties; all of them where it would take too long to know. */
  among(schema: Located, names: readonly string[]): string[] {
    const missing = new Set(names)
    const seen = new Set<string>()
    const open = [schema]
    for (let current = open.pop(); current !== undefined && missing.size > 0; current = open.pop()) {
      this.#steps += 1
      if (this.isExhausted) return [...names]
      const key = `${current.file}#${current.pointer}`
      if (seen.has(key)) continue
      seen.add(key)
      const { value } = current
      if (!isObject(value)) continue
      open.push(...this.#target(current, value['$ref']), ...partsOf(current))
      const [properties = below(current, 'properties')] = this.#mapOf(current)
      if (isObject(properties.value))
        for (const name of missing) if (Object.hasOwn(properties.value, name)) missing.delete(name)
    }
    return names.filter((name) => !missing.has(name))
  }

  // Some documents refer to the properties as a whole.
  #mapOf(schema: Located): Located[] {
    const properties = below(schema, 'properties')
    return isObject(properties.value) ? this.#target(properties, properties.value['$ref']) : []
  }

  #target(from: Located, reference: unknown): Located[] {
    const found = typeof reference === 'string' ? resolveSchema(from, reference, this.#load) : undefined
    return found === undefined || 'problem' in found ? [] : [found]
  }
}

function partsOf(schema: Located): Located[] {
  const list = below(schema, 'allOf')
  return Array.isArray(list.value) ? list.value.map((_, index) => below(list, index)) : []
}
