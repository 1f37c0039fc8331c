import type { Alternative, Check, Gap } from './model.ts'
import { numbersIn, valuesOf } from './node.ts'

/** The limits of the numbers of an alternative. */
export interface NumberView {
  readonly min: Limit
  readonly max: Limit
  readonly multiples: readonly number[]
  readonly isInteger: boolean
}

interface Limit {
  readonly value: number
  readonly isExclusive: boolean
}

export function numberView({ nodes, types, values = [] }: Alternative): NumberView {
  const literals = values.filter((value) => typeof value === 'number')
  const isInteger = !types.has('fraction')
  const min = tightest(1, [...literals, ...numbersIn(nodes, 'minimum')], numbersIn(nodes, 'exclusiveMinimum'))
  const max = tightest(-1, [...literals, ...numbersIn(nodes, 'maximum')], numbersIn(nodes, 'exclusiveMaximum'))
  return {
    min: isInteger ? wholeLimit(min, 1) : min,
    max: isInteger ? wholeLimit(max, -1) : max,
    multiples: numbersIn(nodes, 'multipleOf'),
    isInteger,
  }
}

// `direction` is 1 for lower limits, -1 for upper ones.
function tightest(direction: 1 | -1, inclusive: readonly number[], exclusive: readonly number[]): Limit {
  const limits = [
    ...exclusive.map((value) => ({ value, isExclusive: true })),
    ...inclusive.map((value) => ({ value, isExclusive: false })),
  ]
  return limits.reduce((best, limit) => (isWithin(limit, best, direction) ? limit : best), {
    value: -direction * Number.POSITIVE_INFINITY,
    isExclusive: false,
  })
}

function wholeLimit({ value, isExclusive }: Limit, direction: 1 | -1): Limit {
  if (!Number.isFinite(value)) return { value, isExclusive }
  const whole = direction === 1 ? Math.ceil(value) : Math.floor(value)
  // Beyond the safe integers, the next one may be the same number.
  const isSteppable = Number.isSafeInteger(whole)
  return whole === value && isExclusive && isSteppable
    ? { value: whole + direction, isExclusive: false }
    : { value: whole, isExclusive: whole === value && isExclusive }
}

// What is within the first limit is within the second one.
function isWithin(inner: Limit, outer: Limit, direction: 1 | -1): boolean {
  if (inner.value === outer.value) return inner.isExclusive || !outer.isExclusive
  return direction * inner.value > direction * outer.value
}

/** There are no numbers between the limits. */
export function hasNoNumbers(alternative: Alternative): boolean {
  const { min, max } = numberView(alternative)
  return min.value > max.value || (min.value === max.value && (min.isExclusive || max.isExclusive))
}

/** Limits and steps of numbers. */
export const checkNumbers: Check = ({ from, to, schema }) => {
  if (!from.types.has('integer') && !from.types.has('fraction')) return []
  if (hasNoNumbers(from)) return []
  const view = numberView(from)
  const gap = (keyword: string, message: string): Gap => ({ keyword, message, isCertain: true, from, to })
  const limits = (
    [
      ['minimum', 1, false, 'at least'],
      ['exclusiveMinimum', 1, true, 'greater than'],
      ['maximum', -1, false, 'at most'],
      ['exclusiveMaximum', -1, true, 'less than'],
    ] as const
  ).flatMap(([keyword, direction, isExclusive, words]) => {
    const value = schema[keyword]
    const has = direction === 1 ? view.min : view.max
    if (typeof value !== 'number' || isWithin(has, { value, isExclusive }, direction)) return []
    return [gap(keyword, `${describeRange(view)} is not always ${words} ${value}`)]
  })
  const step = schema['multipleOf']
  if (typeof step !== 'number' || isMultiple(view, from, step)) return limits
  return [...limits, gap('multipleOf', `the number is not always a multiple of ${step}`)]
}

function isMultiple({ multiples, isInteger }: NumberView, { values }: Alternative, step: number): boolean {
  const isSafe = (value: number) => Number.isSafeInteger(value) && Number.isSafeInteger(step) && step > 0
  const literals = values?.filter((value) => typeof value === 'number')
  if (literals !== undefined) return literals.every((value) => isSafe(value) && value % step === 0)
  if (isInteger && step === 1) return true
  return multiples.some((multiple) => multiple === step || (isSafe(multiple) && multiple % step === 0))
}

/** As one says it: `an integer from 1 to 5`. */
export function describeRange({ min, max, isInteger }: NumberView): string {
  const name = isInteger ? 'an integer' : 'a number'
  if (min.value === max.value) return String(min.value)
  const from = Number.isFinite(min.value) ? `${min.isExclusive ? ' greater than' : ' from'} ${min.value}` : ''
  const to = Number.isFinite(max.value) ? `${max.isExclusive ? ' less than' : ' up to'} ${max.value}` : ''
  return from === '' && to === '' ? `${name} without limits` : `${name}${from}${to}`
}

const int32 = { min: { value: -(2 ** 31), isExclusive: false }, max: { value: 2 ** 31 - 1, isExclusive: false } }

/** Formats of numbers that are asserted. */
export const checkNumberFormats: Check = ({ from, to, schema }) => {
  const { format } = schema
  if (format !== 'int32' && format !== 'int64') return []
  if (!from.types.has('integer') && !from.types.has('fraction')) return []
  const view = numberView(from)
  const formats = valuesOf(from.nodes, 'format')
  const fits =
    formats.includes(format) ||
    (format === 'int64' && (view.isInteger || formats.includes('int32'))) ||
    (view.isInteger && isWithin(view.min, int32.min, 1) && isWithin(view.max, int32.max, -1))
  return fits
    ? []
    : [{ keyword: 'format', message: `${describeRange(view)} is not always ${format}`, isCertain: true, from, to }]
}
