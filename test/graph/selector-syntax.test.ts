import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameMatcher, pathMatcher } from '../../src/core/graph/selector/match.ts'
import { parseSelector } from '../../src/core/graph/selector/parse.ts'
import { printSelector } from '../../src/core/graph/selector/print.ts'
import type { Pattern, Selector, Term } from '../../src/core/graph/selector/syntax.ts'

const parse = (text: string) => parseSelector({ text })

/** A selector without the places of its terms. */
function bare({ anyOf }: Selector) {
  return anyOf.map(({ allOf }) => allOf.map(({ places: _places, ...term }) => term))
}

const plain = { method: undefined, upstream: undefined, downstream: undefined, kinds: undefined }
const all = { depth: undefined }

describe('a selector', () => {
  it.each<[string, Partial<Term>[][]]>([
    ['clerk', [[{ value: [{ text: 'clerk' }] }]]],
    ['domain:billing', [[{ method: 'domain', value: [{ text: 'billing' }] }]]],
    ['id:domain:billing', [[{ method: 'id', value: [{ text: 'domain:billing' }] }]]],
    ['changed:git#main', [[{ method: 'changed', value: [{ text: 'git#main' }] }]]],
    ['*-judge', [[{ value: [{ wildcard: '*' }, { text: '-judge' }] }]]],
    [
      'file:a/**/?.yaml',
      [
        [
          {
            method: 'file',
            value: [{ text: 'a/' }, { wildcard: '**' }, { text: '/' }, { wildcard: '?' }, { text: '.yaml' }],
          },
        ],
      ],
    ],
    ['"a, b + c: *"', [[{ value: [{ text: 'a, b + c: *' }] }]]],
    [`'it"s' "a\\"b\\\\c"`, [[{ value: [{ text: 'it"s' }] }], [{ value: [{ text: 'a"b\\c' }] }]]],
    ['"my agent"*', [[{ value: [{ text: 'my agent' }, { wildcard: '*' }] }]]],
    ['+a', [[{ value: [{ text: 'a' }], upstream: all }]]],
    ['a+', [[{ value: [{ text: 'a' }], downstream: all }]]],
    ['+a+2', [[{ value: [{ text: 'a' }], upstream: all, downstream: { depth: 2 } }]]],
    ['2+a', [[{ value: [{ text: 'a' }], upstream: { depth: 2 } }]]],
    ['2+3', [[{ value: [{ text: '3' }], upstream: { depth: 2 } }]]],
    ['2', [[{ value: [{ text: '2' }] }]]],
    ['2+', [[{ value: [{ text: '2' }], downstream: all }]]],
    [
      '+a[dependsOn, feeds]+',
      [[{ value: [{ text: 'a' }], upstream: all, downstream: all, kinds: ['depends-on', 'feeds'] }]],
    ],
    ['a,b c', [[{ value: [{ text: 'a' }] }, { value: [{ text: 'b' }] }], [{ value: [{ text: 'c' }] }]]],
    ['  a ,\tb+ ', [[{ value: [{ text: 'a' }] }, { value: [{ text: 'b' }], downstream: all }]]],
    ['PUT_/orders/{id}@1.0.0#x', [[{ value: [{ text: 'PUT_/orders/{id}@1.0.0#x' }] }]]],
  ])('%s', (text, expected) => {
    expect(bare(parse(text))).toEqual(expected.map((terms) => terms.map((term) => ({ ...plain, ...term }))))
  })

  it.each([
    ['', 'The selector is empty.', '  \n  ^'],
    ['a b[', 'The bracket is never closed.', '  a b[\n     ^'],
    ['a]', 'There is no bracket to close here.', '  a]\n   ^'],
    ['a[feeds]', 'Kinds of edges say how far a `+` reaches, and there is none.', '  a[feeds]\n   ^^^^^^^'],
    ['a[]+', 'A kind of edge is missing.', '  a[]+\n    ^'],
    ['a,,b', 'This is not expected here.', '  a,,b\n    ^'],
    ['a,', 'Something is missing after this.', '  a,\n   ^'],
    ['+', 'Something is missing after this.', '  +\n  ^'],
    ['a+b', 'What follows a `+` must be a number, or nothing.', '  a+b\n    ^'],
    ['a++', 'This is not expected here.', '  a++\n    ^'],
    ['domain:', 'What `domain:` is to select is missing.', '  domain:\n        ^'],
    ['x ""', 'The name is empty.', '  x ""\n    ^'],
    ['"a b', 'The quotation mark is never closed.', '  "a b\n  ^'],
    ['日本 "', 'The quotation mark is never closed.', '  日本 "\n       ^'],
  ])('that is wrong is pointed at: %j', (text, message, frame) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'graph/selector',
        kind: 'usage',
        message: `${message}\n${frame}`,
        hint: expect.any(String),
      }),
    )
  })

  it('that is printed reads the same', () => {
    fc.assert(
      fc.property(selectors, (selector) => {
        expect(bare(parse(printSelector(selector)))).toEqual(bare(selector))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is read, or refused with its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1+,:*?[]"\'\\ -') }), (text) => {
        try {
          const printed = printSelector(parse(text))
          expect(printSelector(parse(printed))).toBe(printed)
        } catch (error) {
          expect(error).toMatchObject({ code: 'graph/selector', message: expect.stringContaining('^') })
        }
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('a pattern', () => {
  const pattern = (text: string): Pattern => parse(text).anyOf[0]?.allOf[0]?.value ?? []

  it.each([
    ['clerk', 'clerk', true],
    ['clerk', 'clerks', false],
    ['cl*k', 'clerk', true],
    ['cl?k', 'clerk', false],
    ['cl??k', 'clerk', true],
    ['*', '', true],
    ['a*b*c', 'a b b c', true],
    ['a*b*c', 'a c b', false],
    ['"*"', 'x', false],
    ['"*"', '*', true],
  ])('%s of names: %s', (written, name, expected) => {
    expect(nameMatcher(pattern(written))(name)).toBe(expected)
  })

  it.each([
    ['agents', 'agents/a.yaml', true],
    ['agents', 'agents-2/a.yaml', false],
    ['agents/*.yaml', 'agents/a.yaml', true],
    ['agents/*.yaml', 'agents/deep/a.yaml', false],
    ['agents/**.yaml', 'agents/deep/a.yaml', true],
    ['*', 'agents/a.yaml', true],
    ['*.yaml', 'agents/a.yaml', false],
  ])('%s of paths: %s', (written, path, expected) => {
    expect(pathMatcher(pattern(written))(path)).toBe(expected)
  })

  it('takes no longer than its length times that of the text', () => {
    const isMatch = nameMatcher(pattern(`${'*a'.repeat(50)}*b`))
    const start = performance.now()
    expect(isMatch('a'.repeat(20_000))).toBe(false)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

const text = fc.string({ minLength: 1, unit: fc.constantFrom(...'ab1 ,+:"\'[]*?\\é\t') })
const patterns = fc
  .array(
    fc.oneof(
      text.map((each) => ({ text: each })),
      fc.constantFrom('*', '**', '?').map((wildcard) => ({ wildcard })),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts as Pattern)
  // Texts that follow one another are one text, and stars one `**`.
  .filter((parts) =>
    parts.every((part, index) => {
      const before = parts[index - 1]
      if (before === undefined) return true
      if ('text' in part) return !('text' in before)
      return part.wildcard === '?' || !('wildcard' in before) || before.wildcard === '?'
    }),
  )
const reaches = fc.option(fc.record({ depth: fc.option(fc.nat(20), { nil: undefined }) }), { nil: undefined })
const kinds = fc.array(fc.constantFrom('feeds', 'depends-on', 'runs-agent'), { minLength: 1, maxLength: 3 })
const nowhere = { start: 0, end: 0 }
const terms = fc
  .record({
    method: fc.constantFrom(undefined, 'domain', 'file', 'changed', 'no-method'),
    value: patterns,
    upstream: reaches,
    downstream: reaches,
    kinds: fc.option(kinds, { nil: undefined }),
  })
  .map((term): Term => {
    const isFree = term.upstream === undefined && term.downstream === undefined
    const places = { term: nowhere, method: nowhere, value: nowhere, kinds: [] }
    return { ...term, kinds: isFree ? undefined : term.kinds, places }
  })
const selectors = fc
  .array(fc.array(terms, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((parts): Selector => ({ anyOf: parts.map((allOf) => ({ allOf })) }))
