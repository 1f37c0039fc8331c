import { describe, expect, it } from 'vitest'
import { mayBeImported, readManifests } from '#core/manifest'
import { parseSource } from '#core/source'

function read(file: string, text: string) {
  const { manifests, findings, textFindings, isRecognised } = readManifests(parseSource(file, Buffer.from(text)))
  const [manifest] = manifests
  const said = [...textFindings, ...findings].map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`)
  const content = manifest?.kind === 'Agent' ? manifest.content : undefined
  return { dialect: manifest?.dialect, content, said, isRecognised, mayBe: mayBeImported(file, text) }
}

const markdown = (fields: string, prose = '\nYou review code.\n') => `---\n${fields}\n---\n${prose}`

describe('a subagent of Claude Code', () => {
  it('is an agent that is told the prose', () => {
    const text = markdown(
      'name: reviewer\ndescription: Reviews.\nmodel: sonnet\ncolor: blue\nversion: 1.2\ntools: Read, Grep',
    )
    const { dialect, content, said, mayBe } = read('plugins/x/agents/reviewer.md', text)
    expect([dialect, said, mayBe]).toEqual(['claude/subagent', [], true])
    expect(content).toEqual({
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: {
        name: 'reviewer',
        version: '1.2.0',
        description: 'Reviews.',
        annotations: { color: 'blue', version: '1.2' },
      },
      spec: {
        type: 'worker',
        tools: [{ name: 'Read' }, { name: 'Grep' }],
        runtime: { llm: { model: 'sonnet' } },
        instructions: 'You review code.',
      },
    })
  })

  it.each([
    ['Read, Bash(git add, git commit), Read', [{ name: 'Read' }, { name: 'Bash' }], undefined],
    ['[Read, "Bash(git *)"]', [{ name: 'Read' }, { name: 'Bash' }], undefined],
    ['"*"', undefined, undefined],
    ['[]', undefined, undefined],
    ['mcp__files__read_file', [{ mcp: 'files', name: 'read_file' }], undefined],
    ['mcp__my_files__read__all', [{ mcp: 'my_files', name: 'read__all' }], undefined],
    ['mcp__files, mcp__notes__*', undefined, { files: {}, notes: {} }],
    ['Agent(helper, plugin:tester, Explore)', [{ name: 'Agent' }, { agent: 'helper' }, { agent: 'tester' }], undefined],
  ])('may use the tools %s', (written, tools, mcpServers) => {
    const { content, said } = read('agents/a.md', markdown(`name: a\ndescription: b\ntools: ${written}`))
    expect([content?.spec.tools, content?.spec.mcpServers, said]).toEqual([tools, mcpServers, []])
  })

  it('may bring MCP servers along', () => {
    const servers = 'mcpServers:\n  - github\n  - files: { command: npx, args: [-y, files], env: { A: 1 } }'
    const { content } = read('agents/a.md', markdown(`name: a\ndescription: b\n${servers}`))
    expect(content?.spec.mcpServers).toEqual({
      github: {},
      files: { command: 'npx', args: ['-y', 'files'], env: { A: '1' } },
    })
  })

  it('of no model of its own has none', () => {
    const { content } = read('agents/a.md', markdown('name: a\ndescription: b\nmodel: inherit', ''))
    expect(content?.spec).toEqual({ type: 'worker' })
  })

  it('that asks for no permission is autonomous', () => {
    const { content } = read('agents/a.md', markdown('name: a\ndescription: b\npermissionMode: bypassPermissions', ''))
    expect(content?.spec.autonomy).toEqual({ level: 'autonomous' })
  })

  it.each([
    ['name: a', 'error manifest/required-field '],
    ['description: a', 'error manifest/required-field '],
    ['name: [a]\ndescription: b', 'warning manifest/valid-value /name'],
  ])('in .claude/agents that Claude Code would not load is reported: %s', (fields, expected) => {
    const { said, isRecognised, mayBe } = read('.claude/agents/a.md', markdown(fields))
    expect([said, isRecognised, mayBe]).toEqual([[expected], true, true])
  })

  it.each([
    ['a skill', 'skills/x/SKILL.md', 'name: x\ndescription: y\nmodel: sonnet'],
    ['a page of a skill', 'skills/x/references/a.md', 'name: x\ndescription: y\nmodel: sonnet'],
    ['a command', '.claude/commands/x.md', 'name: x\ndescription: y\nmodel: sonnet'],
    ['a page of a website', 'content/about.md', 'name: x\ndescription: y\nlayout: page'],
    ['a page with a name', 'content/about.md', 'title: x\nname: y'],
  ])('is not %s', (_what, file, fields) => {
    expect(read(file, markdown(fields))).toMatchObject({ dialect: undefined, isRecognised: false })
  })

  it('is told from other markdown outside of its folder by fields of its own', () => {
    const fields = 'name: x\ndescription: y'
    expect(read('x.md', markdown(`${fields}\ntools: Read`)).dialect).toBe('claude/subagent')
    expect(read('x.md', markdown(fields)).dialect).toBeUndefined()
  })

  it('is not sought in markdown without frontmatter, nor in what follows it', () => {
    const prose = 'name: a\ndescription: b\ntools: c\n'
    expect(['.claude/agents/a.md', 'a.md'].map((file) => mayBeImported(file, prose))).toEqual([false, false])
    expect(mayBeImported('a.md', `---\ntitle: x\n---\n${prose}`)).toBe(false)
  })
})

describe('a custom agent of GitHub Copilot', () => {
  it('is an agent, with what it may use', () => {
    const fields = `name: SE Architect
description: Reviews designs.
model: ['GPT-5', 'Claude Sonnet 4.5']
user-invocable: false
tools: ['search/codebase', 'edit', 'context7/*', 'github/get_issue']
agents: [helper, '*']
handoffs:
  - { label: Go, agent: implementer, prompt: Do it. }
  - { label: Back, agent: agent }
mcp-servers:
  context7: { type: http, url: 'https://mcp.context7.com/mcp', tools: [get-docs] }
  all: { type: local, command: npx, tools: ['*'] }`
    const { dialect, content, said } = read('.github/agents/architect.agent.md', markdown(fields))
    expect([dialect, said]).toEqual(['github/agent', []])
    expect(content?.metadata).toEqual({
      name: 'SE Architect',
      version: '0.0.0',
      description: 'Reviews designs.',
      annotations: { 'user-invocable': 'false', otherModels: 'Claude Sonnet 4.5' },
    })
    expect(content?.spec).toEqual({
      type: 'worker',
      tools: [
        { name: 'search/codebase' },
        { name: 'edit' },
        { mcp: 'github', name: 'get_issue' },
        { agent: 'helper' },
        { agent: 'implementer' },
      ],
      mcpServers: {
        context7: { url: 'https://mcp.context7.com/mcp', tools: ['get-docs'] },
        all: { command: 'npx' },
      },
      runtime: { llm: { model: 'GPT-5' } },
      instructions: 'You review code.',
    })
  })

  it.each(['agents/code-reviewer.agent.md', '.github/agents/code-reviewer.md', 'x/code-reviewer.chatmode.md'])(
    'is named after its file where it has no other name: %s',
    (file) => {
      const { dialect, content } = read(file, markdown("description: Reviews.\ntools: 'read, edit'"))
      expect([dialect, content?.metadata.name, content?.spec.tools]).toEqual([
        'github/agent',
        'code-reviewer',
        [{ name: 'read' }, { name: 'edit' }],
      ])
    },
  )

  it('is not what has only its name', () => {
    expect(read('notes.agent.md', markdown('title: Notes')).isRecognised).toBe(false)
    expect(read('notes.agent.md', '# Notes\n').isRecognised).toBe(false)
  })
})

describe('frontmatter that is no YAML', () => {
  it('is read as the tools for agents do, with a warning', () => {
    const fields =
      'name: a\ndescription: Use this: when done. Say "yes: no".\nmodel: opus\ntools:\n\t- Read\n\t- "Write"'
    const { content, said } = read('agents/a.md', markdown(fields))
    expect(content?.metadata.description).toBe('Use this: when done. Say "yes: no".')
    expect([content?.spec.tools, content?.spec.runtime]).toEqual([
      [{ name: 'Read' }, { name: 'Write' }],
      { llm: { model: 'opus' } },
    ])
    expect(said).toEqual(['warning source/strict-frontmatter /description', 'warning source/strict-frontmatter /tools'])
  })

  it('may go on in the next lines', () => {
    const { content } = read(
      'agents/a.md',
      markdown('name: a\ndescription: One: two\nand three\n\n  <example>four</example>'),
    )
    expect(content?.metadata.description).toBe('One: two and three <example>four</example>')
  })

  it('is an error in a manifest of ours', () => {
    const text = markdown('apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\ndescription: a: b')
    expect(read('agents/a.md', text).said).toEqual(['error source/valid-syntax '])
  })

  it('that is never closed is an error, if it is of an agent', () => {
    const { said, isRecognised } = read('agents/a.md', '---\nname: a\ndescription: b\ntools: Read\n\nYou are.\n')
    expect([said, isRecognised]).toEqual([['error source/valid-syntax '], true])
    expect(read('agents/a.md', '---\n\nname: a\ndescription: b\n').isRecognised).toBe(false)
  })

  it('gives no field of the prototype away', () => {
    const { content } = read(
      'agents/a.md',
      markdown('name: a\ndescription: b: c\n__proto__: { x: 1 }\nmcpServers: { __proto__: { command: x } }'),
    )
    expect(Object.keys(content?.spec.mcpServers ?? {})).toEqual(['__proto__'])
    expect(({} as { command?: string }).command).toBeUndefined()
  })
})
