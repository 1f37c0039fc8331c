import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, type JsonObject, parsePointer, setOwn } from '#core/json'
import { defaultDialect, dialectOf, type SchemaDialect } from '#core/schema'
import { currentKeywords } from './current-keywords.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import { type Direction, hiddenFields } from './direction.ts'
import { kindOfMember, referenceAt } from './grammar.ts'
import { type LoadDocument, type Located, resolveSchema } from './reference.ts'
import { dialectAt } from './schema-dialect.ts'
import { unresolvedReference } from './unresolved.ts'

export interface BundledSchema {
  readonly schema: unknown
  readonly findings: readonly Finding[]
  /** Those that references lead to. */
  readonly files: ReadonlySet<string>
}

// What a schema is called, or holds for others.
const identifying = new Set([
  '$ref',
  '$defs',
  'definitions',
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
])

const origins = new WeakMap<object, Place>()

/** Where a part of a bundled schema stands in the files; undefined for what is made here. */
export function schemaOrigin(schema: object): Place | undefined {
  return origins.get(schema)
}

/** A schema as one self-contained JSON Schema 2020-12; see SchemaBundler. */
export function bundleSchema(schema: unknown, place: Place, load: LoadDocument): BundledSchema {
  const bundler = new SchemaBundler(load)
  const { findings, files } = bundler
  return { schema: bundler.close(bundler.copy(schema, place)), findings, files }
}

/**
 * Copies schemas from any file into one self-contained JSON Schema 2020-12. Everything they refer to stands under `$defs`,
 * each once, so recursion stays recursion. `nullable` and boolean `exclusiveMinimum` of OpenAPI 3.0 are translated.
 * References that lead nowhere become findings, and accept anything. With a direction, the properties that do not travel in it
 * are left out.
 */
export class SchemaBundler {
  readonly findings: Finding[] = []
  readonly files = new Set<string>()
  readonly #load: LoadDocument
  readonly #direction: Direction | undefined
  readonly #names = new Map<string, string>()
  readonly #bodies = new Map<string, unknown>()
  readonly #open = new Set<string>()
  #dialect: SchemaDialect = defaultDialect

  constructor(load: LoadDocument, direction?: Direction) {
    this.#load = load
    this.#direction = direction
  }

