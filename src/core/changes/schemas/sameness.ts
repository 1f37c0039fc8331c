import { canonicalJson, isObject, type JsonObject } from '#core/json'
import { isAnnotation, kindOfKeyword, type ValueKind } from './keywords.ts'
import type { Side, Spot } from './side.ts'

type Pair = readonly [previous: Spot, present: Spot]

interface Compared {
  readonly isAlike: boolean
  /** What must be the same, too: the targets of references. */
  readonly pairs: readonly Pair[]
}

/**
 * Tells whether values of two versions say the same, whatever people read beside it. References are compared by what they lead to;
 * what refers to itself is the same unless something it reaches is not.
 */
export class Sameness {
  readonly #previous: Side
  readonly #present: Side
  // What stands in a file means the same wherever it is reached from.
  readonly #answers = new Map<object, Map<object, boolean>>()
  readonly #settled = new Map<string, boolean>()
  readonly #compared = new Map<string, Compared>()

  constructor(previous: Side, present: Side) {
    this.#previous = previous
    this.#present = present
  }

  areSame(previous: Spot, present: Spot, kind: ValueKind = 'keywords'): boolean {
    const [before, now] = [previous.value, present.value]
    if (typeof before !== 'object' || before === null || typeof now !== 'object' || now === null) return before === now
    const known = this.#answers.get(before) ?? new Map<object, boolean>()
    this.#answers.set(before, known)
    const answer = known.get(now) ?? this.#areAlike(previous, present, kind)
    known.set(now, answer)
    return answer
  }

  #areAlike(previous: Spot, present: Spot, kind: ValueKind): boolean {
    const { isAlike, pairs } = this.#compare(previous, present, kind)
    return isAlike && pairs.every((pair) => this.#arePairSame(pair))
  }

  #arePairSame(pair: Pair): boolean {
    const key = keyOf(pair)
    if (!this.#settled.has(key)) this.#settle(pair)
    return this.#settled.get(key) === true
  }

  // All pairs that can be reached are looked at; those from which one that differs is reached differ, and the others do not.
  #settle(root: Pair): void {
    const reached = new Map<string, Pair>([[keyOf(root), root]])
    const reachedFrom = new Map<string, string[]>()
    const different: string[] = []
    for (const [key, pair] of reached) {
      const { isAlike, pairs } = this.#target(key, pair)
      if (!isAlike) different.push(key)
      for (const next of pairs) {
        const nextKey = keyOf(next)
        const settled = this.#settled.get(nextKey)
        if (settled === false) different.push(key)
        if (settled !== undefined) continue
        reachedFrom.set(nextKey, [...(reachedFrom.get(nextKey) ?? []), key])
        if (!reached.has(nextKey)) reached.set(nextKey, next)
      }
    }
    const tainted = new Set(different)
    for (const key of tainted) for (const from of reachedFrom.get(key) ?? []) tainted.add(from)
    for (const key of reached.keys()) this.#settled.set(key, !tainted.has(key))
  }

  #target(key: string, [previous, present]: Pair): Compared {
    const known = this.#compared.get(key) ?? this.#compare(previous, present, 'keywords')
    this.#compared.set(key, known)
    return known
  }

  #compare(previous: Spot, present: Spot, kind: ValueKind): Compared {
    const pairs: Pair[] = []
    const follow = (one: string, other: string): boolean => {
      const [before, now] = [this.#previous.follow(one, previous), this.#present.follow(other, present)]
      if (before === undefined || now === undefined) return before === now && one === other
      pairs.push([before, now])
      return true
    }
    return { isAlike: alike(previous.value, present.value, { kind, follow }), pairs }
  }
}

function keyOf([previous, present]: Pair): string {
  return `${previous.file}#${previous.pointer}\n${present.file}#${present.pointer}`
}

interface Context {
  readonly kind: ValueKind
  readonly follow: (one: string, other: string) => boolean
}

function alike(one: unknown, other: unknown, context: Context): boolean {
  const { kind } = context
  if (kind === 'data' || kind === 'set') return sameData(one, other, kind === 'set')
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => alike(item, other[index], context))
  if (!isObject(one) || !isObject(other)) return one === other
  const keys = keysOf(one, kind)
  return keys.length === keysOf(other, kind).length && keys.every((key) => alikeMember(key, one, { ...context, other }))
}

function alikeMember(key: string, one: JsonObject, { other, ...context }: Context & { other: JsonObject }): boolean {
  if (!Object.hasOwn(other, key)) return false
  const [value, counterpart] = [one[key], other[key]]
  const isReference = key === '$ref' && context.kind === 'keywords'
  if (isReference && typeof value === 'string' && typeof counterpart === 'string')
    return context.follow(value, counterpart)
  return alike(value, counterpart, { ...context, kind: context.kind === 'names' ? 'keywords' : kindOfKeyword(key) })
}

function keysOf(value: JsonObject, kind: ValueKind): string[] {
  return kind === 'names' ? Object.keys(value) : Object.keys(value).filter((key) => !isAnnotation(key))
}

function sameData(one: unknown, other: unknown, isSet: boolean): boolean {
  if (one === other) return true
  const ordered = (value: unknown) => (isSet && Array.isArray(value) ? value.map(canonicalJson).sort() : value)
  return canonicalJson(ordered(one)) === canonicalJson(ordered(other))
}
