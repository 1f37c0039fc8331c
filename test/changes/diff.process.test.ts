import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type DiffRequest, diffWorkspace } from '#core/changes'
import { runOssa } from '../cli/run-ossa.ts'
import { makeFolder, TestRepository } from '../git/sandbox.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`))
})

const agent = (more: string, version = '1.0.0', name = 'clerk') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: ${version} }\nspec: { type: worker${more} }\n`
const [both, one] = [', protocols: [rest, mcp]', ', protocols: [mcp]']

const diff = (request: Partial<DiffRequest> = {}) =>
  diffWorkspace({ cwd: repository.path, paths: [], against: 'git#main', now: () => 0, ...request })
const codes = async (request: Partial<DiffRequest> = {}) => (await diff(request)).output.changes.map(({ code }) => code)
const removed = 'changes/protocol-removed'

describe('a comparison with a commit', () => {
  it('is of the working tree, files that git does not know yet included', async () => {
    const commit = repository.commit({ 'a.yaml': agent(both) })
    repository.write({ 'a.yaml': agent(one), 'b.yaml': agent('', '1.0.0', 'other') })
    const { output } = await diff()
    expect(output).toMatchObject({ ok: false, commit, summary: { added: 1, changed: 1, breaking: 1 } })
    expect(output.diagnostics.map(({ file, line, column }) => [file, line, column])).toEqual([['a.yaml', 3, 35]])
  })

  it('finds an agent that was renamed, in its file and with it', async () => {
    repository.commit({ 'a.yaml': agent(both) })
    repository.git('mv', 'a.yaml', 'z.yaml')
    expect(await codes()).toEqual([])
    repository.write({ 'z.yaml': agent(one) })
    const { output } = await diff()
    expect(output.changes[0]?.places[0]).toMatchObject({ file: 'z.yaml', previous: { file: 'a.yaml' } })
  })

  it('is of the folder of the workspace, where that is not the top of the repository', async () => {
    repository.commit({ 'fleet/ossa.yaml': '', 'fleet/a.yaml': agent(both), 'other/a.yaml': agent(both) })
    repository.write({ 'fleet/a.yaml': agent(one), 'other/a.yaml': agent('') })
    const inside = await diff({ cwd: path.join(repository.path, 'fleet') })
    expect(inside.output.changes[0]?.places[0]).toMatchObject({ file: 'a.yaml', previous: { file: 'a.yaml' } })
    expect(inside.repositoryPath('a.yaml')).toBe('fleet/a.yaml')
    expect(await codes({ root: path.join(repository.path, 'fleet') })).toEqual([removed])
  })

  it('of a folder that did not exist finds only what is new', async () => {
    repository.commit({ 'README.md': '' })
    repository.write({ 'fleet/ossa.yaml': '', 'fleet/a.yaml': agent('') })
    expect(await codes({ cwd: path.join(repository.path, 'fleet') })).toEqual(['changes/agent-added'])
  })

  it('is of the paths that are named', async () => {
    repository.commit({ 'a.yaml': agent(both), 'b/b.yaml': agent(both, '1.0.0', 'other') })
    repository.write({ 'a.yaml': agent(one), 'b/b.yaml': agent('', '1.0.0', 'other') })
    expect((await diff({ paths: ['a.yaml'] })).output.documents.map(({ name }) => name)).toEqual(['clerk'])
    expect((await diff({ paths: ['b'] })).output.documents.map(({ name }) => name)).toEqual(['other'])
  })

  it('can begin where the branch left another one', async () => {
    repository.commit({ 'a.yaml': agent(both) })
    repository.git('checkout', '--quiet', '-b', 'feature')
    repository.commit({ 'b.yaml': agent('', '1.0.0', 'mine') })
    repository.git('checkout', '--quiet', 'main')
    repository.commit({ 'c.yaml': agent('', '1.0.0', 'theirs') })
    repository.git('checkout', '--quiet', 'feature')
    expect((await codes()).sort()).toEqual(['changes/agent-added', 'changes/agent-removed'])
    expect(await codes({ against: 'git#main...' })).toEqual(['changes/agent-added'])
  })

  it('says what to do about a name that git does not know', async () => {
    repository.commit({ 'a.yaml': agent('') })
    await expect(diff({ against: 'git#nowhere' })).rejects.toMatchObject({ code: 'git/unknown-ref', kind: 'usage' })
    await expect(diff({ against: 'git#' })).rejects.toMatchObject({ code: 'spec/no-version', kind: 'usage' })
    await expect(diff({ against: 'nowhere.yaml' })).rejects.toMatchObject({ code: 'source/unreadable', kind: 'world' })
  })

  it('in a shallow clone works as far as it goes, and says how to get further', async () => {
    repository.commit({ 'a.yaml': agent(both) })
    repository.git('tag', 'v1')
    repository.commit({ 'a.yaml': agent(one) })
    const clone = `${repository.path} clone`
    repository.git('clone', '--quiet', '--depth=1', '--no-tags', `file://${repository.path}`, clone)
    expect(await codes({ cwd: clone })).toEqual([])
    await expect(diff({ cwd: clone, against: 'git#v1' })).rejects.toMatchObject({
      hint: expect.stringContaining('git fetch --depth=1'),
    })
  })

  it('outside of a repository is a failure of the world', async () => {
    const folder = makeFolder()
    await expect(diff({ cwd: folder.path })).rejects.toMatchObject({ code: 'git/no-repository', kind: 'world' })
    folder.remove()
  })
})

