import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, isObject } from '#core/json'
import {
  type Direction,
  type LoadDocument,
  type Located,
  resolveReference,
  SchemaBundler,
  unresolvedReference,
} from '#core/openapi'
import { isAnnotation } from './keywords.ts'

/** A value of a document, and where it stands. */
export interface Spot extends Located {
  /** Index in a file of several documents. */
  readonly document?: number
}

/** Schemas of one version of the workspace. */
export class Side {
  readonly load: LoadDocument
  readonly #virtual = new Map<string, { readonly value: unknown; readonly place: Place }>()
  /** References that lead nowhere, by where they stand. */
  readonly broken = new Map<string, Finding>()
  readonly #bundlers = new Map<Direction, SchemaBundler>()

  constructor(load: LoadDocument) {
    this.load = Object.assign((file: string) => this.#virtual.get(file)?.value ?? load(file), { locate: load.locate })
  }

  /** A self-contained schema that stands in no file, as if it stood in one. What is found in it is reported at the place. */
  virtual(value: unknown, place: Place): Spot {
    const file = `\0${this.#virtual.size}`
    this.#virtual.set(file, { value, place })
    return { file, pointer: '', value }
  }

  /** Where something stands, as far as it stands in a file. */
  placeOf({ file, document, pointer }: Spot, target: Place['target'] = 'value'): Place {
    const virtual = this.#virtual.get(file)
    return virtual?.place ?? { file, pointer, target, ...(document === undefined ? {} : { document }) }
  }

  /** What a `$ref` leads to; undefined if it leads nowhere. */
  follow(reference: string, from: Spot): Spot | undefined {
    const place = { file: from.file, pointer: appendPointer(from.pointer, '$ref') }
    const found = resolveReference(place, reference, this.load)
    if (!('problem' in found)) return found
    this.broken.set(`${place.file}#${place.pointer}`, unresolvedReference(place, found))
    return undefined
  }

  /** Schemas where they are defined: a bare reference is what it leads to, from wherever it leads there. */
  settle(spots: readonly Spot[]): readonly Spot[] {
    return spots.map((spot) => {
      const { value } = spot
      const isBare = isObject(value) && Object.keys(value).every((key) => key === '$ref' || isAnnotation(key))
      const reference = isBare ? value['$ref'] : undefined
      return typeof reference === 'string' ? (this.follow(reference, spot) ?? spot) : spot
    })
  }

  /** Copies schemas, all that they refer to included, into one that is self-contained, for one direction. */
  bundler(direction: Direction): SchemaBundler {
    const known = this.#bundlers.get(direction) ?? new SchemaBundler(this.load, direction)
    this.#bundlers.set(direction, known)
    return known
  }
}

/** A member or item, and where it stands. */
export function within(owner: Spot, ...path: readonly (string | number)[]): Spot {
  let { pointer, value }: { pointer: string; value: unknown } = owner
  for (const key of path) {
    pointer = appendPointer(pointer, key)
    value = memberOf(value, key)
  }
  return { ...owner, pointer, value }
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)]
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
