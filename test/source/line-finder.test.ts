import { describe, expect, it } from 'vitest'
import { toPointer } from '#core/json'
import { lineFinder } from '#core/source'

const text = `# a comment
---
a: 1
list:
- x: 1
  y: [p, { q: 2 }]
-
  z: |
    a: not a key
    b: neither
"quoted key": 'it''s'
200:
  /orders/{id}: "a # b"
plain: text that
  goes: on
folded:
  - - inner
  - last # comment
---
second: document
`.replace('  goes: on', '  goes on')

describe('the line of a place', () => {
  const find = lineFinder('a.yaml', text)
  it.each([
    [0, [], 3],
    [0, ['a'], 3],
    [0, ['list'], 4],
    [0, ['list', '0'], 5],
    [0, ['list', '0', 'y', '1', 'q'], 6],
    [0, ['list', '1'], 8],
    [0, ['list', '1', 'z'], 8],
    [0, ['quoted key'], 11],
    [0, ['200', '/orders/{id}'], 13],
    [0, ['plain'], 14],
    [0, ['folded', '0', '0'], 17],
    [0, ['folded', '1'], 18],
    [1, ['second'], 20],
  ] as const)('in document %i at %j is %i', (document, segments, line) => {
    expect(find({ document, pointer: toPointer(...segments) })).toBe(line)
  })

  it('that is not there is the line of what is nearest', () => {
    expect(find({ document: 0, pointer: '/list/0/missing' })).toBe(5)
    expect(find({ document: 7, pointer: '/a' })).toBe(1)
  })

  it('is counted from the start of a markdown file', () => {
    expect(lineFinder('a.md', '---\na: 1\nb:\n  c: 2\n---\nprose')({ pointer: '/b/c' })).toBe(4)
  })

  it('of a key that stands twice is that of the last', () => {
    expect(lineFinder('a.yaml', 'a: 1\nb: 2\na: 3\n')({ pointer: '/a' })).toBe(3)
  })

  it('is found in text with anchors, merge keys, tags and open quotes too', () => {
    const unusual = 'base: &b\n  x: 1\nown:\n  <<: *b\n  y: "a\n  z: b"\nlast: !!str 7\n'
    const findUnusual = lineFinder('a.yaml', unusual)
    expect(['/base/x', '/own/y', '/last'].map((pointer) => findUnusual({ pointer }))).toEqual([2, 5, 7])
  })
})
