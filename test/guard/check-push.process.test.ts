import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { agent, makeFolder, TestRepository } from '../git/sandbox.ts'
import { line, pushesOf, zero } from './pushes.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`))
})

const { check, outputOf, pushed, textOf } = pushesOf(() => repository)

describe('what is compiled', () => {
  it('is the commit: a wrong working tree does not matter, and a right one does not help', async () => {
    const right = repository.commit({ 'a.yaml': agent('a') })
    repository.write({ 'a.yaml': agent('a', 'banana'), 'b.yaml': agent('b', 'banana') })
    expect((await outputOf({ input: line(right) })).ok).toBe(true)
    const wrong = repository.commit()
    repository.write({ 'a.yaml': agent('a'), 'b.yaml': agent('b') })
    const output = await outputOf({ input: line(wrong, right) })
    expect(output.ok).toBe(false)
    expect(output.refs[0]?.diagnostics.map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml'])
  })

  it('is all of it: an error in a file that was not touched counts, and is told apart', async () => {
    const before = repository.commit({ 'old.yaml': agent('old', 'banana'), 'a.yaml': agent('a') })
    const after = repository.commit({ 'a.yaml': agent('a', 'cherry') })
    const text = await textOf({ input: line(after, before) })
    expect(text).toMatch(
      /a\.yaml:5:9[\s\S]*cherry[\s\S]*not changed by this push[\s\S]*old\.yaml:5:9[\s\S]*banana[\s\S]*--no-verify/,
    )
  })

  it('writes nothing into the repository when it has errors', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a', 'banana') })
    const before = repository.git('status', '--porcelain', '--ignored')
    await check({ input: line(commit) })
    expect(repository.git('status', '--porcelain', '--ignored')).toBe(before)
  })

  it('shows lines of the commit', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a', 'banana') })
    repository.write({ 'a.yaml': '# something else\n' })
    expect(await textOf({ input: line(commit) })).toContain('5 │   type: banana')
  })

  it('has warnings, which stop nothing', async () => {
    const commit = repository.commit({
      'a.yaml': agent('a').replace('{ type: object }', '{ maxProperties: 9007199254740993 }'),
    })
    const output = await outputOf({ input: line(commit) })
    expect(output).toMatchObject({ ok: true, refs: [{ diagnostics: [{ severity: 'warning' }] }] })
  })

  it('includes references through names with spaces, and linked files', async () => {
    const bound = agent('a').replace(', input: { type: object }', ', input: { $ref: "./my schemas/in%20put.json" }')
    repository.write({
      'sub dir/a.yaml': bound,
      'shared/input.json': '{ "type": "object" }',
      'sub dir/my schemas/x.md': '',
    })
    symlinkSync('../../shared/input.json', path.join(repository.path, 'sub dir/my schemas/in put.json'))
    const commit = repository.commit()
    expect(await pushed(commit)).toMatchObject({ action: 'checked', diagnostics: [] })
  })

  it('is refused for links that lead out of it or in a circle, as on disk', async () => {
    repository.write({ 'a.yaml': agent('a'), 'notes.md': 'x', 'fleet/ossa.yaml': '', 'fleet/b.yaml': agent('b') })
    symlinkSync('../notes.md', path.join(repository.path, 'fleet/notes.md'))
    symlinkSync('circle.yaml', path.join(repository.path, 'fleet/circle.yaml'))
    symlinkSync('gone.yaml', path.join(repository.path, 'fleet/.#lock.yaml'))
    const ref = await pushed(repository.commit())
    expect(ref?.diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['source/readable-file', 'fleet/circle.yaml'],
      ['source/readable-file', 'fleet/notes.md'],
    ])
  })
})

