import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject, type JsonObject, valueAt } from '#core/json'
import { manifestDiagnostics } from './diagnostics.ts'

export interface Item<T> {
  readonly value: T
  readonly pointer: string
}

/**
 * Typed access to a document that no schema of ours describes: of an older dialect, or of another ecosystem. Unknown fields are
 * passed over; what we read, however, must be of the type we read it as, and anything else becomes a finding.
 */
export class LegacyDocument {
  readonly findings: Finding[] = []
  readonly root: unknown
  readonly #place: Place

  constructor(root: unknown, place: Place) {
    this.root = root
    this.#place = place
  }

  at(pointer: string): Place {
    return { ...this.#place, pointer }
  }

  get(pointer: string): unknown {
    return valueAt(this.root, pointer)
  }

  /** Text; numbers and booleans count, as in `version: 1.0`. */
  text(pointer: string): string | undefined {
    const value = this.get(pointer)
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    return this.#wrong(pointer, 'text')
  }

  /** A JSON Schema or any other mapping. */
  mapping(pointer: string): JsonObject | undefined {
    const value = this.get(pointer)
    if (value === undefined || value === null) return undefined
    return isObject(value) ? value : this.#wrong(pointer, 'a mapping')
  }

  /** The items of a list, whatever they are. */
  list(pointer: string): Item<unknown>[] {
    const value = this.get(pointer)
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) return this.#wrong(pointer, 'a list') ?? []
    return value.map((item: unknown, index) => ({ value: item, pointer: appendPointer(pointer, index) }))
  }

  /** The texts in a list; other items become findings. */
  texts(pointer: string): Item<string>[] {
    return this.list(pointer).flatMap((item) => {
      const value = this.text(item.pointer)
      return value === undefined ? [] : [{ value, pointer: item.pointer }]
    })
  }

  /** The mappings in a list; other items become findings. */
  mappings(pointer: string): Item<JsonObject>[] {
    return this.list(pointer).flatMap((item) => {
      const value = this.mapping(item.pointer)
      return value === undefined ? [] : [{ value, pointer: item.pointer }]
    })
  }

  /** The first of several pointers at which there is anything. */
  firstOf(...pointers: readonly string[]): string | undefined {
    return pointers.find((pointer) => this.get(pointer) !== undefined && this.get(pointer) !== null)
  }

  require(pointer: string, message: string): void {
    this.findings.push(manifestDiagnostics.requiredField({ ...this.at(pointer), message }))
  }

  #wrong(pointer: string, expected: string): undefined {
    const label = pointer.slice(1).replaceAll('/', '.')
    const message = `\`${label}\` must be ${expected}.`
    this.findings.push(
      manifestDiagnostics.validValue({ ...this.at(pointer), message, hint: `Write ${expected} here.` }),
    )
    return undefined
  }
}
