import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendPointer } from '#core/json'
import { lineFinder, printYamlDocuments } from '#core/source'
import { createLocator } from '../../src/core/source/locate.ts'
import { parseYamlFast } from '../../src/core/source/yaml-fast.ts'
import { parseYamlFully } from '../../src/core/source/yaml-full.ts'
import { lineAt } from '../../src/core/source/yaml-plain/places.ts'
import { readPlainYaml } from '../../src/core/source/yaml-plain/read-plain-yaml.ts'

const text = `# a comment
---
name: one # why
"quoted key": 'it''s' # so
escaped: "a \\"b\\" \\u00e9\\n"
url: https://example.com/#top
a key of words: 1.50
200:
  /orders/{id}: yes # no boolean in YAML 1.2
empty:
none: ~
numbers: [0, -1.5e3, 0o17, 0x1F, +2, .5]
flow: { agent: missing-1, list: [a b, "c, d", { x: 1 }], 'k':v, w: a:b, l: [], m: {} }
expression: \${{ input.a == "b" }}
literal: |
  first

    further in
  last

clipped: >-
  one
  two

  three
long: goes
  on - and
    on

  and on
kept: |+
  text

items:
- { agent: a, version: ^1 }
- plain text
- name: deep
  inner:
    - "quoted"
    - - of a list
      - again

    # a comment
- |
  text
---
second: document
`

const placesIn = (value: unknown, pointer = ''): string[] => [
  pointer,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => placesIn(child, appendPointer(pointer, key)))
    : []),
]

/** Fails unless the parser of all of YAML finds the same and no fault. */
function expectAgreement(content: string, documents = readPlainYaml(content)): void {
  if (documents === undefined) return
  const { values, findings } = parseYamlFully('a.yaml', content)
  const fast = parseYamlFast(content)
  // What leaves no doubt about the value is no fault.
  if (fast === undefined || findings.length === 0) expect(findings).toEqual([])
  const expected = findings.length === 0 ? values : fast
  expect([
    content,
    isDeepStrictEqual(
      documents.map(({ value }) => value),
      expected,
    ),
  ]).toEqual([content, true])
}

describe('plain YAML', () => {
  it('is read as by the parser of all of YAML', () => {
    const documents = readPlainYaml(text)
    expect(documents).toHaveLength(2)
    expectAgreement(text)
  })

  it('is read so wherever it is cut off', () => {
    for (let end = 0; end < text.length; end += 1) expectAgreement(text.slice(0, end))
  })

  it('has many items without a colon', () => {
    const items = Array.from({ length: 200_000 }, (_, index) => `item ${index}`)
    const [document] = readPlainYaml(`items:\n${items.map((item) => `- ${item}\n`).join('')}`) ?? []
    expect(document?.value).toEqual({ items })
  })

  it.each([
    ['a: &x 1', 'an anchor'],
    ['a: *x', 'an alias'],
    ['a: !!str 1', 'a tag'],
    ['? a\n: b', 'a key behind a question mark'],
    ['<<: { a: 1 }', 'a merge key'],
    ['1.0: a', 'a key that is no text'],
    ['a: 12345678901234567890', 'a number that JSON cannot hold'],
    ['a: .inf', 'infinity'],
    ['a:\tb', 'a tab'],
    ['a: 1\r\nb: 2', 'Windows line ends'],
    ['a: b: c', 'two keys on a line'],
    ['a: 1\na: 2', 'equal keys'],
    ['__proto__: 1', 'a name with a meaning of its own'],
    ['a: {{x}}', 'braces in braces'],
    ['a: {b, c}', 'keys without a value'],
    ['a: [b: c]', 'a pair in a list'],
    ['a: [1,\n  2]', 'brackets over several lines'],
    ['a: b # c\n  d', 'a text that goes on behind a comment'],
    ['a: b\n  # c\n  d', 'a text with a comment inside'],
    ['a: <<', 'what could be merged'],
    ['a: "b\n  c"', 'a quoted text that goes on'],
    ['a: "\\x41"', 'an escape that JSON lacks'],
    ['a: |2\n   b', 'an indentation that is said'],
    ['a: >\n  b\n    c', 'folded text with lines further in'],
    ['a: |\nb: 1', 'a text of no lines'],
    ['-\n  a: 1', 'a dash by itself'],
    ['a:\n  b: 1\n c: 2', 'an indentation between two'],
    ['a: 1\n  b: 2', 'an entry below a value'],
    ['a: 1\n- b', 'an item among entries'],
    ['- a\nb: 1', 'an entry among items'],
    ['%YAML 1.2\n---\na: 1', 'a directive'],
    ['a: 1\n...\n', 'the end of a document'],
    ['--- a: 1', 'content behind dashes'],
    ['a: 1\n---\n', 'an empty document'],
    ['', 'nothing'],
    ['text', 'a scalar alone'],
    ['[a]', 'a collection in brackets alone'],
    ['a: "b" c', 'something behind a quote'],
    ['a: \u0007', 'a character that YAML does not allow'],
    [`${'- '.repeat(300)}a`, 'too deep a nesting'],
    [`a: ${'['.repeat(60)}${']'.repeat(60)}`, 'too deep a nesting in brackets'],
  ])('is not %j: %s', (unusual) => {
    expect(readPlainYaml(unusual)).toBeUndefined()
  })

  it('knows where each thing stands', () => {
    const documents = readPlainYaml(text) ?? []
    for (const [document, { value, places }] of documents.entries())
      for (const pointer of [...placesIn(value), '/name/none', '/items/7', '/none']) {
        const place = { file: 'a.yaml', document, pointer }
        expect([place, lineAt(places, pointer) + 1]).toEqual([place, createLocator('a.yaml', text)(place).line])
      }
  })

  it('gives the line of what is nearest in a file of markdown', () => {
    const find = lineFinder('a.md', '---\na: 1\nb:\n  c: 2\n---\nprose')
    expect(['/b/c', '/b/d', '/e'].map((pointer) => find({ pointer }))).toEqual([4, 3, 2])
  })
})

