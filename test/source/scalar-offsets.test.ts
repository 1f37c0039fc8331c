import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateFindings, parseSource, type SourceDocument } from '#core/source'

/** What is pointed at, for a part of the value at `/a`. */
function pointedAt(text: string, part: string, file = 'x.yaml'): string {
  const { a: value } = (parseSource(file, Buffer.from(text)).documents[0] as SourceDocument).value as { a: string }
  const start = value.lastIndexOf(part)
  if (start === -1) throw new Error(`${JSON.stringify(value)} has no ${part}`)
  const place = { file, pointer: '/a', span: { start, end: start + part.length } }
  const [found] = locateFindings([{ code: '', severity: 'info', message: '', hint: '', ...place }], () => text)
  const { line = 0, column = 0, endLine = 0, endColumn = 0 } = found ?? {}
  const lines = text.split('\n')
  if (line === endLine) return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1)
  const between = lines.slice(line, endLine - 1)
  return [
    (lines[line - 1] ?? '').slice(column - 1),
    ...between,
    (lines[endLine - 1] ?? '').slice(0, endColumn - 1),
  ].join('\n')
}

describe('a part of a text', () => {
  it.each([
    ['plain', 'a: x input.b y', 'input.b', 'input.b'],
    ['the last of two equal ones', 'a: b b b', 'b', 'b'],
    ['plain over two lines', 'a: one\n  two three', 'two', 'two'],
    ['plain, across the lines', 'a: one\n  two three', 'one two', 'one\n  two'],
    ['single quotes', "a: 'it''s input.b'", 'input.b', 'input.b'],
    ['single quotes, the quote itself', "a: 'it''s'", "'s", "''s"],
    ['double quotes', 'a: "say \\"hi\\" to input.b"', 'input.b', 'input.b'],
    ['double quotes, the escape itself', 'a: "say \\"hi\\""', '"hi"', '\\"hi\\"'],
    ['double quotes, code points', 'a: "\\u00e9 \\U0001F600 \\x41 input.b"', 'input.b', 'input.b'],
    ['double quotes over lines', 'a: "one\n\n  two \\\n  three"', 'three', 'three'],
    ['double quotes, after a blank line', 'a: "one\n\n  two \\\n  three"', 'two', 'two'],
    ['a literal block', 'a: |\n  one\n    two\n\n  input.b + 1\n', 'input.b', 'input.b'],
    ['a literal block with an indicator', 'a: |4-\n     one\n    input.b\nb: 1', 'input.b', 'input.b'],
    ['a literal block over lines', 'a: |\n  one +\n  two\n', 'one +\ntwo', 'one +\n  two'],
    ['a folded block', 'a: > # folded\n  one\n  two\n\n  three\n    four\n  input.b\n', 'input.b', 'input.b'],
    ['a folded block, across the fold', 'a: >-\n  one\n  two\n', 'one two', 'one\n  two'],
    ['JSON', '{"a": "say \\"hi\\" \\u0041 input.b"}', 'input.b', 'input.b'],
  ])('is found where it is written: %s', (...example) => {
    const [, text, part, written] = example
    expect(pointedAt(text, part, text.startsWith('{') ? 'x.json' : 'x.yaml')).toBe(written)
  })

  const words = fc.array(fc.constantFrom('a', 'bc', '"', "'", '\\', ' ', '\n', '\n\n', 'é', '😀', '  d', ':', '#'), {
    minLength: 1,
    maxLength: 8,
  })

  it('is found in every style that can hold it', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.constantFrom('double', 'literal', 'json'), (parts, position, style) => {
        const value = `x${parts.join('')}x`
        const quoted = JSON.stringify(value)
        const block = `a: |-\n${value
          .split('\n')
          .map((line) => (line === '' ? '' : `   ${line}`))
          .join('\n')}`
        const text = { double: `a: ${quoted}`, literal: block, json: `{"a": ${quoted}}` }[style]
        const file = style === 'json' ? 'x.json' : 'x.yaml'
        const part = [...value][position % [...value].length] ?? 'x'
        const found = pointedAt(text, part, file)
        if (part !== '\n') expect(style === 'literal' ? found : JSON.parse(`"${found}"`)).toBe(part)
      }),
    )
  })
})
