import { isObject, setOwn, toPointer } from '#core/json'
import { anything, type Draft, expand, identified } from './alternatives.ts'
import { arrayView } from './arrays.ts'
import { checks } from './checks.ts'
import { describeAlternative, describeNode } from './describe.ts'
import type { Alternative, Comparison, Conjunction, Gap, SchemaNode } from './model.ts'
import { TooLarge } from './model.ts'
import { openSchema } from './node.ts'
import { hasNoNumbers } from './numbers.ts'
import { objectView } from './object-view.ts'
import { undecided } from './objects.ts'
import { areSame } from './same.ts'
import { stringView } from './strings.ts'
import { typeOf } from './type-names.ts'

const mostSteps = 20_000
const mostGaps = 200
const deepest = 100
const deepestQuestions = 300
const deepestEmptiness = 3
const mostLiterals = 64
const mostNotes = 20

interface Options {
  readonly trusts: boolean
  readonly nextId: () => number
}

/** Starts a comparison. Its methods throw TooLarge when it takes too many steps. */
export function newComparison({ trusts, nextId }: Options): Comparison & { readonly notes: readonly string[] } {
  return new Comparing(trusts, nextId)
}

class Comparing implements Comparison {
  readonly trusts: boolean
  readonly notes: string[] = []
  readonly #nextId: () => number
  readonly #alternatives = new Map<string, readonly Alternative[]>()
  readonly #empty = new Map<string, boolean>()
  readonly #parts = new Map<number, readonly Alternative[]>()
  readonly #results = new Map<string, readonly Gap[]>()
  /** Questions that are being answered, by the depth at which they came up. */
  readonly #open = new Map<string, number>()
  readonly #assumed = new Set<string>()
  readonly #proved: string[] = []
  readonly #path: (string | number)[] = []
  #steps = 0
  #emptiness = 0

  constructor(trusts: boolean, nextId: () => number) {
    this.trusts = trusts
    this.#nextId = nextId
  }

  fits(from: Conjunction, to: SchemaNode): readonly Gap[] {
    return someOf(this.alternatives(from).flatMap((alternative) => this.fitsAlternative(alternative, to)))
  }

