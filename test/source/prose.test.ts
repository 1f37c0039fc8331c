import { describe, expect, it } from 'vitest'
import { proseOf } from '#core/source'

/** What is left of a text, without the white space around. */
const seen = (text: string) => proseOf(text).split(/\s+/).filter(Boolean).join(' ')

describe('the prose of a markdown file', () => {
  it('has the lines and columns of the file', () => {
    const text = '---\r\nname: a\r\n---\r\nOne `code` two\n```\nblock\n```\nthree'
    const prose = proseOf(text)
    expect(prose.length).toBe(text.length)
    for (const word of ['One', 'two', 'three']) expect(prose.indexOf(word)).toBe(text.indexOf(word))
    expect(prose.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''))
  })

  it.each([
    ['---\nname: a\n---\nb', 'b'],
    ['no frontmatter', 'no frontmatter'],
    ['a `b` c ``d ` e`` f', 'a c f'],
    ['a `b\nc` d', 'a d'],
    ['a `b\n\nc` d', 'a `b c` d'],
    ['a ` b', 'a ` b'],
    ['a ``b` c', 'a ``b` c'],
    ['a\n```js\nb\n```\nc', 'a c'],
    ['a\n~~~\nb\n```\nc\n~~~\nd', 'a d'],
    ['a\n````\nb\n```\nc\n````\nd', 'a d'],
    ['- a\n  ```\n  b\n  ```\n- c', '- a - c'],
    ['1. ```\n   b\n   ```\n2. c', '2. c'],
    ['a\n```\nnever closed', 'a'],
    ['a\n\n    code\n    code\n\nb', 'a b'],
    ['a\n    no code', 'a no code'],
    ['- a\n\n    no code', '- a no code'],
    ['a <!-- b\nc --> d', 'a d'],
    ['see https://x.example/a-b/c-d, a', 'see a'],
    ['[text](./a-b.md) c', '[text c'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(seen(text)).toBe(expected)
  })

  it.each([
    '`'.repeat(200_000),
    '` `` ``` '.repeat(30_000),
    Array.from({ length: 600 }, (_, index) => '`'.repeat(index)).join(' '),
    '<!--'.repeat(50_000),
    '[]('.repeat(50_000),
    '](x'.repeat(50_000),
    'ab://'.repeat(50_000),
    'a'.repeat(200_000),
    ' '.repeat(200_000),
    '\n \n'.repeat(50_000),
    '> '.repeat(100_000),
    '- '.repeat(100_000),
  ])('is found in hostile text in time', (text) => {
    const start = performance.now()
    proseOf(text)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
