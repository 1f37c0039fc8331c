import { describe, expect, it } from 'vitest'
import { type Diagnostic, fingerprintsOf } from '#core/diagnostics'

const text = ['spec:', '  type: wrong', '  tools:', '    - mcp: files', '    - mcp: files']
const at = (line: number, rest: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'manifest/valid-value',
  severity: 'error',
  message: 'The value "wrong" is wrong.',
  file: 'a.yaml',
  line,
  column: 3,
  endLine: line,
  endColumn: 100,
  pointer: '/spec/tools/0/mcp',
  ...rest,
})
const fingerprint = (diagnostic: Diagnostic, lines = text) => fingerprintsOf([diagnostic], () => lines)[0]

describe('a fingerprint', () => {
  it('stays when lines are added before, and when the place in a list changes', () => {
    const moved = ['# more', '# more', ...text]
    expect(fingerprint(at(6, { pointer: '/spec/tools/3/mcp' }), moved)).toBe(fingerprint(at(4)))
  })

  it('stays when the wording, the hint or the severity changes', () => {
    const reworded = at(4, { message: '"wrong" is no value.', hint: 'New.', severity: 'info' })
    expect(fingerprint(reworded)).toBe(fingerprint(at(4)))
  })

  it('stays when white space changes', () => {
    const spaced = text.map((line) => line.replace('mcp: ', 'mcp:    '))
    expect(fingerprint(at(4), spaced)).toBe(fingerprint(at(4)))
  })

  it.each([
    ['the code', { code: 'manifest/known-field' }],
    ['the file', { file: 'b.yaml' }],
    ['the place', { pointer: '/spec/tools/0/name' }],
    ['a name in the message', { message: 'The value "worse" is wrong.' }],
  ])('changes with %s', (...[, rest]) => {
    expect(fingerprint(at(4, rest))).not.toBe(fingerprint(at(4)))
  })

  it('tells equal findings apart by counting them', () => {
    const [first, second] = fingerprintsOf([at(4), at(5)], () => text)
    expect(first).toBe(fingerprint(at(4)))
    expect(second).not.toBe(first)
  })

  it('does not follow from a secret', () => {
    const secret = { code: 'security/no-plaintext-secret', message: 'There is a password in plain text.' }
    const other = text.map((line) => line.replace('files', 'hunter2'))
    expect(fingerprint(at(4, secret), other)).toBe(fingerprint(at(4, secret)))
  })
})
