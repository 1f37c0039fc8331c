import { describe, expect, it } from 'vitest'
import { diffMemory, told } from './diff-memory.ts'

const agent = (spec: string, { name = 'clerk', version = '1.0.0' } = {}) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: ${version} }\nspec: { type: worker, ${spec} }\n`
const capability = (more: string) => `capabilities: [{ name: file${more} }]`
const one = (spec: string) => ({ 'agent.yaml': agent(spec) })

describe('an agent', () => {
  it.each([
    [
      'has a capability more',
      capability(''),
      'capabilities: [{ name: file }, { name: sort }]',
      'safe capability-added | capability sort',
    ],
    [
      'has a capability less',
      'capabilities: [{ name: file }, { name: sort }]',
      capability(''),
      'breaking capability-removed | capability sort',
    ],
    [
      'takes less',
      capability(', input: { type: [string, "null"] }'),
      capability(', input: { type: string }'),
      'breaking request-type-narrowed | capability file | input',
    ],
    [
      'takes more',
      capability(', input: { type: string }'),
      capability(', input: { type: [string, "null"] }'),
      'safe request-widened | capability file | input',
    ],
    [
      'gives more',
      capability(', output: { type: string }'),
      capability(', output: { type: [string, "null"] }'),
      'breaking response-type-widened | capability file | output',
    ],
    [
      'says what it takes',
      capability(''),
      capability(', input: { type: string }'),
      'risky input-described | capability file | input',
    ],
    [
      'does not say what it gives',
      capability(', output: { type: string }'),
      capability(''),
      'risky output-undescribed | capability file | output',
    ],
    ['lacks a protocol', 'protocols: [rest, mcp]', 'protocols: [mcp]', 'breaking protocol-removed | protocols'],
    ['leaves a domain', 'domains: [a, b]', 'domains: [b]', 'risky domain-removed | domains'],
    [
      'is reached elsewhere',
      'runtime: { http: { baseUrl: https://a.example } }',
      'runtime: { http: { baseUrl: https://b.example } }',
      'risky runtime-changed | runtime',
    ],
    [
      'has more time',
      'runtime: { http: { timeout: 1s } }',
      'runtime: { http: { timeout: 2s } }',
      'safe details-changed | runtime',
    ],
    [
      'is reached in another way',
      'runtime: { http: {} }',
      'runtime: { command: { run: [a] } }',
      'risky runtime-changed | runtime',
    ],
    [
      'needs another agent',
      'files: []',
      'files: [], dependsOn: [{ agent: other }]',
      'risky dependency-added | dependsOn',
    ],
    [
      'may use another agent',
      'files: []',
      'files: [], dependsOn: [{ agent: other, optional: true }]',
      'safe details-changed | dependsOn',
    ],
    [
      'needs newer versions only',
      'dependsOn: [{ agent: other, version: ">=1" }]',
      'dependsOn: [{ agent: other, version: ^1.2 }]',
      'risky dependency-narrowed | dependsOn',
    ],
    [
      'is content with more versions',
      'dependsOn: [{ agent: other, version: ^1.2 }]',
      'dependsOn: [{ agent: other, version: ">=1" }]',
      'safe details-changed | dependsOn',
    ],
    [
      'has a tool more',
      'tools: [{ mcp: files, name: read }]',
      'tools: [{ mcp: files, name: read }, { mcp: files, name: write }]',
      'safe tool-added | tools',
    ],
    [
      'is watched less',
      'autonomy: { level: supervised, humanOversight: approval }',
      'autonomy: { level: supervised, humanOversight: notification }',
      'risky autonomy-raised | autonomy',
    ],
    [
      'is watched more',
      'autonomy: { level: autonomous }',
      'autonomy: { level: manual }',
      'safe details-changed | autonomy',
    ],
    ['is told something else', 'instructions: a', 'instructions: b', 'safe details-changed | instructions'],
  ])('%s', async (_what, ...[previous, present, change]) => {
    expect(await told(one(previous), one(present))).toEqual([change])
  })

  it('is known by its name in another file, and in another dialect', async () => {
    const old = { 'old.yaml': 'ossa: 0.1.8\nagent: { name: clerk, version: 1.0.0 }\ncapabilities: [file]\n' }
    expect(await told(old, { 'agents/new.yaml': agent(capability('')) })).toEqual([])
    expect(await told(old, { 'agents/new.yaml': agent('capabilities: [{ name: sort }]') })).toEqual([
      'breaking capability-removed | capability file',
      'safe capability-added | capability sort',
    ])
  })

  it('stands beside its older version, which stays as it is', async () => {
    const old = { 'v1.yaml': agent(capability('')) }
    const both = { ...old, 'v2.yaml': agent('capabilities: [{ name: sort }]', { version: '2.0.0' }) }
    expect(await told(old, both)).toEqual(['safe agent-added'])
    expect(await told(both, old)).toEqual(['breaking agent-removed'])
  })

  it('that only moves to another line, or is described in other words, needs no version', async () => {
    const described = one(capability(', description: Files letters.'))
    const { documents, changes, diagnostics } = await diffMemory(one(capability('')), described)
    expect(changes.map(({ code }) => code)).toEqual(['changes/documentation'])
    expect([documents[0]?.bump, diagnostics]).toEqual(['none', []])
    expect((await diffMemory(one(''), { 'agent.yaml': `# a comment\n${agent('')}` })).documents).toEqual([])
  })
})

