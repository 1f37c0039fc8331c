import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendPointer,
  canonicalJson,
  hashJson,
  hashText,
  itemPointers,
  memberPointers,
  parsePointer,
  segmentsOf,
  setOwn,
  toPointer,
  valueAt,
} from '#core/json'

describe('a pointer', () => {
  it.each([
    [['a/b', 'm~n', '', '0'], '/a~1b/m~0n//0'],
    [['~1', '~01'], '/~01/~001'],
    [[], ''],
    [[''], '/'],
  ])('made of %j is %s, and back', (segments, pointer) => {
    expect([toPointer(...segments), parsePointer(pointer)]).toEqual([pointer, segments])
  })

  it('is the same whether it is remembered or not, of however many items', () => {
    const [itemAt, memberAt, toMember] = [itemPointers('/a/b'), itemPointers('/a/b', 'm~/'), memberPointers('m~/')]
    for (const index of [3, 0, 1, 2, 0, ...Array.from({ length: 10_000 }, (_, place) => place), 9_999, 1e9]) {
      expect(itemAt(index)).toBe(toPointer('a', 'b', index))
      expect([memberAt(index), toMember(itemAt(index))]).toEqual(Array(2).fill(toPointer('a', 'b', index, 'm~/')))
      expect(segmentsOf(memberAt(index))).toEqual(['a', 'b', `${index}`, 'm~/'])
    }
  })

  it('leads to what it was made for, whatever the keys', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 4 }), (keys) => {
        const value = keys.reduceRight<unknown>((inner, key) => {
          const holder = {}
          setOwn(holder, key, inner)
          return holder
        }, 42)
        expect(valueAt(value, appendPointer('', ...keys))).toBe(42)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    '/a/constructor',
    '/toString',
    '/l/length',
    '/l/-1',
    '/l/01',
    '/l/1e0',
    '/l/2',
    '/s/0',
    '/__proto__',
    '/n/x',
  ])('sees no members that are not the value itself: %s', (pointer) => {
    expect(valueAt({ a: {}, l: [1, 2], s: 'text', n: null }, pointer)).toBeUndefined()
  })
})

describe('canonical JSON', () => {
  it('is the same for equal values, whatever the order of keys', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== 'object' || value === null) return value
      const result = {}
      for (const [key, member] of Object.entries(value).reverse()) setOwn(result, key, shuffled(member))
      return result
    }
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(hashJson(shuffled(value))).toBe(hashJson(value))
      }),
      { numRuns: 100 },
    )
  })

  it.each<[unknown, string]>([
    [{ b: 1, a: undefined, c: [undefined, null] }, '{"b":1,"c":[null,null]}'],
    [{ b: { d: 1, c: 2 }, a: '"' }, '{"a":"\\"","b":{"c":2,"d":1}}'],
    [undefined, 'null'],
    [-0, '0'],
  ])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('is what is hashed, as SHA-256', () => {
    expect(hashText('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(hashJson({ b: 1, a: 2 })).toBe(hashText('{"a":2,"b":1}'))
    expect(hashText(Buffer.from('ü'))).toBe(hashText('ü'))
  })
})