  /** Adds the definitions that copied schemas refer to. */
  close(schema: unknown): unknown {
    if (this.#bodies.size === 0 || !isObject(schema)) return schema
    const definitions = {}
    for (const name of [...this.#bodies.keys()].sort()) setOwn(definitions, name, this.#bodies.get(name))
    const closed = { ...schema, $defs: definitions }
    const origin = origins.get(schema)
    if (origin !== undefined) origins.set(closed, origin)
    return closed
  }

  copy(schema: unknown, place: Place): unknown {
    if (!isObject(schema)) return schema
    const around = this.#dialect
    const named = schema['$schema']
    if (typeof named === 'string') this.#dialect = dialectOf(named) ?? around
    const copied = this.#copyWith(schema, place)
    this.#dialect = around
    return copied
  }

  #copyWith(schema: JsonObject, place: Place): unknown {
    const reference = schema['$ref']
    const result = {}
    for (const { from, to, value } of currentKeywords(this.#visible(schema, place), this.#dialect)) {
      // Definitions of a nested schema are reached through the references to them.
      if (identifying.has(to)) continue
      setOwn(result, to, this.#copyKeyword(to, value, { ...place, pointer: appendPointer(place.pointer, ...from) }))
    }
    if (typeof reference === 'string') {
      const target = this.#reference(reference, { ...place, pointer: appendPointer(place.pointer, '$ref') })
      if (target !== undefined) setOwn(result, '$ref', target)
    }
    const copied = modernSchema(result, place)
    origins.set(copied, place)
    return copied
  }

  #visible(schema: JsonObject, { file, pointer }: Place): JsonObject {
    if (this.#direction === undefined || !('properties' in schema || 'required' in schema)) return schema
    const hidden = hiddenFields({ file, pointer, value: schema }, { direction: this.#direction, load: this.#load })
    if (hidden.size === 0) return schema
    const { properties, required } = schema
    const result = { ...schema }
    if (isObject(properties))
      setOwn(result, 'properties', Object.fromEntries(Object.entries(properties).filter(([name]) => !hidden.has(name))))
    if (Array.isArray(required))
      setOwn(
        result,
        'required',
        required.filter((name) => !hidden.has(String(name))),
      )
    return result
  }

  #copyKeyword(key: string, value: unknown, place: Place): unknown {
    const kind = kindOfMember('schema', key)
    if (kind === 'schema' && !Array.isArray(value)) return this.copy(value, place)
    if (kind !== 'schema' && kind !== 'schemas') return value
    return this.#copyEach(value, place)
  }

  #copyEach(value: unknown, place: Place): unknown {
    const child = (segment: string | number): Place => ({ ...place, pointer: appendPointer(place.pointer, segment) })
    if (Array.isArray(value)) return value.map((item, index) => this.copy(item, child(index)))
    if (!isObject(value)) return value
    const reference = referenceAt(value)
    if (reference !== undefined) {
      const found = this.#resolve(reference, child('$ref'))
      return found === undefined ? {} : this.#copyShared(found, child('$ref'))
    }
    const result = {}
    for (const [name, member] of Object.entries(value)) setOwn(result, name, this.copy(member, child(name)))
    return result
  }

  // A map elsewhere has no name under `$defs`, so it is copied to where it is used, which has an end only if it does not use itself.
  #copyShared(found: Located, from: Place): unknown {
    const key = `${found.file}#${found.pointer}`
    if (this.#open.has(key)) {
      const message = `The reference leads to properties that hold it.`
      this.findings.push(openapiDiagnostics.reference({ ...from, message, hint: 'Refer to a schema instead.' }))
      return {}
    }
    this.#open.add(key)
    const copy = this.#copyEach(found.value, found)
    this.#open.delete(key)
    return copy
  }

  #reference(reference: string, place: Place): string | undefined {
    const found = this.#resolve(reference, place)
    if (found === undefined) return undefined
    const key = `${found.file}#${found.pointer}`
    let name = this.#names.get(key)
    if (name === undefined) {
      name = this.#freeName(found.file, found.pointer)
      this.#names.set(key, name)
      this.#bodies.set(name, true)
      const around = this.#dialect
      this.#dialect = dialectAt(found.file, found.pointer, this.#load)
      this.#bodies.set(name, this.copy(found.value, { file: found.file, pointer: found.pointer }))
      this.#dialect = around
    }
    return `#/$defs/${name}`
  }

  #resolve(reference: string, place: Place): Located | undefined {
    const found = resolveSchema(place, reference, this.#load)
    if (!('problem' in found)) {
      this.files.add(found.file)
      return found
    }
    this.findings.push(unresolvedReference(place, found))
    return undefined
  }

  #freeName(file: string, pointer: string): string {
    const last =
      parsePointer(pointer).at(-1) ??
      file
        .split('/')
        .at(-1)
        ?.replace(/\.[^.]*$/, '') ??
      'Schema'
    const base = last.replace(/[^A-Za-z0-9_.-]+/g, '_') || 'Schema'
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base}_${count}`
      if (!this.#bodies.has(name)) return name
    }
  }
}

/** A schema whose keywords mean what JSON Schema 2020-12 says; those of OpenAPI 3.0 and Swagger 2.0 differ. What is inside stays as it is. */
export function modernSchema(schema: object, place?: Place): object {
  const { nullable: flag, 'x-nullable': extension, ...rest } = schema as Record<string, unknown>
  const nullable = flag ?? extension
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof rest[exclusive] !== 'boolean') continue
    const isExclusive = rest[exclusive] && rest[limit] !== undefined
    if (isExclusive) rest[exclusive] = rest[limit]
    delete rest[isExclusive ? limit : exclusive]
  }
  if (nullable !== true) return rest
  if (typeof rest['type'] === 'string') {
    const values = Array.isArray(rest['enum']) ? { enum: [...rest['enum'], null] } : {}
    return { ...rest, ...values, type: [rest['type'], 'null'] }
  }
  if (place !== undefined) origins.set(rest, place)
  return { anyOf: [rest, { type: 'null' }] }
}
