import { isObject, setOwn } from '#core/json'
import { arrayView } from './arrays.ts'
import type { Alternative, Comparison, Gap, TypeName } from './model.ts'
import { objectView } from './object-view.ts'
import { numbersOf, Sampler, stringsOf } from './samples.ts'
import { namedTypes } from './type-names.ts'

/** A value that may fall into a gap. */
export interface Candidate {
  readonly value: unknown
  /** Where in the value the gap is. */
  readonly path: readonly (string | number)[]
  /** The innermost gap. */
  readonly gap: Gap
}

const mostPerGap = 24
/** Gaps have gaps in them, and there may be as many ways into them as there are values. */
const mostShots = 10_000
const deepest = 40

/** Values of the producing schema that are aimed at the gaps, certain ones first. */
export function* candidates(gaps: readonly Gap[], comparison: Comparison): Generator<Candidate> {
  yield* new Aiming(comparison).at(gaps, 0)
}

class Aiming {
  readonly #comparison: Comparison
  readonly #sampler: Sampler
  #shots = 0
  // Gaps that are reached on several ways are the same objects.
  readonly #known = new Map<Gap, (object | undefined)[]>()

  constructor(comparison: Comparison) {
    this.#comparison = comparison
    this.#sampler = new Sampler(comparison)
  }

  // First one shot at each gap, then the rest: a gap that cannot be hit must not use up all there is.
  *at(gaps: readonly Gap[], depth: number): Generator<Candidate> {
    if (depth > deepest) return
    const ordered = [...gaps.filter(({ isCertain }) => isCertain), ...gaps.filter(({ isCertain }) => !isCertain)]
    let open = ordered.map((gap) => this.#aim(gap, depth))
    for (let round = 0; open.length > 0 && round < mostPerGap; round += 1) {
      const left: typeof open = []
      for (const source of open) {
        const next = source.next()
        if (next.done === true) continue
        yield next.value
        left.push(source)
      }
      open = left
    }
  }

  *#aim(gap: Gap, depth: number): Generator<Candidate> {
    this.#shots += 1
    if (this.#shots > mostShots) return
    if (gap.step !== undefined && gap.inner !== undefined) yield* this.#inside(gap, gap.step, depth)
    else if (gap.branches !== undefined) yield* this.#intoAll(gap, gap.branches, depth)
    else for (const value of this.#values(gap)) yield { value, path: [], gap }
  }

  *#inside(gap: Gap, step: string | number, depth: number): Generator<Candidate> {
    const bases = this.#known.get(gap) ?? this.#bases(gap, step)
    this.#known.set(gap, bases)
    // A field that is not accepted at all is a fault of the object, where ajv reports it.
    const isMember = gap.inner?.some(({ keyword }) => keyword !== 'false') === true
    for (const { value, path, gap: innermost } of this.at(gap.inner ?? [], depth + 1))
      for (const base of bases)
        yield {
          value: withMember(base, step, value),
          path: isMember ? [step, ...path] : [],
          gap: isMember ? innermost : gap,
        }
  }

  #bases({ from, to }: Gap, step: string | number): (object | undefined)[] {
    const sampler = this.#sampler
    const both = this.#comparison.refine(from, [to])
    const bases = [...both.slice(0, 2), from].map((each) =>
      typeof step === 'number' ? sampler.array(each, step) : sampler.object(each, { without: step }),
    )
    const usable = bases.filter((base) => base !== undefined)
    return usable.length === 0 ? [] : usable.slice(0, 2)
  }

  *#intoAll(gap: Gap, branches: readonly (readonly Gap[])[], depth: number): Generator<Candidate> {
    const firsts: unknown[] = []
    for (const branch of branches) {
      let count = 0
      for (const { value } of this.at(branch, depth + 1)) {
        if (count === 0) firsts.push(value)
        if (count < 4) yield { value, path: [], gap }
        count += 1
        if (count >= 4) break
      }
    }
    if (firsts.length > 1 && firsts.every(isObject)) yield { value: Object.assign({}, ...firsts), path: [], gap }
    for (const value of this.#values(gap)) yield { value, path: [], gap }
  }

  *#values({ from, to, name }: Gap): Generator<unknown> {
    if (from.values !== undefined) {
      yield* from.values
      return
    }
    const other = this.#asAlternative(to.schema)
    const accepted = isObject(to.schema) ? namedTypes(to.schema) : undefined
    const types = [...from.types].sort((a, b) => Number(accepted?.has(a) ?? 0) - Number(accepted?.has(b) ?? 0))
    for (const type of types) yield* this.#ofType(type, { from, to, name, other })
  }

  *#ofType(
    type: TypeName,
    { from, to, name, other }: Pick<Gap, 'from' | 'to'> & { name: string | undefined; other: Alternative },
  ) {
    if (type === 'null') yield null
    if (type === 'boolean') yield* [true, false]
    if (type === 'string') yield* stringsOf(from, other)
    if (type === 'integer' || type === 'fraction')
      yield* numbersOf(from, other).filter((number) => Number.isInteger(number) === (type === 'integer'))
    if (type === 'array') yield* this.#arrays(from, other)
    if (type === 'object') yield* this.#objects({ ...from, types: new Set(['object'] as const) }, { to, name })
  }

  *#arrays(from: Alternative, other: Alternative): Generator<unknown> {
    const own = arrayView(from, this.#comparison)
    const { min, max } = arrayView(other, this.#comparison)
    const lengths = [own.min, own.max, own.min + 1, min - 1, max + 1, 2].filter(
      (length) => length >= own.min && length <= own.max && length <= 100,
    )
    for (const length of new Set(lengths)) {
      const items = this.#sampler.array({ ...from, types: new Set(['array'] as const) }, length)
      if (items === undefined) continue
      yield items
      if (items.length > 1) yield items.map(() => items[0])
    }
  }

  *#objects(from: Alternative, { to, name }: { to: Gap['to']; name: string | undefined }): Generator<unknown> {
    const view = objectView(from, this.#comparison)
    const sampler = this.#sampler
    for (const each of [...this.#comparison.refine(from, [to]), from]) {
      const whole = sampler.object(each, { without: name })
      if (whole === undefined) continue
      yield whole
      if (name !== undefined) yield withMember(whole, name, sampler.value(view.property(name)) ?? null)
    }
    for (const odd of ['other', 'A b', '', 'x'.repeat(70)]) {
      const value = sampler.value(view.property(odd))
      if (value !== undefined) yield withMember(sampler.object(from), odd, value)
    }
    for (const size of [1, 2, 5, 12, 40]) yield sampler.object(from, { size })
  }

  // As if what is accepted had been given, for its limits.
  #asAlternative(schema: unknown): Alternative {
    const node = this.#comparison.synthetic(isObject(schema) ? schema : true)
    return { id: 0, nodes: [node], types: new Set(), values: undefined }
  }
}

function withMember(base: object | undefined, step: string | number, value: unknown): object {
  if (Array.isArray(base)) return base.toSpliced(Number(step), 1, value)
  const result = { ...base }
  setOwn(result, String(step), value)
  return result
}