describe('a schema of several agents', () => {
  const agents = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `agents/a${index}.yaml`,
      agent(capability(', output: { $ref: ../label.json }'), { name: `a${index}`, version: '2.0.0' }),
    ]),
  )
  const before = { 'label.json': '{ "type": "string", "maxLength": 5 }', ...agents }
  const after = { ...before, 'label.json': '{ "type": "string", "maxLength": 6 }' }

  it('has one change with many places, and each agent answers for it', async () => {
    const { documents, changes, diagnostics } = await diffMemory(before, after)
    expect([changes.length, changes[0]?.places.length, documents.length, diagnostics.length]).toEqual([1, 30, 30, 30])
    expect(changes[0]).toMatchObject({ level: 'breaking', witness: { value: 'aaaaaa' } })
    expect(new Set(changes[0]?.places.map(({ file, line, column }) => `${file}:${line}:${column}`))).toEqual(
      new Set(['label.json:1:21']),
    )
  })
})

describe('the settings', () => {
  const previous = one('protocols: [rest, mcp]')
  const present = one('protocols: [mcp]')
  const configured = (changes: string) => ({ ...present, 'ossa.yaml': `changes: ${changes}\n` })

  it('say what is an error', async () => {
    expect((await diffMemory(previous, present)).diagnostics.map(({ severity }) => severity)).toEqual(['error'])
    expect(
      (await diffMemory(previous, configured('{ failOn: [] }'))).diagnostics.map(({ severity }) => severity),
    ).toEqual(['warning'])
    expect((await diffMemory(previous, configured('{ unversioned: [agent.yaml] }'))).diagnostics).toEqual([])
  })

  it('say how much a kind of change matters', async () => {
    const { changes, documents } = await diffMemory(
      previous,
      configured('{ levels: { changes/protocol-removed: safe } }'),
    )
    expect([changes[0]?.level, documents[0]?.needs]).toEqual(['safe', '1.0.1'])
  })

  it('name kinds that exist', async () => {
    const { diagnostics } = await diffMemory(previous, configured('{ levels: { changes/protocol-remove: safe } }'))
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual([
      'workspace/valid-configuration',
      'Did you mean "changes/protocol-removed"?',
    ])
  })
})

describe('a file that cannot be read', () => {
  const broken = { 'agent.yaml': agent('').replace('}\n', '\n') }

  it('is an error if it is new, hides nothing else, and is not gone', async () => {
    const others = (version: string) => ({ 'b.yaml': agent('protocols: [rest]', { name: 'b', version }) })
    const { changes, diagnostics } = await diffMemory(
      { ...one(''), ...others('1.0.0') },
      { ...broken, 'b.yaml': agent('', { name: 'b', version: '2.0.0' }) },
    )
    expect(changes.map(({ code }) => code)).toEqual(['changes/protocol-removed'])
    expect(diagnostics.map(({ file, severity }) => [file, severity])).toEqual([['agent.yaml', 'error']])
  })

  it('is a warning if it was before', async () => {
    const { diagnostics } = await diffMemory(broken, one(''))
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['changes/comparable', 'warning']])
  })

  it('is not told of if it has not changed', async () => {
    expect(await diffMemory(broken, { ...broken })).toMatchObject({ changes: [], diagnostics: [] })
  })
})
