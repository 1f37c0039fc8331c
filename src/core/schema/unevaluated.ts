import type { Ajv2020, FuncKeywordDefinition } from 'ajv/dist/2020.js'
import { isObject, type JsonObject, valueAt } from '#core/json'
import { linearPattern } from './pattern.ts'
import { visitSchemas } from './visit.ts'

type Validate = (value: unknown) => boolean
/** Compiles a part of a schema, which stands at a pointer in the whole. */
export type CompilePart = (root: unknown, pointer: string) => Validate

/**
 * `unevaluatedProperties` and `unevaluatedItems` as the specification has them. ajv works out ahead of time what other keywords have
 * looked at, and is wrong where that depends on the value: branches inside branches, conditions, `contains`.
 */
export function addUnevaluated(ajv: Ajv2020, compilePart: CompilePart): void {
  const keyword = (name: string, type: 'object' | 'array', what: string): FuncKeywordDefinition => ({
    keyword: name,
    type,
    schemaType: ['object', 'boolean'],
    error: { message: `must NOT have unevaluated ${what}` },
    compile(schema: unknown, parent, { schemaEnv }) {
      const evaluation = evaluationOf(schemaEnv.root.schema, compilePart)
      return (data: object) => schema === true || evaluation.accepts(schema, parent as JsonObject, data)
    },
  })
  ajv.removeKeyword('unevaluatedProperties').removeKeyword('unevaluatedItems')
  ajv.addKeyword(keyword('unevaluatedProperties', 'object', 'properties'))
  ajv.addKeyword(keyword('unevaluatedItems', 'array', 'items'))
}

const evaluations = new WeakMap<object, Evaluation>()

function evaluationOf(root: unknown, compilePart: CompilePart): Evaluation {
  if (!isObject(root)) return new Evaluation(root, compilePart)
  const known = evaluations.get(root) ?? new Evaluation(root, compilePart)
  evaluations.set(root, known)
  return known
}

/** What the keywords of a schema have looked at in a value. */
class Evaluation {
  readonly #root: unknown
  readonly #compilePart: CompilePart
  readonly #pointers = new Map<unknown, string>()
  readonly #validators = new Map<unknown, Validate>()
  readonly #patterns = new Map<string, ReturnType<typeof linearPattern>>()
  #depth = 0
  /** Of the value that is looked at; without it, branches in branches would be tried again and again. */
  #results = new WeakMap<object, Map<unknown, boolean>>()

  constructor(root: unknown, compilePart: CompilePart) {
    this.#root = root
    this.#compilePart = compilePart
    visitSchemas(root, ({ value, pointer }) => this.#pointers.set(value, pointer))
  }

  /** True if all that the other keywords of `parent` have not looked at fits. */
  accepts(schema: unknown, parent: JsonObject, data: object): boolean {
    if (this.#depth === 0) this.#results = new WeakMap()
    this.#depth += 1
    try {
      const { unevaluatedProperties: _properties, unevaluatedItems: _items, ...others } = parent
      const seen = new Set<string>()
      this.#collect(others as JsonObject, data, { seen, open: new Set() })
      return Object.entries(data).every(([key, value]) => seen.has(key) || this.#isValid(schema, value))
    } finally {
      this.#depth -= 1
    }
  }

  #isValid(schema: unknown, data: unknown): boolean {
    if (typeof schema === 'boolean') return schema
    if (typeof data !== 'object' || data === null) return this.#validator(schema)(data)
    const results = this.#results.get(data) ?? new Map<unknown, boolean>()
    this.#results.set(data, results)
    const result = results.get(schema) ?? this.#validator(schema)(data)
    results.set(schema, result)
    return result
  }

  #validator(schema: unknown): Validate {
    const known = this.#validators.get(schema)
    if (known !== undefined) return known
    const pointer = this.#pointers.get(schema)
    // What ajv has copied to where it is used refers to nothing else.
    const validator = pointer === undefined ? this.#compilePart(schema, '') : this.#compilePart(this.#root, pointer)
    this.#validators.set(schema, validator)
    return validator
  }

  // The value fits the schema.
  #collect(schema: unknown, data: object, into: Seen): void {
    if (!isObject(schema) || into.open.has(schema)) return
    into.open.add(schema)
    if (Array.isArray(data)) this.#collectItems(schema, data, into.seen)
    else this.#collectProperties(schema, data, into.seen)
    const { $ref, allOf, anyOf, oneOf, if: condition, dependentSchemas } = schema
    const target = typeof $ref === 'string' ? valueAt(this.#root, decodeURIComponent($ref.slice(1))) : undefined
    this.#collect(target, data, into)
    for (const each of listOf(allOf)) this.#collect(each, data, into)
    for (const each of [...listOf(anyOf), ...listOf(oneOf)])
      if (this.#isValid(each, data)) this.#collect(each, data, into)
    if (condition !== undefined) {
      const holds = this.#isValid(condition, data)
      if (holds) this.#collect(condition, data, into)
      this.#collect(schema[holds ? 'then' : 'else'], data, into)
    }
    for (const [name, each] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {}))
      if (Object.hasOwn(data, name)) this.#collect(each, data, into)
    into.open.delete(schema)
  }

  #collectItems(schema: JsonObject, data: readonly unknown[], seen: Set<string>): void {
    const { prefixItems, contains } = schema
    const isAll = 'items' in schema || 'unevaluatedItems' in schema
    const prefix = isAll ? data.length : Math.min(listOf(prefixItems).length, data.length)
    for (let index = 0; index < prefix; index += 1) seen.add(String(index))
    if (contains === undefined) return
    for (const [index, item] of data.entries()) if (this.#isValid(contains, item)) seen.add(String(index))
  }

  #collectProperties(schema: JsonObject, data: object, seen: Set<string>): void {
    const { properties, patternProperties } = schema
    const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {}).map((each) =>
      this.#pattern(each),
    )
    const isAll = 'additionalProperties' in schema || 'unevaluatedProperties' in schema
    for (const name of Object.keys(data)) {
      const isKnown = isObject(properties) && Object.hasOwn(properties, name)
      if (isAll || isKnown || patterns.some((pattern) => pattern.test(name))) seen.add(name)
    }
  }

  #pattern(source: string): ReturnType<typeof linearPattern> {
    const pattern = this.#patterns.get(source) ?? linearPattern(source)
    this.#patterns.set(source, pattern)
    return pattern
  }
}

interface Seen {
  readonly seen: Set<string>
  /** What is being looked at; schemas may lead to themselves. */
  readonly open: Set<unknown>
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
