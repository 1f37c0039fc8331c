import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  changesBetween,
  headOf,
  mainBranchOf,
  nearestOnRemote,
  openRepository,
  parting,
  peelToCommits,
  remoteOf,
  upstreamOf,
} from '#core/git'
import { makeFolder, TestRepository } from './sandbox.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
const newRepository = (...flags: string[]) => new TestRepository(path.join(sandbox.path, `repo ${count++}`), flags)

describe('changes', () => {
  it('names what differs; a renamed file is one gone and one new', async () => {
    const repository = newRepository()
    const before = repository.commit({ 'a b.yaml': '1', 'old.yaml': 'same', 'new\nline.md': '1' })
    repository.git('mv', 'old.yaml', 'größe.yaml')
    const after = repository.commit({ 'a b.yaml': '2', 'new\nline.md': '2' })
    expect(await changesBetween(await openRepository(repository.path), before, after)).toEqual([
      { path: 'a b.yaml', isGone: false },
      { path: 'größe.yaml', isGone: false },
      { path: 'new\nline.md', isGone: false },
      { path: 'old.yaml', isGone: true },
    ])
  })

  it.each(['sha1', 'sha256'])('are all files when there was nothing (%s)', async (format) => {
    const repository = newRepository(`--object-format=${format}`)
    const commit = repository.commit({ 'a.yaml': '1', 'b/c.txt': '2' })
    const changes = await changesBetween(await openRepository(repository.path), undefined, commit)
    expect(changes.map((change) => change.path)).toEqual(['a.yaml', 'b/c.txt'])
  })
})

it('tells commits, tags of commits, other objects and unknown ids apart', async () => {
  const repository = newRepository()
  const commit = repository.commit({ 'a.yaml': '1' })
  repository.git('tag', '--annotate', '--message=x', 'of-commit')
  repository.git('tag', '--annotate', '--message=x', 'of-tag', 'of-commit')
  repository.git('tag', '--annotate', '--message=x', 'of-tree', 'HEAD^{tree}')
  const id = (name: string) => repository.git('rev-parse', name)
  const unknown = '1'.repeat(40)
  const ids = [commit, id('of-commit'), id('of-tag'), id('of-tree'), id('HEAD:a.yaml'), unknown]
  const peel = await peelToCommits(await openRepository(repository.path), ids)
  expect(ids.map(peel)).toEqual([
    { commit },
    { commit },
    { commit },
    { kind: 'other' },
    { kind: 'other' },
    { kind: 'missing' },
  ])
})

describe('the nearest commit of a remote', () => {
  const remoteAt = (repository: TestRepository, name: string, commit: string) =>
    repository.git('update-ref', `refs/remotes/${name}`, commit)

  it('is none while nothing is known of the remote', async () => {
    const repository = newRepository()
    const commit = repository.commit()
    remoteAt(repository, 'other/main', commit)
    const opened = await openRepository(repository.path)
    expect(await nearestOnRemote(opened, 'origin', commit)).toBeUndefined()
    expect(await nearestOnRemote(opened, 'https://example.org/x.git', commit)).toBeUndefined()
  })

  it('is where the branch left what the remote has', async () => {
    const repository = newRepository()
    repository.commit()
    const shared = repository.commit()
    remoteAt(repository, 'origin/main', shared)
    repository.commit()
    expect(await nearestOnRemote(await openRepository(repository.path), 'origin', repository.commit())).toBe(shared)
  })

  it('is the commit itself if the remote has it', async () => {
    const repository = newRepository()
    const first = repository.commit()
    remoteAt(repository, 'origin/main', repository.commit())
    expect(await nearestOnRemote(await openRepository(repository.path), 'origin', first)).toBe(first)
  })

  it('is none for a history that shares nothing with it', async () => {
    const repository = newRepository()
    remoteAt(repository, 'origin/main', repository.commit())
    repository.git('checkout', '--quiet', '--orphan', 'apart')
    expect(
      await nearestOnRemote(await openRepository(repository.path), 'origin', repository.commit({}, 'apart')),
    ).toBeUndefined()
  })
})

describe('the main branch of a remote', () => {
  it('is the one that a clone has noted, or else the one that is called so; of this remote only', async () => {
    const repository = newRepository()
    const commit = repository.commit()
    const opened = await openRepository(repository.path)
    const branch = (name: string) => ({ name: `origin/${name}`, ref: `refs/heads/${name}`, commit })
    repository.git('update-ref', 'refs/remotes/other/main', commit)
    expect(await mainBranchOf(opened, 'origin')).toBeUndefined()
    for (const name of ['trunk', 'master', 'maintenance'])
      repository.git('update-ref', `refs/remotes/origin/${name}`, commit)
    expect(await mainBranchOf(opened, 'origin')).toEqual(branch('master'))
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
    expect(await mainBranchOf(opened, 'origin')).toEqual(branch('trunk'))
    repository.git('update-ref', '-d', 'refs/remotes/origin/trunk')
    expect(await mainBranchOf(opened, 'origin')).toEqual(branch('master'))
    expect(await mainBranchOf(opened, '../*.git')).toBeUndefined()
  })

  it('has no common ancestor with a history of its own', async () => {
    const repository = newRepository()
    const first = repository.commit()
    const second = repository.commit()
    const opened = await openRepository(repository.path)
    expect(await parting(opened, first, second)).toBe(first)
    repository.git('checkout', '--quiet', '--orphan', 'apart')
    expect(await parting(opened, first, repository.commit({}, 'apart'))).toBeUndefined()
  })

  it('is asked of the remote that a branch belongs to', async () => {
    const repository = newRepository()
    repository.commit()
    const opened = await openRepository(repository.path)
    expect(await remoteOf(opened, 'refs/heads/main')).toBeUndefined()
    repository.git('config', 'branch.main.remote', 'upstream')
    expect(await remoteOf(opened, 'refs/heads/main')).toBe('upstream')
    expect(await remoteOf(opened, 'HEAD')).toBeUndefined()
  })
})

describe('what is checked out', () => {
  it('is nothing before the first commit', async () => {
    expect(await headOf(await openRepository(newRepository().path))).toBeUndefined()
  })

  it('is a branch, or HEAD itself', async () => {
    const repository = newRepository()
    const commit = repository.commit()
    const opened = await openRepository(repository.path)
    expect(await headOf(opened)).toEqual({ ref: 'refs/heads/main', commit })
    expect(await upstreamOf(opened)).toBeUndefined()
    repository.git('checkout', '--quiet', '--detach')
    expect(await headOf(opened)).toEqual({ ref: 'HEAD', commit })
  })
})

describe('a folder', () => {
  it('belongs to the repository around it', async () => {
    const repository = newRepository()
    repository.write({ 'a b/c/x.txt': '' })
    expect((await openRepository(path.join(repository.path, 'a b/c'))).topLevel).toBe(repository.path)
  })

  it.each([
    ['outside of any repository', () => sandbox.path, 'git/no-repository'],
    ['of a bare repository', () => newRepository('--bare').path, 'git/no-working-tree'],
    ['inside .git', () => path.join(newRepository().path, '.git'), 'git/no-working-tree'],
  ])('%s is refused', async (_, folder, code) => {
    await expect(openRepository(folder())).rejects.toMatchObject({ code, kind: 'world' })
  })
})
