import { describe, expect, it } from 'vitest'
import { hopelessPart } from '#core/expression'

describe('a part of an expression that always fails', () => {
  it.each([
    ['1 / 0', '`1 / 0` divides by zero.'],
    ['input.a > 1 ? input.n % 0 : 2', '`input.n % 0` divides by zero.'],
    ['true ? input.n / 0 : 1', '`input.n / 0` divides by zero.'],
    ['false || input.n / 0 > 1', '`input.n / 0` divides by zero.'],
    ['input.n + int("abc")', '`int("abc")` can never be evaluated: cannot convert to int.'],
    [
      'timestamp("soon") < timestamp(input.at)',
      expect.stringMatching(/^`timestamp\("soon"\)` can never be evaluated: /),
    ],
    ['(1 + 2) / (1 - 1)', '`(1 + 2) / (1 - 1)` can never be evaluated: division by zero.'],
    ['[1, 2][5]', '`[1, 2][5]` can never be evaluated: there is no item 5 among 2.'],
    ['9223372036854775807 + 1', expect.stringContaining('can never be evaluated: integer overflow')],
  ])('is found in %s', (source, message) => {
    const found = hopelessPart(source)
    expect(found?.message).toEqual(message)
    expect(source.slice(found?.start, found?.end)).toBe(/^`(.*?)` (divides|can)/.exec(found?.message ?? '')?.[1])
  })

  it.each([
    '1 / 2',
    'input.n / input.m',
    'input.n / 0.0',
    'int("12")',
    'int(input.text)',
    'input.list[0]',
    '[1, 2, 3].map(x, x / 2)',
    '(1 + 2) / 3',
    'false ? "a" : "b"',
    'false ? 1 / 0 : input.n',
    'true ? input.n : input.n % 0',
    '1 > 2 && input.n / 0 > 1',
    'true || input.n / 0 > 1',
    'input.a ? (false ? 1 / 0 : 2) : input.n',
  ])('is not found in %s', (source) => {
    expect(hopelessPart(source)).toBeUndefined()
  })
})