describe('a comparison with a file or folder', () => {
  it('may be with one outside of the workspace, and then its references stay where it is', async () => {
    const elsewhere = makeFolder()
    const old = new TestRepository(elsewhere.path)
    const capability = (version: string) =>
      agent(', capabilities: [{ name: file, input: { $ref: ./text.json } }]', version)
    old.write({ 'a.yaml': capability('1.0.0'), 'text.json': '{ "type": ["string", "null"] }' })
    repository.write({
      'new/ossa.yaml': '',
      'new/a.yaml': capability('2.0.0'),
      'new/text.json': '{ "type": "string" }',
    })
    const cwd = path.join(repository.path, 'new')
    for (const against of [elsewhere.path, path.join(elsewhere.path, 'a.yaml')]) {
      const { output } = await diff({ cwd, against })
      expect(output.changes.map(({ code }) => code)).toEqual(['changes/request-type-narrowed'])
      const { file } = output.changes[0]?.places[0]?.previous ?? {}
      expect(path.resolve(cwd, file ?? '')).toBe(path.join(elsewhere.path, 'text.json'))
    }
    elsewhere.remove()
  })

  it('of two files with one document each is of these, whatever they are called', async () => {
    repository.write({ 'x.yaml': agent(both), 'y.yaml': agent(one, '2.0.0', 'clerk-two') })
    expect(await codes({ paths: ['y.yaml'], against: 'x.yaml' })).toEqual([removed])
  })
})

describe('what is no document', () => {
  it('is said to be none, rather than not to have changed', async () => {
    repository.commit({ 'a.yaml': agent(both), 'label.json': '{ "type": "string" }', 'notes.md': 'x' })
    for (const file of ['label.json', 'notes.md']) {
      repository.write({ 'label.json': '{ "type": "number" }' })
      const { output } = await diff({ paths: [file] })
      expect([output.ok, output.diagnostics.map(({ code, file: where }) => [code, where])]).toEqual([
        false,
        [['manifest/recognised', file]],
      ])
      await expect(diff({ paths: ['a.yaml'], against: file })).rejects.toMatchObject({
        code: 'spec/no-version',
        message: expect.stringContaining('neither a manifest'),
      })
    }
    expect((await diff({ paths: ['a.yaml'], against: 'a.yaml' })).output).toMatchObject({ ok: true, documents: [] })
  })
})

describe('two files', () => {
  it('that are bound to the same operation in the same words are the same', async () => {
    const service =
      "openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\npaths: { /x: { get: { operationId: x, responses: { '200': { description: ok } } } } }\n"
    const bound = agent(", capabilities: [{ name: get, operation: './api.yaml#x' }]")
    repository.write({ 'old/api.yaml': service, 'new/api.yaml': service })
    repository.write({ 'old/a.yaml': bound, 'new/a.yaml': bound, 'old/b.yaml': bound })
    expect(await codes({ paths: ['new/a.yaml'], against: 'old/a.yaml' })).toEqual([])
    expect(await codes({ paths: ['old/a.yaml'], against: 'old/b.yaml' })).toEqual([])
  })
})

describe('the command', () => {
  it('exits with 1 for a version that is too low, and with 0 for a major one', async () => {
    repository.commit({ 'a.yaml': agent(both) })
    const run = (...args: string[]) =>
      runOssa(['spec', 'diff', '--against', 'git#main', ...args], { cwd: repository.path })
    repository.write({ 'a.yaml': agent(one, '1.1.0') })
    expect((await run()).exitCode).toBe(1)
    repository.write({ 'a.yaml': agent(one, '2.0.0') })
    const passed = await run()
    expect([passed.exitCode, passed.stdout]).toEqual([0, expect.stringContaining('The protocol rest is gone.')])
    expect((await run('--fail-on', 'breaking')).exitCode).toBe(1)
    repository.write({ 'a.yaml': agent(one, '0.9.0') })
    expect((await run('--fail-on', 'never')).exitCode).toBe(0)
  })
})
