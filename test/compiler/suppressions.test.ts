import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const code = 'references/mcp-server-declared'
const agent = (comment: string, tool = 'files') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec:\n  type: worker\n  tools:\n    ${comment}\n    - { mcp: ${tool}, name: read }\n`

async function found(text: string, file = 'a.yaml') {
  const { diagnostics } = await compileMemory({ [file]: text })
  return diagnostics.map((each) => `${each.line} ${each.severity} ${each.code}`)
}

describe('ossa-disable-next-line', () => {
  it('suppresses what is found on the next line', async () => {
    expect(await found(agent(`# ossa-disable-next-line ${code} -- started by the platform`))).toEqual([])
  })

  it('passes over blank lines and other comments', async () => {
    expect(await found(agent(`# ossa-disable-next-line ${code} -- because\n\n    # more`))).toEqual([])
  })

  it('takes several codes', async () => {
    const text = agent(
      `# ossa-disable-next-line ${code}, security/no-plaintext-secret -- a test`,
      'files, agent: nobody',
    )
    expect(await found(text)).toEqual(['7 warning suppression/used', '8 error references/tool-exists'])
  })

  it('works in the frontmatter of markdown', async () => {
    const text = `---\n${agent(`# ossa-disable-next-line ${code} -- because`)}---\nProse.\n`
    expect(await found(text, 'a.md')).toEqual([])
    expect(await found(text.replace(/#.*/, '#'), 'a.md')).toEqual([`9 warning ${code}`])
  })

  it('suppresses no other line and no other code', async () => {
    expect(await found(agent('# ossa-disable-next-line references/agent-exists -- because'))).toEqual([
      '7 warning suppression/used',
      `8 warning ${code}`,
    ])
  })

  it('holds for a rule that is turned off, too', async () => {
    const { diagnostics } = await compileMemory({
      'a.yaml': agent(`# ossa-disable-next-line ${code} -- because`),
      'ossa.yaml': `rules: { severities: { ${code}: off } }`,
    })
    expect(diagnostics).toEqual([])
  })
})

describe('a suppression is reported', () => {
  it.each([
    ['without a reason', `# ossa-disable-next-line ${code}`, ['7 error suppression/reason-given']],
    ['with an empty reason', `# ossa-disable-next-line ${code} --`, ['7 error suppression/reason-given']],
    [
      'with a misspelt code',
      `# ossa-disable-next-line ${code}x -- because`,
      ['7 error suppression/known-code', `8 warning ${code}`],
    ],
    ['without a code', '# ossa-disable-next-line -- why', ['7 error suppression/known-code', `8 warning ${code}`]],
    [
      'of a group',
      '# ossa-disable-next-line references/* -- why',
      ['7 error suppression/known-code', `8 warning ${code}`],
    ],
    ['that is misspelt', `# ossa-disable-line ${code} -- why`, ['7 error suppression/known-code', `8 warning ${code}`]],
    [
      'of what cannot be suppressed',
      '# ossa-disable-next-line source/valid-syntax -- why',
      ['7 error suppression/known-code', `8 warning ${code}`],
    ],
  ])('%s', async (...[, comment, expected]) => {
    expect(await found(agent(comment))).toEqual(expected)
  })

  it('that is the last line', async () => {
    expect(await found(`${agent('# nothing', 'x')}# ossa-disable-next-line ${code} -- why\n`)).toEqual([
      `8 warning ${code}`,
      '9 warning suppression/used',
    ])
  })

  it('not as unused where the file cannot be checked in full', async () => {
    const text = `${agent(`# ossa-disable-next-line ${code} -- why`, 'files')}  tools: {\n`
    expect((await found(text)).filter((each) => each.includes('suppression'))).toEqual([])
  })

  it('not where it stands in a string', async () => {
    expect(await found(agent(`# x`).replace('name: a,', 'name: a, description: "# ossa-disable-next-line",'))).toEqual([
      `8 warning ${code}`,
    ])
  })
})
