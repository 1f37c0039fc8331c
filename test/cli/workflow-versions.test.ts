import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { validateInstance } from '#core/schema'
import { packageRoot, runOssa } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa versions ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const ossa = (...args: string[]) => runOssa(args, { cwd })

function write(version: string, text: string): void {
  const manifest = (kind: string, spec: object) => ({
    apiVersion: 'ossa/v1',
    kind,
    metadata: { name: kind === 'Agent' ? 'echo' : 'loop', version },
    spec,
  })
  const agent = { type: 'worker', runtime: { command: { run: ['cat'] } }, capabilities: [{ name: 'say' }] }
  const task = { agent: 'echo', capability: 'say', input: { text } }
  const documents = [manifest('Agent', agent), manifest('Workflow', { tasks: { say: task } })]
  writeFileSync(path.join(cwd, 'loop.yaml'), documents.map((each) => JSON.stringify(each)).join('\n---\n'))
}

async function versions(...args: string[]) {
  const { exitCode, stdout, stderr } = await ossa('workflow', ...args, '--json')
  expect([exitCode, stderr]).toEqual([0, ''])
  const schema = readFileSync(path.join(packageRoot, 'schemas/output/workflow.schema.json'), 'utf8')
  const value = JSON.parse(stdout) as { workflows: { version: string; status: string; hash: string }[] }
  expect(await validateInstance(JSON.parse(schema), value)).toEqual([])
  return value.workflows
}

const stand = async () => (await versions('list')).map(({ version, status }) => `${version} ${status}`)

describe('a version of a workflow', () => {
  it('is a draft that is run, is published, stays as it is, and is deprecated', async () => {
    expect((await ossa('workflow', 'list')).stdout).toBe('There are no workflows.\n')
    write('1.0.0', 'one')
    const draft = await ossa('run', 'workflow', 'loop.yaml')
    expect([draft.exitCode, draft.stderr]).toEqual([0, expect.not.stringContaining('warning')])
    expect(await stand()).toEqual(['1.0.0 draft'])

    const [first] = await versions('publish', 'loop.yaml')
    expect(first?.status).toBe('published')
    expect(await versions('publish', 'loop.yaml')).toEqual([first])
    expect((await ossa('run', 'workflow', 'loop.yaml')).stderr).not.toContain('warning')

    write('1.0.0', 'two')
    const refused = await ossa('workflow', 'publish', 'loop.yaml')
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/loop@1.0.0 was published with another content[\s\S]*Raise metadata.version/),
    ])
    const changed = await ossa('run', 'workflow', 'loop.yaml')
    expect([changed.exitCode, changed.stderr]).toEqual([0, expect.stringContaining('this one runs as a draft')])

    write('2.0.0', 'two')
    await versions('publish', 'loop.yaml')
    const deprecated = await ossa('workflow', 'deprecate', 'loop@2.0.0')
    expect([deprecated.exitCode, deprecated.stdout]).toEqual([0, expect.stringMatching(/^loop +2.0.0 +deprecated/m)])
    expect(await stand()).toEqual(['1.0.0 published', '2.0.0 deprecated'])
    const run = await ossa('run', 'workflow', 'loop.yaml')
    expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('warning: loop@2.0.0 is deprecated.')])
    expect((await versions('list', 'loop', '--status', 'published')).map(({ version }) => version)).toEqual(['1.0.0'])
  })

  it('is told of where another workflow carries it out', async () => {
    const parent = { apiVersion: 'ossa/v1', kind: 'Workflow', metadata: { name: 'parent', version: '1.0.0' } }
    const spec = { tasks: { inner: { workflow: 'part' } } }
    const agent = { type: 'worker', runtime: { command: { run: ['cat'] } }, capabilities: [{ name: 'say' }] }
    const part = { tasks: { say: { agent: 'mute', capability: 'say', input: {} } } }
    const documents = [
      { ...parent, spec },
      { ...parent, kind: 'Agent', metadata: { name: 'mute', version: '1.0.0' }, spec: agent },
      { ...parent, metadata: { name: 'part', version: '1.0.0' }, spec: part },
    ]
    writeFileSync(path.join(cwd, 'parent.yaml'), documents.map((each) => JSON.stringify(each)).join('\n---\n'))
    const warnings = async (...args: string[]) => {
      const { exitCode, stderr } = await ossa(...args)
      return [exitCode, ...stderr.split('\n').filter((line) => line.startsWith('warning:'))]
    }
    await versions('publish', 'parent.yaml#part')
    expect(await warnings('run', 'workflow', 'parent.yaml#parent')).toEqual([0])
    await versions('deprecate', 'part@1.0.0')
    const told =
      'warning: part@1.0.0, which the task inner of parent@1.0.0 carries out, is deprecated. What is published: ossa workflow list --status published'
    expect(await warnings('run', 'workflow', 'parent.yaml#parent')).toEqual([0, told])
    expect(await warnings('workflow', 'publish', 'parent.yaml#parent')).toEqual([0, told])
  })

  it('is not published with errors, nor deprecated if nobody knows it', async () => {
    writeFileSync(path.join(cwd, 'bad.yaml'), 'apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: bad }\n')
    const bad = await ossa('workflow', 'publish', 'bad.yaml')
    expect([bad.exitCode, bad.stderr]).toEqual([1, expect.stringContaining('bad.yaml was not published')])
    const unknown = await ossa('workflow', 'deprecate', 'loup')
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "loop"?')])
  })
})
