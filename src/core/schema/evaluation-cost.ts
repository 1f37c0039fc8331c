import { isObject, valueAt } from '#core/json'

/** More than this takes too long. A sound schema is looked at a few times for each part of a value. */
const mostEvaluations = 100_000

/**
 * True if a value can be checked against a self-contained schema in a bearable time. A schema of forty lines can ask for the same
 * part to be looked at 2^40 times (each refers twice to the next), or go in a circle without going deeper into the value.
 */
export function isBearable(schema: unknown, value: unknown): boolean {
  return bearableBy(schema)(value)
}

/** The same for many values: what is the same for all of them is worked out once. */
export function bearableBy(schema: unknown): (value: unknown) => boolean {
  const evaluation = new Evaluation(schema)
  return (value) => evaluation.cost(schema, value) <= mostEvaluations
}

const inPlace = ['not', 'if', 'then', 'else']
const inPlaceLists = ['allOf', 'anyOf', 'oneOf']
const scalar = Symbol('any value without parts')

/** How many times parts of a schema are applied to parts of a value, at most; not counted any further where it is too many. */
class Evaluation {
  readonly #root: unknown
  readonly #known = new Map<object, Map<unknown, number>>()

  constructor(root: unknown) {
    this.#root = root
  }

  cost(schema: unknown, value: unknown): number {
    if (!isObject(schema)) return 0
    const of = typeof value === 'object' && value !== null ? value : scalar
    const costs = this.#known.get(schema) ?? new Map<unknown, number>()
    this.#known.set(schema, costs)
    const known = costs.get(of)
    if (known !== undefined) return known
    // What is met again on its own way has no end.
    costs.set(of, Number.POSITIVE_INFINITY)
    const cost = 1 + this.#ofSame(schema, value) + this.#ofParts(schema, value)
    costs.set(of, cost)
    return cost
  }

  #ofSame(schema: Readonly<Record<string, unknown>>, value: unknown): number {
    // Bundled schemas refer to their own definitions, by plain names.
    const { $ref, dependentSchemas } = schema
    const parts = [
      ...inPlace.map((keyword) => schema[keyword]),
      ...inPlaceLists.flatMap((keyword) => (Array.isArray(schema[keyword]) ? schema[keyword] : [])),
      ...(isObject(dependentSchemas) ? Object.values(dependentSchemas) : []),
      ...(typeof $ref === 'string' && /^#(\/|$)/.test($ref) ? [valueAt(this.#root, $ref.slice(1))] : []),
    ]
    return sum(parts, (part) => this.cost(part, value))
  }

  #ofParts(schema: Readonly<Record<string, unknown>>, value: unknown): number {
    if (Array.isArray(value)) {
      const { prefixItems, items, contains, unevaluatedItems } = schema
      const first = Array.isArray(prefixItems) ? prefixItems : []
      return sum(value, (item, index) =>
        sum([first[index], items, contains, unevaluatedItems], (part) => this.cost(part, item)),
      )
    }
    if (!isObject(value)) return 0
    const { properties, patternProperties, additionalProperties, unevaluatedProperties, propertyNames } = schema
    const patterns = isObject(patternProperties) ? Object.values(patternProperties) : []
    const always = [...patterns, additionalProperties, unevaluatedProperties]
    return sum(Object.entries(value), ([name, member]) => {
      const own = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
      return sum([own, ...always], (part) => this.cost(part, member)) + this.cost(propertyNames, name)
    })
  }
}

function sum<T>(parts: readonly T[], cost: (part: T, index: number) => number): number {
  let total = 0
  for (let index = 0; index < parts.length && total <= mostEvaluations; index += 1)
    total += cost(parts[index] as T, index)
  return total
}