  member(step: string | number, from: Conjunction, to: SchemaNode): readonly Gap[] {
    if (this.#path.length >= deepest) throw new TooLarge('The schemas are nested too deeply.')
    this.#path.push(step)
    try {
      return this.fits(from, to)
    } finally {
      this.#path.pop()
    }
  }

  fitsAlternative(from: Alternative, to: SchemaNode): readonly Gap[] {
    this.#step()
    if (to.schema === true || this.#saysNothing(from)) return []
    if (to.schema === false)
      return [{ keyword: 'false', message: 'nothing is accepted here', isCertain: true, from, to }]
    if (to.schema === undefined) return [undecided({ from, to }, '$schema', 'the schema is not understood')]
    const key = `${from.id} ${to.id}`
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const begun = this.#open.get(key)
    if (begun === this.#path.length) return [undecided({ from, to }, '$ref', 'the schema refers to itself')]
    if (begun === undefined) return this.#answer(key, from, to)
    // What goes on for ever without a gap has none.
    this.#assumed.add(key)
    return []
  }

  #answer(key: string, from: Alternative, to: SchemaNode): readonly Gap[] {
    if (this.#open.size >= deepestQuestions) throw new TooLarge('The schemas are nested too deeply.')
    this.#open.set(key, this.#path.length)
    const [provedBefore, notesBefore] = [this.#proved.length, this.notes.length]
    const gaps = this.#check(from, to)
    this.#open.delete(key)
    this.#results.set(key, gaps)
    if (gaps.length === 0) this.#proved.push(key)
    else {
      this.notes.length = notesBefore
      // What was proved with the help of an assumption that has turned out to be wrong is not proved.
      if (this.#assumed.has(key)) for (const other of this.#proved.splice(provedBefore)) this.#results.delete(other)
    }
    this.#assumed.delete(key)
    return gaps
  }

  #check(from: Alternative, to: SchemaNode): readonly Gap[] {
    const { schema } = to
    if (!isObject(schema)) return []
    if (from.nodes.some((node) => areSame(node, to, () => this.#step()))) {
      this.note(`${describeNode(to)} is asked for in the same words`)
      return []
    }
    const gaps = someOf(checks.flatMap((check) => check({ comparison: this, from, to, schema })))
    if (gaps.length === 0) this.note(`${describeAlternative(from)} fits ${describeNode(to)}`)
    return gaps
  }

  #saysNothing({ types, values }: Alternative): boolean {
    return this.trusts && values === undefined && types.size === anything.types.size
  }

  alternatives(of: Conjunction): readonly Alternative[] {
    const key = keyOf(of)
    const known = this.#alternatives.get(key)
    if (known !== undefined) return known
    const found = identified(this.#possible(anything, of), this.#nextId)
    if (this.#emptiness === 0) this.#alternatives.set(key, found)
    return found
  }

  refine(alternative: Alternative, by: Conjunction): readonly Alternative[] {
    return identified(this.#possible(alternative, by), this.#nextId)
  }

  isEmpty(of: Conjunction): boolean {
    if (of.some(({ schema }) => schema === false)) return true
    if (of.length === 0 || this.#emptiness >= deepestEmptiness) return false
    const key = `${this.#emptiness} ${keyOf(of)}`
    const known = this.#empty.get(key)
    if (known !== undefined) return known
    this.#emptiness += 1
    try {
      const isEmpty = this.alternatives(of).length === 0
      this.#empty.set(key, isEmpty)
      return isEmpty
    } finally {
      this.#emptiness -= 1
    }
  }

  #possible(start: Draft, added: Conjunction): readonly Draft[] {
    const drafts = expand(start, added, { trusts: this.trusts, step: () => this.#step(), depth: 0 })
    return drafts.flatMap((draft) => this.#literals(draft)).flatMap((draft) => this.#withoutImpossible(draft))
  }

  // One for each value: then all that is said about it can be looked at.
  #literals(draft: Draft): readonly Draft[] {
    const { values } = draft
    if (values === undefined || values.length > mostLiterals) return [draft]
    return values.map((value) => ({
      nodes: [...draft.nodes, ...literalSchemas(value).map((schema) => this.synthetic(schema))],
      types: new Set([typeOf(value)]),
      values: [value],
    }))
  }

  #withoutImpossible(draft: Draft): readonly Draft[] {
    const types = new Set(draft.types)
    const alternative = { ...draft, id: 0 }
    const isNumber = types.has('integer') || types.has('fraction')
    if (isNumber && hasNoNumbers(alternative)) for (const type of ['integer', 'fraction'] as const) types.delete(type)
    if (types.has('string')) {
      const { min, max } = stringView(alternative)
      if (min > max) types.delete('string')
    }
    if (types.has('array')) {
      const { min, max, item } = arrayView(alternative, this)
      if (min > max || (min > 0 && this.isEmpty(item(0)))) types.delete('array')
    }
    if (types.has('object')) {
      const { minProperties, maxProperties, required, property } = objectView(alternative, this)
      const isLacking = [...required].some((name) => this.isEmpty(property(name)))
      if (minProperties > maxProperties || isLacking) types.delete('object')
    }
    if (types.size === 0) return []
    return [types.size === draft.types.size ? draft : { ...draft, types }]
  }

  split(alternative: Alternative): readonly Alternative[] {
    const known = this.#parts.get(alternative.id)
    if (known !== undefined) return known
    const { types } = alternative
    const sets = [...types].filter((type) => type !== 'fraction' || !types.has('integer'))
    const parts = identified(
      sets.map((type) => ({
        ...alternative,
        types: new Set(type === 'integer' && types.has('fraction') ? (['integer', 'fraction'] as const) : [type]),
        values: alternative.values?.filter((value) => typeOf(value) === type),
      })),
      this.#nextId,
    )
    this.#parts.set(alternative.id, parts)
    return parts
  }

  synthetic(schema: object | boolean): SchemaNode {
    return openSchema(schema, this.#nextId).node(schema)
  }

  note(reason: string): void {
    if (this.notes.length < mostNotes) this.notes.push(`${toPointer(...this.#path) || '/'}: ${reason}`)
  }

  #step(): void {
    this.#steps += 1
    if (this.#steps > mostSteps) throw new TooLarge('The schemas are too large to be compared.')
  }
}

// Schemas that refer several times to the next have the same gaps again and again, twice as many with each step. As long as one is
// left, nothing is said to fit that does not.
function someOf(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.length <= mostGaps ? gaps : [...new Set(gaps)].slice(0, mostGaps)
}

function keyOf(of: Conjunction): string {
  return [...new Set(of.map(({ id }) => id))].sort((a, b) => a - b).join(' ')
}

// A value that has members, said with the keywords of its type.
function literalSchemas(value: unknown): object[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ type: 'array', maxItems: 0 }]
    const prefixItems = value.map((item) => ({ const: item }))
    return [{ type: 'array', prefixItems, minItems: value.length, maxItems: value.length }]
  }
  if (!isObject(value) || Object.hasOwn(value, '__proto__')) return []
  const properties = {}
  for (const [name, member] of Object.entries(value)) setOwn(properties, name, { const: member })
  return [{ type: 'object', properties, required: Object.keys(value), additionalProperties: false }]
}
