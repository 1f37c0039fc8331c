import { describe, expect, it } from 'vitest'
import {
  type Diagnostic,
  describeCounts,
  didYouMean,
  escapeControls,
  escapeHidden,
  formatDiagnostics,
  listCandidates,
  plainStyle,
  printJson,
} from '#core/diagnostics'

const diagnostic = (rest: Partial<Diagnostic>): Diagnostic => ({
  code: 'manifest/valid-value',
  severity: 'error',
  message: 'Wrong.',
  hint: 'Right it.',
  file: 'a.yaml',
  line: 1,
  column: 1,
  pointer: '',
  ...rest,
})
const format = (diagnostics: readonly Diagnostic[], text: string) =>
  formatDiagnostics(diagnostics, {
    style: plainStyle,
    lines: () => text.split('\n'),
    displayPath: (file) => `./${file}`,
  })

/** The line of a frame and the characters above its marks. */
function marked(text: string, place: Partial<Diagnostic>): string {
  const lines = format([diagnostic(place)], text).split('\n')
  const at = lines.findIndex((line) => /^ +│ +\^+$/.test(line))
  const marks = lines[at] ?? ''
  return (lines[at - 1] ?? '').slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)
}

describe('a code frame', () => {
  it('shows the place, the line before it, and what to do', () => {
    expect(format([diagnostic({ line: 2, column: 4, endLine: 2, endColumn: 7 })], 'first\na: bcd\nthird')).toBe(
      './a.yaml:2:4 error manifest/valid-value\n  Wrong.\n  1 │ first\n  2 │ a: bcd\n    │    ^^^\n  hint: Right it.\n',
    )
  })

  it.each([
    ['tabs', 'a:\t\tbcd', { column: 5, endColumn: 8 }, 'bcd'],
    ['a line far too long', `${'x'.repeat(5_000)}bcd${'y'.repeat(5_000)}`, { column: 5_001, endColumn: 5_004 }, 'bcd'],
    ['a line without an end of the range', 'abc', { column: 2 }, 'b'],
    ['the end of a line', 'abc', { column: 3, endColumn: 4 }, 'c'],
  ])('marks the place under %s', (...[, text, place, expected]) => {
    expect(marked(text, { endLine: 1, ...place })).toBe(expected)
  })

  // Columns of a terminal before the marks: wide characters take two, what combines takes none.
  it.each([
    ['wide characters', 'a: 漢字 bcd', 7, 8],
    ['emoji', 'a: 😀 bcd', 7, 6],
    ['accents that combine', 'a: e\u0301 bcd', 7, 5],
    ['characters that are escaped', 'a: \u001b bcd', 6, 'a: \\u{1b} '.length],
    ['emoji of several parts', 'a: 👩\u200d👧 bcd', 10, 'a: \\u{200d} '.length + 4],
  ])('puts its marks where a terminal shows the place, after %s', (...[, text, column, cells]) => {
    const lines = format([diagnostic({ column, endLine: 1, endColumn: column + 3 })], text).split('\n')
    expect(lines.find((line) => line.endsWith('^^^'))).toBe(`    │ ${' '.repeat(cells)}^^^`)
  })

  it('marks at least one character, whatever the range', () => {
    for (const place of [
      { column: 99, endColumn: 99 },
      { column: 1, endColumn: 1 },
      { column: 1, endLine: 9, endColumn: 1 },
    ])
      expect(format([diagnostic(place)], 'ab')).toMatch(/\^/)
  })

  it('is left out where there is no such line', () => {
    expect(format([diagnostic({ line: 9 })], 'ab')).toBe(
      './a.yaml:9:1 error manifest/valid-value\n  Wrong.\n  hint: Right it.\n',
    )
  })

  it('hides secrets in every frame, also of other findings', () => {
    const secret = diagnostic({ code: 'security/no-plaintext-secret', line: 1, column: 4, endLine: 1, endColumn: 10 })
    const text = format([secret, diagnostic({ line: 2 })], 'a: hunter\nb: 1')
    expect(text.match(/a: ••••••/g)).toHaveLength(2)
    expect(text).not.toContain('hunter')
  })

  it('shows nothing that a terminal would obey', () => {
    const evil = '\u001b[2Jx\u0007\u009b1m\u202eab\u200b'
    const text = format(
      [diagnostic({ file: `${evil}.yaml`, message: evil, hint: evil, column: 30 })],
      `a: ${evil}${evil}`,
    )
    for (const character of evil.replace(/[\w[]/g, '')) expect(text).not.toContain(character)
    expect(text).toContain('\\u{1b}')
  })
})

describe('escaped text', () => {
  it('keeps line breaks and tabs only where they are wanted', () => {
    expect(escapeControls('a\tb\nc\r')).toBe('a\tb\nc\\u{d}')
    expect(escapeControls('a\tb\nc', { oneLine: true })).toBe('a\\u{9}b\\u{a}c')
  })

  it('is the same value in JSON', () => {
    const value = { 'a\u202e': '\u001b\u007f\u0085\u2028😀"\\' }
    expect(JSON.parse(printJson(value))).toEqual(value)
    expect(JSON.parse(escapeHidden(JSON.stringify(value)))).toEqual(value)
    for (const character of '\u001b\u007f\u0085\u2028\u202e') expect(printJson(value)).not.toContain(character)
    expect(printJson(undefined)).toBe('null')
  })
})

describe('a suggestion', () => {
  const known = ['invoice-extractor', 'risk-scorer', 'ocr']
  it.each([
    ['invoice-extractr', 'invoice-extractor'],
    ['Risk-Scorer', 'risk-scorer'],
    ['orc', undefined],
    ['oc', 'ocr'],
    ['x', undefined],
    ['', undefined],
    ['something-else', undefined],
  ])('for %s is %s', (name, expected) => {
    expect(didYouMean(name, known)).toBe(expected)
  })

  it('or else a list of some', () => {
    expect(listCandidates('zzzzzz', known, 'agents')).toBe('Known agents: invoice-extractor, risk-scorer, ocr.')
    expect(listCandidates('ocs', known, 'agents')).toBe('Did you mean "ocr"?')
    expect(listCandidates('ocs', [], 'agents')).toBe('There are no agents to choose from.')
    const many = Array.from({ length: 20 }, (_, index) => `long-name-${index}`)
    expect(listCandidates('zz', many, 'agents')).toMatch(
      /^Known agents: (long-name-\d+, ){7}long-name-7 and 12 more\.$/,
    )
  })
})

describe('counts', () => {
  it('are said in words', () => {
    expect(describeCounts([])).toBe('no problems')
    expect(describeCounts([diagnostic({}), diagnostic({}), diagnostic({ severity: 'info' })])).toBe('2 errors, 1 note')
  })
})

describe('many diagnostics of one file', () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    diagnostic({ line: index + 1, severity: index === 9_999 ? 'error' : 'warning' }),
  )

  it('are shown up to a limit, errors first, and counted', () => {
    const shown = format([...many, diagnostic({ file: 'b.yaml' })], 'text')
    expect(shown.match(/^\.\/a\.yaml:\d+:1 warning/gm)).toHaveLength(99)
    expect(shown.match(/^\.\/a\.yaml:10000:1 error/gm)).toHaveLength(1)
    expect(shown).toContain('./b.yaml:1:1 error')
    expect(shown).toContain('./a.yaml has 9900 warnings more, not shown.')
  })
})
