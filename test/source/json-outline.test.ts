import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPointer } from '#core/json'
import { JsonOutline, NotStrictJson } from '../../src/core/source/json-outline.ts'
import { parseJsonFast } from '../../src/core/source/json-text.ts'
import { jsonLocator } from '../../src/core/source/locate-json.ts'

/** All paths in a value, and one beyond each. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[], ['beyond']]
  const inside = Object.entries(value).flatMap(([key, member]) => pathsIn(member).map((path) => [key, ...path]))
  return [[], ['beyond'], ...inside]
}

const text = fc.constantFrom(
  '',
  'a',
  'a/b',
  '"',
  '\\',
  '\\"',
  '}',
  '[',
  '{"x":1}',
  '//',
  'é😀',
  '\n',
  '__proto__',
  '~1',
  ' ',
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, false, 0, -1.5e-7, 1e21),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

describe('places in a large JSON text', () => {
  it.each([
    ['that may have equal keys', () => undefined],
    ['that was just read', parseJsonFast],
  ])('%s are those of a tree of the text', (_, read) => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, '\t'), fc.boolean(), (written, indent, isEscaped) => {
        const printed = JSON.stringify(written, null, indent)
        const source = isEscaped ? printed.replace(/[é😀]/gu, (each) => escaped(each)) : printed
        const padded = `${source}${' '.repeat(500_001)}`
        read(padded)
        const large = jsonLocator(padded)
        const small = jsonLocator(source)
        for (const path of pathsIn(written))
          for (const target of ['key', 'value'] as const) {
            const place = { file: 'a.json', pointer: toPointer(...path), target }
            expect([place, large(place)]).toEqual([place, small(place)])
          }
      }),
      { numRuns: 300 },
    )
  })

  it('count parts of strings, escaped or not', () => {
    const source = '{ "a": "x\\u0041\\n${{ b }}" }'
    const place = { file: 'a.json', pointer: '/a', span: { start: 3, end: 9 } }
    const padded = `${source}${' '.repeat(500_001)}`
    expect(jsonLocator(padded)(place)).toEqual(jsonLocator(source)(place))
  })

  it.each(['{ // no\n "a": 1 }', '{ "a": 1, }', '{ "a" 1 }', '{ "a": [1 }', '{ a: 1 }', '{ "a": "'])(
    'are left to the slower way where it is none: %s',
    (source) => {
      expect(() => new JsonOutline(source).find(['a', 'b'])).toThrow(NotStrictJson)
      const place = { file: 'a.json', pointer: '/a' }
      expect(jsonLocator(`${source}${' '.repeat(500_001)}`)(place).line).toBeGreaterThan(0)
    },
  )

  it('are found in depths that no recursive parser reaches', () => {
    const deep = `{ "a": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "b": 1${' '.repeat(200_000)} }`
    expect(jsonLocator(deep)({ file: 'a.json', pointer: '/b' })).toMatchObject({
      line: 1,
      column: deep.lastIndexOf('1') + 1,
    })
  })
})

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')
}
