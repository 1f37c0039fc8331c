import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSource, printYamlDocuments, startLineOf, yamlScalar } from '#core/source'

const parse = (text: string) => parseSource('file.yaml', Buffer.from(text)).documents.map(({ value }) => value)
// Lone surrogates cannot be written to a file, and `__proto__` is refused by the parser.
const text = fc.string({ unit: 'grapheme' })
const value = fc.jsonValue({ stringUnit: 'grapheme' }).filter((each) => !JSON.stringify(each).includes('__proto__'))

describe('printed YAML', () => {
  it('is read back as what it was', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (values) => {
        const read = parse(`${printYamlDocuments(values.map((each) => ({ value: each })))}\n`)
        expect(JSON.stringify(read)).toBe(JSON.stringify(values.map((each) => ({ value: each }))))
      }),
    )
  })

  it('shows characters that would be hidden', () => {
    expect(printYamlDocuments([{ 'a\u202eb': '\u001b[31m \u200b' }])).toBe('"a\\u202eb": "\\e[31m \\u200b"')
  })

  it('keeps a scalar on one line', () => {
    fc.assert(
      fc.property(text, (each) => {
        const scalar = yamlScalar(each)
        expect(scalar).not.toContain('\n')
        expect(parse(`key: ${scalar}`)).toEqual([{ key: each }])
      }),
    )
  })

  it.each(['yes', '0777', '1.0', 'null', '~', '', ' a', '- a', '#', '2024-01-01'])('quotes %j', (each) => {
    expect(yamlScalar(each)).toMatch(/^["']/)
  })
})

describe('the line on which a document starts', () => {
  it.each([
    ['apiVersion: ossa/v1\nkind: Agent\n', 1],
    ['\n# A comment.\n\n  \napiVersion: ossa/v1\n', 5],
    ['---\n# A comment.\napiVersion: ossa/v1\n', 3],
    ['%YAML 1.2\n---\r\napiVersion: ossa/v1\r\n', 3],
    ['{\n  "apiVersion": "ossa/v1"\n}\n', 1],
    ['\n  { "apiVersion": "ossa/v1" }', 2],
  ])('is seen without a parser: %j', (source, line) => {
    expect(startLineOf(source)).toBe(line)
  })

  it.each(['a: 1\n---\nb: 2\n', '--- { a: 1 }\n', '', '# only a comment\n', '---\n---\na: 1\n---\nb: 1'])(
    'is left to a parser: %j',
    (source) => {
      expect(startLineOf(source)).toBeUndefined()
    },
  )
})
