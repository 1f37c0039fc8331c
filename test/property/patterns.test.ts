import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearPattern } from '../../src/core/schema/pattern.ts'

const single = fc.constantFrom(
  'a',
  'B',
  '7',
  '_',
  '-',
  ' ',
  '\\.',
  '\\/',
  '\\s',
  '\\S',
  '\\d',
  '\\D',
  '\\w',
  '\\W',
  '.',
  '\\n',
  '\\u00e9',
  'é',
)
const classes = fc
  .tuple(
    fc.constantFrom('[', '[^'),
    fc.array(fc.constantFrom('a-f', '0-9', '\\s', '\\S', '\\d', '[', '\\]', '.', '\\-', 'é', '\\p{L}', '\\b')),
  )
  .map(([open, items]) => `${open}${items.join('')}]`)
const properties = fc.constantFrom('\\p{Letter}', '\\P{Lu}', '\\p{Script=Greek}', '\\p{digit}', '\\p{Nd}')
const atom = fc.oneof({ weight: 4, arbitrary: single }, classes, properties)
const pattern = fc
  .array(
    fc.tuple(atom, fc.constantFrom('', '', '', '*', '+', '?', '{2}')).map(([one, sign]) => one + sign),
    { maxLength: 5 },
  )
  .chain((atoms) =>
    fc.constantFrom('', '^').chain((start) => fc.constantFrom('', '$').map((end) => start + atoms.join('') + end)),
  )
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    'f',
    '7',
    '_',
    '-',
    ' ',
    '.',
    '/',
    '[',
    ']',
    '\n',
    '\r',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\v',
    'é',
    'π',
    'Ω',
    '৪',
    '\b',
    '😀',
  ),
  maxLength: 6,
})

describe('a pattern', () => {
  it('matches in linear time what it matches in ECMAScript', () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 20, maxLength: 20 }), (source, texts) => {
        const expected = new RegExp(source, 'u')
        const linear = linearPattern(source)
        for (const each of texts) expect([source, each, linear.test(each)]).toEqual([source, each, expected.test(each)])
      }),
      { numRuns: 2_000 },
    )
  })
})
