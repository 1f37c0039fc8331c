import { isObject } from '#core/json'
import type { Alternative, Check, Comparison, Conjunction, Gap } from './model.ts'
import { listOf, numbersIn, valuesOf } from './node.ts'

/** What is known of the arrays of an alternative. */
export interface ArrayView {
  readonly min: number
  readonly max: number
  readonly isUnique: boolean
  /** How many items have a schema of their own. */
  readonly prefix: number
  item(index: number): Conjunction
}

export function arrayView({ nodes }: Alternative, comparison: Pick<Comparison, 'isEmpty'>): ArrayView {
  const prefix = Math.max(0, ...valuesOf(nodes, 'prefixItems').map((list) => listOf(list).length))
  const item = (index: number) => nodes.flatMap((node) => itemOf(node, index))
  const impossible = Array.from({ length: prefix + 1 }, (_, index) => index).find((index) =>
    comparison.isEmpty(item(index)),
  )
  return {
    min: Math.max(0, ...numbersIn(nodes, 'minItems')),
    max: Math.min(...numbersIn(nodes, 'maxItems'), impossible ?? Number.POSITIVE_INFINITY),
    isUnique: valuesOf(nodes, 'uniqueItems').includes(true),
    prefix,
    item,
  }
}

function itemOf({ schema, document }: Conjunction[number], index: number): Conjunction {
  if (!isObject(schema)) return []
  const own = listOf(schema['prefixItems'])
  const found = index < own.length ? own[index] : schema['items']
  return found === undefined || Array.isArray(found) ? [] : [document.node(found)]
}

/** Lengths, items and uniqueness of arrays. */
export const checkArrays: Check = ({ comparison, from, to, schema }) => {
  if (!from.types.has('array')) return []
  const view = arrayView(from, comparison)
  if (view.min > view.max) return []
  const { minItems, maxItems, uniqueItems } = schema
  const gaps: Gap[] = []
  const add = (keyword: string, message: string) => void gaps.push({ keyword, message, isCertain: true, from, to })
  if (typeof minItems === 'number' && view.min < minItems)
    add('minItems', `the list may hold less than ${minItems} items`)
  if (typeof maxItems === 'number' && view.max > maxItems)
    add('maxItems', `the list may hold more than ${maxItems} items`)
  if (uniqueItems === true && !view.isUnique && view.max > 1) add('uniqueItems', 'the list may hold equal items')
  return [...itemGaps({ comparison, from, to, schema }), ...gaps, ...containsGaps({ comparison, from, to, schema })]
}

const itemGaps: Check = ({ comparison, from, to, schema }) => {
  const view = arrayView(from, comparison)
  const own = listOf(schema['prefixItems'])
  const others = schema['items']
  const count = Math.min(Math.max(own.length, view.prefix) + 1, view.max)
  return Array.from({ length: count }, (_, index) => index).flatMap((index): readonly Gap[] => {
    const accepted = index < own.length ? own[index] : others
    if (accepted === undefined) return []
    const inner = comparison.member(index, view.item(index), to.document.node(accepted))
    if (inner.length === 0) return []
    return [{ ...summary(inner), from, to, step: index, inner }]
  })
}

/** What is said of a gap by the gaps inside it. */
export function summary(inner: readonly Gap[]): Pick<Gap, 'keyword' | 'message' | 'isCertain'> {
  const first = inner.find(({ isCertain }) => isCertain) ?? inner[0]
  return {
    keyword: first?.keyword ?? '',
    message: first?.message ?? '',
    isCertain: first?.isCertain ?? false,
  }
}

const containsGaps: Check = ({ comparison, from, to, schema }) => {
  const { contains, minContains = 1, maxContains } = schema
  if (contains === undefined) return []
  const view = arrayView(from, comparison)
  const least = typeof minContains === 'number' ? minContains : 1
  const accepted = to.document.node(contains)
  const items = Array.from({ length: view.prefix + 1 }, (_, index) => view.item(index))
  const hasEnough =
    least <= 0 || (view.min >= least && items.every((item) => comparison.fits(item, accepted).length === 0))
  const hasNotTooMany = typeof maxContains !== 'number' || view.max <= maxContains
  if (hasEnough && hasNotTooMany) return []
  const message = 'the list does not provably hold the items that are asked for'
  return [{ keyword: 'contains', message, isCertain: view.min < least, from, to }]
}
