import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const warned = (name: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker, tools: [{ mcp: files, name: read }] }\n`

async function severities(configuration: string, files: Record<string, string> = { 'a.yaml': warned('a') }) {
  const { diagnostics } = await compileMemory({ ...files, 'ossa.yaml': configuration })
  return diagnostics.map(({ file, severity, code }) => `${file} ${severity} ${code}`)
}
const code = 'references/mcp-server-declared'

describe('rules in ossa.yaml', () => {
  it.each([
    ['', 'warning'],
    [`rules: { severities: { ${code}: error } }`, 'error'],
    [`rules: { severities: { ${code}: info } }`, 'info'],
    ['rules: { severities: { references/*: error } }', 'error'],
    [`rules: { severities: { ${code}: info, references/*: error } }`, 'info'],
    [`rules: { severities: { ${code}: error }, overrides: [{ files: [b/], severities: { ${code}: off } }] }`, 'error'],
    [`rules: { severities: { ${code}: error }, overrides: [{ files: [a.*], severities: { ${code}: info } }] }`, 'info'],
  ])('%s', async (configuration, severity) => {
    expect(await severities(configuration)).toEqual([`a.yaml ${severity} ${code}`])
  })

  it('turn a rule off', async () => {
    expect(await severities(`rules: { severities: { ${code}: off } }`)).toEqual([])
  })

  it('turn a rule off in some files only', async () => {
    const configuration = `rules: { overrides: [{ files: [legacy/**], severities: { ${code}: 'off' } }] }`
    const files = { 'a.yaml': warned('a'), 'legacy/b.yaml': warned('b'), 'legacy/deep/c.yaml': warned('c') }
    expect(await severities(configuration, files)).toEqual([`a.yaml warning ${code}`])
  })

  it('let the last override decide', async () => {
    const override = (severity: string) => `{ files: ['*'], severities: { ${code}: ${severity} } }`
    const configuration = `rules: { overrides: [${override('error')}, ${override('info')}] }`
    expect(await severities(configuration)).toEqual([`a.yaml info ${code}`])
  })
})

describe('the preset strict', () => {
  const files = { 'a.yaml': warned('a_b').replace(/, tools:.*/, ' }') }

  it('has rules that recommended has not', async () => {
    expect(await severities('', files)).toEqual([])
    expect(await severities('rules: { preset: recommended }', files)).toEqual([])
    expect(await severities('rules: { preset: strict }', files)).toEqual([
      'a.yaml warning documentation/described',
      'a.yaml warning naming/kebab-case',
    ])
  })

  it('can be changed rule by rule', async () => {
    const configuration = 'rules: { preset: strict, severities: { documentation/*: off, naming/kebab-case: error } }'
    expect(await severities(configuration, files)).toEqual(['a.yaml error naming/kebab-case'])
    expect(await severities('rules: { severities: { naming/*: info } }', files)).toEqual([
      'a.yaml info naming/kebab-case',
    ])
  })
})

describe('faulty rules in ossa.yaml', () => {
  it.each([
    ['references/mcp-server-declard', 'Did you mean "references/mcp-server-declared"?'],
    ['reference/*', 'Did you mean "references/*"?'],
    ['source/valid-syntax', 'Nothing else could be relied on without it. Why: ossa spec explain source/valid-syntax'],
    ['source/*', undefined],
  ])('%s', async (name, hint) => {
    const { diagnostics } = await compileMemory({ 'ossa.yaml': `rules:\n  severities:\n    ${name}: off\n` })
    expect(diagnostics.map((each) => [each.code, each.line, each.hint])).toEqual(
      hint === undefined ? [] : [['workspace/valid-configuration', 3, hint]],
    )
  })

  it('are found in overrides, and where the form is wrong', async () => {
    const overrides = '[{ files: [a], severities: { no/such: off } }, { files: [], severities: {} }]'
    const { diagnostics } = await compileMemory({ 'ossa.yaml': `rules: { overrides: ${overrides} }` })
    expect(diagnostics.map(({ pointer }) => pointer)).toEqual([
      '/rules/overrides/0/severities/no~1such',
      '/rules/overrides/1/files',
    ])
    const { diagnostics: after } = await compileMemory({
      'ossa.yaml': 'rules: { overrides: [{ files: [a], severities: { no/such: off } }] }',
    })
    expect(after.map(({ pointer }) => pointer)).toEqual(['/rules/overrides/0/severities/no~1such'])
  })

  it('name the settings that a comparison has', async () => {
    for (const each of ['changes/version-bumped', 'changes/*']) {
      const { diagnostics } = await compileMemory({ 'ossa.yaml': `rules: { severities: { ${each}: warning } }` })
      expect(diagnostics).toMatchObject([
        { pointer: expect.stringContaining('changes'), hint: expect.stringContaining('prePush') },
      ])
    }
  })

  it('are kinds of change where the comparison has its settings', async () => {
    const { diagnostics, workspace } = await compileMemory({
      'ossa.yaml':
        'changes:\n  prePush: warning\n  levels:\n    changes/agent-removed: safe\n    changes/agent-remved: safe\n',
    })
    expect(diagnostics).toMatchObject([
      {
        code: 'workspace/valid-configuration',
        line: 5,
        column: 5,
        message: 'Unknown field "changes/agent-remved" in `changes.levels`.',
        hint: 'Did you mean "changes/agent-removed"?',
      },
    ])
    expect(workspace.configuration.changes).toEqual({
      prePush: 'warning',
      levels: { 'changes/agent-removed': 'safe' },
    })
  })

  it('do not turn off a misspelt setting by turning off its group', async () => {
    const { diagnostics } = await compileMemory({
      'ossa.yaml': 'rules: { severities: { source/*: off } }',
      'a.yaml': 'apiVersion: ossa/v1\nkind: Agent\nkind: Agent\n',
    })
    expect(diagnostics.map((each) => each.code)).toContain('source/unique-key')
  })
})
