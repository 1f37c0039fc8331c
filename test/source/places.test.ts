import { describe, expect, it } from 'vitest'
import { appendPointer } from '#core/json'
import { parseSource } from '#core/source'
import { createLocator, parsedLocator } from '../../src/core/source/locate.ts'

const text = `# a comment
name: one # why
"quoted key": 'it''s' # so
url: https://example.com/#top
long: goes
  on
block: |
  text
empty:
flow: { agent: missing-1, list: [a, "b c", { x: 1 }], 'k': v }
merged: &it { a: 1 }
again: *it
strange: { 1.0: x, "2": y, http://x: z, w: a:b }
items:
- { agent: a, version: ^1 }
- plain text # and more
- name: deep
  inner:
    - "quoted"
    - [ [ 1, 2 ] ]
-
  late: 1
---
second: { }
`

const placesIn = (value: unknown, pointer = ''): string[] => [
  pointer,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => placesIn(child, appendPointer(pointer, key)))
    : []),
]

describe('the place of a finding in YAML', () => {
  const locate = createLocator('a.yaml', text)
  const parsed = parsedLocator(text, { lineOffset: 0, isFrontmatter: false })
  const { documents } = parseSource('a.yaml', Buffer.from(text))

  it('is found without the parser that knows positions as by it', () => {
    for (const { index, value } of documents)
      for (const pointer of [...placesIn(value), '/name/none', '/none'])
        for (const target of ['key', 'value'] as const) {
          const place = { file: 'a.yaml', document: index, pointer, target }
          expect([place, locate(place)]).toEqual([place, parsed(place)])
        }
  })

  it('is on one line where it can be', () => {
    const place = { file: 'a.yaml', pointer: '/flow/agent' }
    expect(locate(place)).toEqual({ line: 10, column: 16, endLine: 10, endColumn: 25 })
  })
})