describe('a ref', () => {
  it('that is deleted is skipped', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a', 'banana') })
    const input = `(delete) ${zero} refs/heads/old ${commit}\n`
    expect((await outputOf({ input })).refs).toEqual([
      { ref: 'refs/heads/old', action: 'skipped', reason: 'it is deleted', changed: [], diagnostics: [] },
    ])
  })

  it('that is a tag stands for its commit; a tag of anything else is skipped', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a') })
    repository.git('tag', '--annotate', '--message=x', 'v1')
    repository.git('tag', '--annotate', '--message=x', 'tree', 'HEAD^{tree}')
    expect(await pushed(repository.git('rev-parse', 'v1'))).toMatchObject({ commit, action: 'checked' })
    expect(await pushed(repository.git('rev-parse', 'tree'))).toMatchObject({
      action: 'skipped',
      reason: 'it is no commit',
    })
  })

  it('that changes no file that could matter is skipped', async () => {
    const before = repository.commit({ 'a.yaml': agent('a', 'banana') })
    const after = repository.commit({ 'main.ts': 'x' })
    expect(await pushed(after, before)).toMatchObject({
      action: 'skipped',
      reason: 'no file that could matter has changed',
    })
    expect(await textOf({ input: line(after, before) })).toBe('')
  })

  it('that loses a file of any kind is checked, for an agent may refer to it', async () => {
    const before = repository.commit({
      'a.yaml': `${agent('a')}  files: [{ path: ./prompt.txt }]\n`,
      'prompt.txt': 'x',
    })
    repository.git('rm', '--quiet', 'prompt.txt')
    const [diagnostic] = (await pushed(repository.commit(), before))?.diagnostics ?? []
    expect(diagnostic).toMatchObject({ code: 'references/file-exists', file: 'a.yaml' })
  })

  it('that is new is compared with what the remote has', async () => {
    const shared = repository.commit({ 'a.yaml': agent('a'), 'b.yaml': agent('b') })
    repository.git('update-ref', 'refs/remotes/origin/main', shared)
    expect(await pushed(shared)).toMatchObject({ action: 'skipped', reason: 'the remote has this commit' })
    expect(await pushed(repository.commit({ 'b.yaml': agent('b2') }))).toMatchObject({ changed: ['b.yaml'] })
  })

  it('that is forced is compared with what it replaces, or, if that was never here, with what the remote has', async () => {
    const shared = repository.commit({ 'a.yaml': agent('a'), 'b.yaml': agent('b') })
    repository.git('update-ref', 'refs/remotes/origin/other', shared)
    const replaced = repository.commit({ 'b.yaml': agent('b2') })
    repository.git('reset', '--quiet', '--hard', shared)
    const forced = repository.commit({ 'a.yaml': agent('a2') })
    expect((await pushed(forced, replaced))?.changed).toEqual(['a.yaml', 'b.yaml'])
    expect((await pushed(forced, '1'.repeat(40)))?.changed).toEqual(['a.yaml'])
    expect((await pushed(shared, replaced))?.changed).toEqual(['b.yaml'])
  })

  it('shares the work with another ref of the same commit', async () => {
    const before = repository.commit({ 'a.yaml': agent('a') })
    const commit = repository.commit({ 'a.yaml': agent('a', 'banana') })
    const input = line(commit) + line(commit, before, 'refs/heads/copy')
    const { output, commits } = await check({ input })
    expect(commits).toHaveLength(1)
    expect(output.refs.map(({ ref, diagnostics }) => [ref, diagnostics.length])).toEqual([
      ['refs/heads/main', 1],
      ['refs/heads/copy', 1],
    ])
    expect((await textOf({ input })).match(/a\.yaml:5:9/g)).toHaveLength(1)
  })

  it('with an id that is not here is an error, not a pass', async () => {
    repository.commit()
    await expect(check({ input: line('2'.repeat(40)) })).rejects.toMatchObject({ code: 'git/unknown-object' })
  })

  it('may be in a repository of SHA-256', async () => {
    repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`), ['--object-format=sha256'])
    const commit = repository.commit({ 'a.yaml': agent('a', 'banana') })
    expect(await pushed(commit, '0'.repeat(64))).toMatchObject({ commit, changed: ['a.yaml'] })
  })
})

describe('by hand', () => {
  const byHand = { input: undefined, remote: undefined, url: undefined }

  it('checks what is checked out against its upstream', async () => {
    const before = repository.commit({ 'a.yaml': agent('a'), 'b.yaml': agent('b') })
    repository.git('remote', 'add', 'origin', '../remote.git')
    repository.git('update-ref', 'refs/remotes/origin/main', before)
    repository.git('branch', '--quiet', '--set-upstream-to=origin/main')
    expect(await textOf(byHand)).toBe('main: nothing to check, because the remote has this commit.')
    repository.commit({ 'b.yaml': agent('b', 'banana') })
    expect((await outputOf(byHand)).refs).toMatchObject([{ ref: 'refs/heads/main', changed: ['b.yaml'] }])
    expect(await textOf(byHand)).toContain('A push would be stopped.')
  })

  it('checks all of it without an upstream, and from any folder', async () => {
    repository.commit({ 'a.yaml': agent('a'), 'sub dir/b.yaml': agent('b') })
    const { refs } = await outputOf({ ...byHand, input: '', cwd: path.join(repository.path, 'sub dir') })
    expect(refs).toMatchObject([{ action: 'checked', changed: ['a.yaml', 'sub dir/b.yaml'] }])
  })

  it('has nothing to say before the first commit', async () => {
    expect((await outputOf(byHand)).refs).toMatchObject([{ ref: 'HEAD', action: 'skipped' }])
  })

  it('is not what git does when everything is up to date', async () => {
    repository.commit({ 'a.yaml': agent('a', 'banana') })
    expect(await outputOf({ input: '' })).toEqual({ ok: true, refs: [] })
  })
})

describe('workspaces', () => {
  it('are checked where something changed, each by itself', async () => {
    const files = { 'x/ossa.yaml': '', 'x/a.yaml': agent('same'), 'y/ossa.yaml': '', 'y/a.yaml': agent('same') }
    const before = repository.commit({ ...files, 'stray.yaml': agent('stray') })
    const after = repository.commit({ 'y/a.yaml': agent('same', 'banana') })
    const ref = await pushed(after, before)
    expect(ref).toMatchObject({ changed: ['y/a.yaml'], diagnostics: [{ file: 'y/a.yaml' }] })
    expect(await textOf({ input: line(after, before) })).toContain(
      'Checked main: 1 agent and 0 workflows in y, 1 error.',
    )
    const stray = repository.commit({ 'stray.yaml': agent('stray', 'banana') })
    expect(await pushed(stray, after)).toMatchObject({
      action: 'skipped',
      reason: 'no file of a workspace has changed',
    })
  })

  it('obey their ossa.yaml and .gitignore as they are in the commit', async () => {
    const files = {
      'ossa.yaml': 'exclude: [fixtures]\n',
      'fixtures/a.yaml': agent('a', 'banana'),
      'b.yaml': agent('b'),
    }
    const before = repository.commit(files)
    expect((await pushed(before))?.diagnostics).toEqual([])
    const after = repository.commit({ 'ossa.yaml': '' })
    expect((await pushed(after, before))?.diagnostics).toMatchObject([{ file: 'fixtures/a.yaml' }])
  })
})