// Lines that are mostly right, one below the other.
const key = fc.constantFrom(
  'a',
  'b',
  'name',
  'type',
  '"q"',
  "'s'",
  '200',
  'x y',
  'true',
  '1.0',
  '/p/{id}',
  'n',
  'é',
  '-x',
  '$ref',
)
const scalar = fc.oneof(
  fc.constantFrom(
    'text',
    'a b',
    '1',
    '-0',
    '1.5',
    'true',
    'no',
    '~',
    'null',
    '0x1f',
    '1_0',
    'a: b',
    'a:b',
    'a #b',
    'a# b',
    '"q"',
  ),
  fc.constantFrom(
    "'s'",
    '"a\\nb"',
    '"a\\',
    "'it''s'",
    '""',
    '.5',
    '.',
    '...',
    '---',
    '-',
    '- a',
    '-a',
    '$x',
    '${{ a }}',
    '@a',
    '*a',
  ),
  fc.constantFrom(
    '&a b',
    '!t x',
    '`',
    '<b',
    '%a',
    '|',
    '>-',
    '|+',
    '|2',
    '> # c',
    '[a, b]',
    '{ a: 1, b: [c] }',
    '{a: b}',
    '[a, ]',
    '[]',
    '[[a], {}]',
  ),
  fc.constantFrom(
    '{a}',
    '{ "a":1 }',
    "{'a': 'b'}",
    '[a: b]',
    '[-1, - a]',
    '{{x}}',
    '[a #b]',
    '[a, "b]',
    '[http://x, a:]',
    '<<',
    '=',
    '2001-01-01',
  ),
)
const indent = fc.constantFrom('', '', '  ', '  ', '    ', '      ', ' ')
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(indent, key, fc.constantFrom(':', ':', ':', ' :'), fc.option(scalar))
      .map(([i, k, c, v]) => `${i}${k}${c}${v === null ? '' : ` ${v}`}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        indent,
        fc.constantFrom('- ', '- ', '-   ', '- - '),
        fc.oneof(
          scalar,
          key.map((k) => `${k}:`),
          fc.tuple(key, scalar).map((pair) => pair.join(': ')),
        ),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.tuple(indent, scalar).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', '  ', '# c', '   # c', '---', '...', '-', 'a:   # c') },
)
const lines = fc
  .array(line, { minLength: 1, maxLength: 9 })
  .chain((all) => fc.constantFrom('\n', '').map((end) => all.join('\n') + end))

describe('any text that is taken for plain YAML', () => {
  it('is read as by the parser of all of YAML', () => {
    let plain = 0
    fc.assert(
      fc.property(lines, (content) => {
        const documents = readPlainYaml(content)
        if (documents !== undefined) plain += 1
        expectAgreement(content, documents)
      }),
      { numRuns: 3_000 },
    )
    // Else nothing was compared.
    expect(plain).toBeGreaterThan(150)
  })

  it('has everything on the line where that parser finds it', () => {
    fc.assert(
      fc.property(lines, (content) => {
        for (const [document, { value, places }] of (readPlainYaml(content) ?? []).entries())
          for (const pointer of [...placesIn(value), '/none', '/a/none']) {
            const place = { file: 'a.yaml', document, pointer }
            const found = createLocator('a.yaml', content)(place).line
            expect([content, pointer, lineAt(places, pointer) + 1]).toEqual([content, pointer, found])
          }
      }),
      { numRuns: 1_000 },
    )
  })

  it('is most of what we print', () => {
    const value = fc.letrec<{ node: unknown; map: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('text', 1, true, null, 'a\nb\n', '', '1', '- a', 'x: y'),
        fc.array(tie('node'), { maxLength: 3 }),
        tie('map'),
      ),
      map: fc.dictionary(fc.constantFrom('a', 'b', 'name', 'x y', '7', 'null'), tie('node'), {
        minKeys: 1,
        maxKeys: 4,
      }),
    })).map
    let plain = 0
    fc.assert(
      fc.property(value, (each) => {
        const printed = printYamlDocuments([each])
        const documents = readPlainYaml(printed)
        if (documents === undefined) return
        plain += 1
        expect(documents.map((document) => document.value)).toEqual([each])
      }),
      { numRuns: 300 },
    )
    expect(plain).toBeGreaterThan(100)
  })
})
