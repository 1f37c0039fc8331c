import { describe, expect, it } from 'vitest'
import { type Diagnostic, formatReport, plainStyle, type Report, reportFormats } from '#core/diagnostics'

const diagnostic = (rest: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'manifest/valid-value',
  severity: 'error',
  message: 'Wrong.',
  hint: 'Right it.',
  file: 'a.yaml',
  line: 2,
  column: 4,
  endLine: 2,
  endColumn: 7,
  pointer: '/spec/type',
  ...rest,
})
const definition = {
  code: 'manifest/valid-value',
  severity: 'error',
  summary: 'Values are valid.',
  rationale: 'They are read.',
  hint: 'Write valid ones.',
} as const
const summary = { files: 1, agents: 1, workflows: 0, errors: 1, warnings: 0, durationMs: 1 }

function print(format: string, diagnostics: readonly Diagnostic[], rest: Partial<Report> = {}): string {
  return formatReport(format, {
    output: { ok: false, summary, diagnostics },
    files: ['a.yaml'],
    lines: () => ['first', 'a: bcd'],
    failOn: 'error',
    definitions: [definition],
    explain: (code: string) => `# ${code}`,
    stale: [],
    repositoryPath: (file) => `fleet/${file}`,
    style: plainStyle,
    displayPath: (file) => file,
    version: '1.2.3',
    ...rest,
  })
}

/** Names with everything that could end a command, a string, an attribute or a line. */
const hostile =
  'a %0A::error::\r\n, b: <x a="1">]]>\u0000\u0007\u001b[31m\ufffe\ud800 \u202e[click](https://evil.example)'

describe.each(reportFormats.map(({ name }) => name))('the format %s', (name) => {
  it('gives the same bytes for the same report', () => {
    expect(print(name, [diagnostic()])).toBe(print(name, [diagnostic()]))
  })

  it('prints no control or direction character, whatever a message or a file name holds', () => {
    const text = print(name, [diagnostic({ message: hostile, hint: hostile, file: hostile })])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/)
  })
})

describe('github', () => {
  const command = /^::(error|warning|notice) ([^\n]*?)::([^\n]*)$/

  it('is one command for each finding', () => {
    expect(print('github', [diagnostic(), diagnostic({ severity: 'info' })])).toBe(
      [
        '::error file=fleet/a.yaml,line=2,endLine=2,col=4,endColumn=7,title=manifest/valid-value::Wrong.%0Ahint: Right it.',
        '::notice file=fleet/a.yaml,line=2,endLine=2,col=4,endColumn=7,title=manifest/valid-value::Wrong.%0Ahint: Right it.',
      ].join('\n'),
    )
  })

  it('can be given no command and no property by a message', () => {
    const text = print('github', [diagnostic({ message: hostile, file: hostile })])
    const [, , properties = '', message = ''] = command.exec(text) ?? []
    expect(properties.split(',').map((property) => property.split('=')[0])).toEqual([
      ...['file', 'line', 'endLine', 'col', 'endColumn', 'title'],
    ])
    expect(message).toMatch(/^a %250A::error::%5Cu\{d\}%0A|^a %250A::error::/)
  })
})

describe('gitlab', () => {
  it('gives equal findings different fingerprints', () => {
    const issues = JSON.parse(print('gitlab', [diagnostic(), diagnostic()])) as { fingerprint: string }[]
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2)
  })
})

describe('junit', () => {
  it('counts a warning as a failure only if it fails the check', () => {
    const warning = [diagnostic({ severity: 'warning' })]
    expect(print('junit', warning)).toContain('failures="0"')
    expect(print('junit', warning)).toContain('<system-out>')
    expect(print('junit', warning, { failOn: 'warning' })).toContain('failures="1"')
  })

  it('writes only characters that XML has', () => {
    const text = print('junit', [diagnostic({ message: hostile, file: hostile })])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u)
    expect(text).not.toContain('<x')
    expect(text).not.toContain(']]>')
  })
})

describe('sarif', () => {
  const parsed = (diagnostics: readonly Diagnostic[]) => JSON.parse(print('sarif', diagnostics)).runs[0]

  it('has what SARIF 2.1.0 requires', () => {
    const log = JSON.parse(print('sarif', [diagnostic()]))
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'ossa', version: '1.2.3' } } }] })
    expect(log.runs[0].tool.driver.rules).toEqual([
      expect.objectContaining({
        id: 'manifest/valid-value',
        shortDescription: { text: 'Values are valid.' },
        fullDescription: { text: 'They are read.' },
        defaultConfiguration: { level: 'error' },
      }),
    ])
    expect(log.runs[0].results).toEqual([
      expect.objectContaining({ ruleId: 'manifest/valid-value', ruleIndex: 0, level: 'error' }),
    ])
  })

  it('refers to files by relative addresses, also where names have spaces, colons and percent signs', () => {
    const [result] = parsed([diagnostic({ file: 'a b/c:d%e.yaml' })]).results
    expect(result.locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'fleet/a%20b/c%3Ad%25e.yaml',
      uriBaseId: '%SRCROOT%',
    })
  })

  it('names related places', () => {
    const related = [{ file: 'b.yaml', line: 3, column: 1, message: 'First here.' }]
    expect(parsed([diagnostic({ related })]).results[0].relatedLocations).toEqual([
      {
        id: 0,
        message: { text: 'First here.' },
        physicalLocation: {
          artifactLocation: { uri: 'fleet/b.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 1 },
        },
      },
    ])
  })

  it('makes no link of what a message quotes', () => {
    const [result] = parsed([diagnostic({ message: 'See [this](https://evil.example).', hint: '[0] is [x].' })]).results
    expect(result.message.text).toBe('See \\[this](https://evil.example). [0] is [x].')
  })
})
