import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#core/json'
import { linesOf, locateFindings, parseSource, sourceDiagnostics } from '#core/source'
import { parseJsonFast, parseJsonFully } from '../../src/core/source/json-text.ts'
import { parseYamlFast } from '../../src/core/source/yaml-fast.ts'
import { parseYamlFully } from '../../src/core/source/yaml-full.ts'

// Pieces that make up YAML, so that most texts are nearly right.
const scalars = [
  'a',
  'b',
  '1',
  '-2.5',
  '1e3',
  '0x1f',
  '0o7',
  '017',
  '1_0',
  '.inf',
  '+.Inf',
  '.nan',
  '~',
  'null',
  'true',
  'No',
]
const quoted = [
  '"a\\n"',
  "'it''s'",
  '"\\u00e9"',
  '"😀"',
  '"__proto__"',
  "''",
  '"<<"',
  '2001-01-01',
  '=',
  '@x',
  '`',
  '%',
]
const marks = [
  '- ',
  ': ',
  '? ',
  ', ',
  '[',
  ']',
  '{ ',
  ' }',
  '&a ',
  '*a',
  '*a ',
  '<<: ',
  '!!str ',
  '!!int ',
  '!x ',
  '# c',
  '| ',
  '>- ',
]
const lines = [
  '\n',
  '\n  ',
  '\n    ',
  '\r\n',
  '\n---\n',
  '\n...\n',
  '\n- ',
  '\na: ',
  '\n  b: ',
  '\t',
  ' ',
  '\n\n',
  '{{x}}',
  '${{ a }}',
  ' ? ',
  '\n/a/{x}: ',
  '\n  /{y}:',
  '\n  /[b]:\n',
  '\n# {{x}}: 1',
  '\n  # [y]: {',
]
const piece = fc.constantFrom(...scalars, ...quoted, ...marks, ...lines)
const yamlText = fc.oneof(
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc
    .array(fc.tuple(fc.constantFrom('a: ', 'b: ', '- ', '  c: ', '  - ', '? '), piece, piece), { maxLength: 5 })
    .map((rows) => rows.map((row) => row.join('')).join('\n')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

const jsonPiece = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"b"',
  '"__proto__"',
  '1',
  '-0',
  '1e400',
  '1e5',
  'true',
  'null',
  ' ',
  '\n',
  '"\\u0061"',
  '//',
  '12345678901234567890',
)
const jsonText = fc.oneof(
  fc.array(jsonPiece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.json({ maxDepth: 3 }),
)

describe('the fast and the full reader', () => {
  it('agree on paths as keys, which the fast one reads', () => {
    const text = 'paths:\n  /a/{x}: { get: 1 }\n  /a/{x}/[y]:\n    get: 2\n'
    expect(parseYamlFast(text)).toEqual(parseYamlFully('file.yaml', text).values)
    expect(parseYamlFast('{\n  /a/{x}: 1\n}')).toBeUndefined()
    expect(parseYamlFast('a: {{b}}: 1')).toBeUndefined()
  })

  it('agree on the values of every YAML text that the fast one accepts', () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        const fast = parseYamlFast(text)
        if (fast === undefined) return
        const { values, findings } = parseYamlFully('file.yaml', text)
        // The fast reader lets some faults pass that leave no doubt about the value, such as a comment right after a quote.
        if (findings.length > 0) return
        // A text without content is no document to one, and an empty document to the other.
        const [read, expected] = [values, fast].map((all) => (all.length === 0 ? [null] : all))
        expect(isDeepStrictEqual(read, expected)).toBe(true)
      }),
      { numRuns: 1_500 },
    )
  })

  it('agree on the value of every JSON text that the fast one accepts', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const fast = parseJsonFast(text)
        if (fast === undefined) return
        const { value, findings } = parseJsonFully('file.json', text)
        expect(findings).toEqual([])
        expect(JSON.stringify(value)).toBe(JSON.stringify(fast.value))
      }),
      { numRuns: 400 },
    )
  })
})

/** That a position is inside the text. */
function expectInside(text: string, position: { line: number; column: number; endLine?: number; endColumn?: number }) {
  const { line, column, endLine = line, endColumn = column } = position
  const all = linesOf(text)
  expect([line, endLine].every((each) => each >= 1 && each <= all.length)).toBe(true)
  // One past the last character: where something is missing, or where a range ends.
  expect(column).toBeGreaterThanOrEqual(1)
  expect(column).toBeLessThanOrEqual((all[line - 1] ?? '').length + 2)
  expect(endColumn).toBeLessThanOrEqual((all[endLine - 1] ?? '').length + 2)
  expect(line < endLine || column < endColumn).toBe(true)
}

describe('what is wrong with a text', () => {
  it.each(['file.yaml', 'file.json', 'file.md'])('stands inside %s, and is said of any text', (file) => {
    const text =
      file === 'file.json' ? jsonText : file === 'file.md' ? yamlText.map((each) => `---\n${each}\n---\n`) : yamlText
    fc.assert(
      fc.property(text, (content) => {
        const { findings, documents } = parseSource(file, Buffer.from(content))
        for (const diagnostic of locateFindings(findings, () => content)) expectInside(content, diagnostic)
        for (const { value } of findings.length === 0 ? documents : [])
          expect(canonicalJson(JSON.parse(JSON.stringify([value])))).toBe(canonicalJson([value]))
      }),
      { numRuns: 300 },
    )
  })

  it('can be located by any pointer, even one that leads nowhere', () => {
    const pointer = fc.array(fc.constantFrom('a', 'b', 'c', '0', '1', '', '__proto__', 'x y'), { maxLength: 4 })
    fc.assert(
      fc.property(yamlText, pointer, fc.constantFrom('file.yaml', 'file.json'), (content, path, file) => {
        const place = { file, pointer: path.map((key) => `/${key}`).join(''), span: { start: 1, end: 3 } }
        const finding = sourceDiagnostics.syntax({ ...place, message: 'Wrong.' })
        for (const diagnostic of locateFindings([finding], () => content)) expectInside(content, diagnostic)
      }),
      { numRuns: 300 },
    )
  })
})
