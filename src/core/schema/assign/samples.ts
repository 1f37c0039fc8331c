import { isObject, setOwn } from '#core/json'
import { arrayView } from './arrays.ts'
import type { Alternative, Comparison, Conjunction, SchemaNode, TypeName } from './model.ts'
import { numberView } from './numbers.ts'
import { type ObjectView, objectView } from './object-view.ts'
import { textFor } from './pattern.ts'
import { stringView } from './strings.ts'

const deepest = 12
const mostMembers = 64
// A schema that leads back to itself several times makes more values than can ever be tried.
const mostSteps = 4000

// The plainest first.
const preferred: readonly TypeName[] = ['string', 'integer', 'boolean', 'fraction', 'object', 'array', 'null']

/** Makes values that are likely to fit schemas. Likely: somebody else has to check them. */
export class Sampler {
  readonly #comparison: Comparison
  #depth = 0
  #steps = 0

  constructor(comparison: Comparison) {
    this.#comparison = comparison
  }

  /** A value of a conjunction. */
  value(of: Conjunction): unknown {
    for (const alternative of this.#comparison.alternatives(of)) {
      const value = this.ofAlternative(alternative)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** A value that fits an alternative, and something else as well if there is one. */
  ofBoth(alternative: Alternative, to: SchemaNode): unknown {
    for (const both of this.#comparison.refine(alternative, [to])) {
      const value = this.ofAlternative(both)
      if (value !== undefined) return value
    }
    return this.ofAlternative(alternative)
  }

  ofAlternative(alternative: Alternative): unknown {
    const { types, values } = alternative
    if (values !== undefined) return values[0]
    if (this.#depth >= deepest || this.#steps >= mostSteps) return undefined
    this.#steps += 1
    this.#depth += 1
    try {
      for (const type of preferred) {
        const value = types.has(type) ? this.#ofType(alternative, type) : undefined
        if (value !== undefined) return value
      }
      return undefined
    } finally {
      this.#depth -= 1
    }
  }

  #ofType(alternative: Alternative, type: TypeName): unknown {
    if (type === 'null') return null
    if (type === 'boolean') return true
    if (type === 'string') return stringsOf(alternative)[0]
    if (type === 'array') return this.array(alternative)
    if (type === 'object') return this.object(alternative)
    return numbersOf(alternative).find((number) => Number.isInteger(number) === (type === 'integer'))
  }

  /** An array with at least so many items. */
  array(alternative: Alternative, length = 0): unknown[] | undefined {
    const { min, item } = arrayView(alternative, this.#comparison)
    if (Math.max(min, length) > mostMembers * 4) return undefined
    const items = Array.from({ length: Math.max(min, length) }, (_, index) => this.value(item(index)))
    return items.includes(undefined) ? undefined : distinct(items)
  }

  /** An object with all that is required, except what is left out, and with at least so many members. */
  object(
    alternative: Alternative,
    { without, size = 0 }: { without?: string | undefined; size?: number } = {},
  ): object | undefined {
    const view = objectView(alternative, this.#comparison)
    const result = {}
    for (const name of view.required) {
      if (name === without) continue
      const value = this.value(view.property(name))
      if (value === undefined) return undefined
      setOwn(result, name, value)
    }
    return this.#filled(result, view, { without, size: Math.min(mostMembers, Math.max(size, view.minProperties)) })
  }

  #filled(result: object, view: ObjectView, { without, size }: { without: string | undefined; size: number }): object {
    const invented = Array.from({ length: size }, (_, index) => `more${index}`)
    const patterned = [...view.patterns].flatMap((pattern) => textFor(pattern) ?? [])
    for (const name of [...view.declared, ...patterned, ...invented]) {
      if (Object.keys(result).length >= size) break
      if (name === without || Object.hasOwn(result, name) || this.#comparison.isEmpty(view.property(name))) continue
      const value = this.value(view.property(name))
      if (value !== undefined) setOwn(result, name, value)
    }
    return result
  }
}

// Equal items would break `uniqueItems`; what can be told apart easily is.
function distinct(items: unknown[]): unknown[] {
  return items.map((item, index) => {
    if (index === 0 || JSON.stringify(item) !== JSON.stringify(items[0])) return item
    if (typeof item === 'number') return item + index
    if (isObject(item) && typeof item['id'] === 'string') return { ...item, id: `${item['id']}${index}` }
    return typeof item === 'string' && /^a*$/.test(item) ? `${item}${index}` : item
  })
}

/** Numbers at the limits of an alternative and of what it is compared with. */
export function numbersOf(alternative: Alternative, other?: Alternative): number[] {
  const { min, max, multiples, isInteger } = numberView(alternative)
  const limits = [alternative, ...(other === undefined ? [] : [other])].map(numberView)
  const edges = limits.flatMap((view) => [view.min.value, view.max.value]).filter(Number.isFinite)
  const [step] = multiples
  const stepped = step === undefined ? [] : [0, 1, -1, 2, 3, Math.ceil(min.value / step)].map((count) => count * step)
  const near = edges.flatMap((edge) => [edge, edge + 1, edge - 1, edge + 0.5, edge - 0.5])
  const all = [...stepped, 1, 0, -1, 2, 3, 0.5, 1.5, -0.5, ...near, 2 ** 31, -(2 ** 31) - 1, 1e12, 0.123]
  return [...new Set(all)].filter((number) => {
    if (!Number.isFinite(number) || (isInteger && !Number.isInteger(number))) return false
    return !(number < min.value || number > max.value)
  })
}

const ofFormats: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-02-29'],
  time: ['12:30:00Z'],
  'date-time': ['2024-02-29T12:30:00Z'],
  'iso-time': ['12:30:00', '12:30:00Z'],
  'iso-date-time': ['2024-02-29T12:30:00', '2024-02-29T12:30:00Z'],
  duration: ['P1D'],
  uri: ['https://example.com/a'],
  'uri-reference': ['../a', 'https://example.com/a'],
  'uri-template': ['/a/{b}'],
  url: ['https://example.com/a'],
  email: ['someone@example.com'],
  hostname: ['example.com'],
  ipv4: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  regex: ['^a$'],
  uuid: ['123e4567-e89b-12d3-a456-426614174000'],
  'json-pointer': ['/a'],
  'json-pointer-uri-fragment': ['#/a'],
  'relative-json-pointer': ['1/a'],
  byte: ['YWJj', ''],
}

const longest = 70_000

/** Strings at the limits of an alternative and of what it is compared with. */
export function stringsOf(alternative: Alternative, other?: Alternative): string[] {
  const { min, max, patterns, formats, literals } = stringView(alternative)
  if (literals !== undefined) return [...literals]
  const near = other === undefined ? [] : edgesOf(other)
  const lengths = [min, max, min + 1, ...near].filter((length) => length >= min && length <= max && length <= longest)
  const known = [
    ...formats.flatMap((format) => (Object.hasOwn(ofFormats, format) ? (ofFormats[format] ?? []) : [])),
    ...patterns.flatMap((pattern) => textFor(pattern) ?? []),
  ]
  const isRisky = [...patterns, ...(other === undefined ? [] : stringView(other).patterns)].some((pattern) =>
    /\)[*+{?]/.test(pattern),
  )
  const made = lengths.filter((length) => !isRisky || length <= 20).map((length) => 'a'.repeat(length))
  const isAimed = other !== undefined
  const all = [
    ...known,
    ...(isAimed ? ['text'] : []),
    ...(known.length > 0 && !isAimed ? [] : made),
    ...(isAimed ? oddities : []),
  ]
  return [...new Set(all)].filter((text) => text.length >= min && text.length <= max)
}

const oddities = ['', 'Ä text!', ' ', '0', '-', 'A', 'ZZZ', '../..', '\n']

function edgesOf(other: Alternative): number[] {
  const { min, max } = stringView(other)
  return [min - 1, max + 1, min, max]
}
