import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { agent, makeFolder, TestRepository } from '../git/sandbox.ts'
import { line, pushesOf } from './pushes.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`))
})

const { check, outputOf, pushed, textOf } = pushesOf(() => repository)

describe('a committed graph', () => {
  const configuration = 'graph: { output: ./docs/my graph/, formats: [json, graphml] }\n'
  const fresh = { 'docs/my graph/graph.json': 'json: a@1.0.0\n', 'docs/my graph/graph.graphml': 'graphml: a@1.0.0\n' }

  it('that is right may pass', async () => {
    const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a'), ...fresh })
    expect(await outputOf({ input: line(commit) })).toMatchObject({ ok: true, refs: [{ graph: 'fresh' }] })
    expect(existsSync(path.join(repository.path, '.ossa'))).toBe(false)
  })

  it('that is stale or missing stops the push and tells how to rebuild it', async () => {
    const files = {
      'x y/ossa.yaml': configuration,
      'x y/a.yaml': agent('b'),
      'x y/docs/my graph/graph.json': 'json: a@1.0.0\n',
    }
    const commit = repository.commit(files)
    expect(await outputOf({ input: line(commit) })).toMatchObject({
      ok: false,
      refs: [{ graph: 'stale', diagnostics: [] }],
    })
    const text = await textOf({ input: line(commit) })
    expect(text).toContain('x y/docs/my graph/graph.json, x y/docs/my graph/graph.graphml.')
    expect(text).toContain("ossa knowledge-graph build --root 'x y' --output 'x y/docs/my graph' --format json,graphml")
    expect(repository.git('status', '--porcelain')).toBe('')
  })

  it('is judged as it is in the commit, not in the working tree', async () => {
    const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a') })
    repository.write(fresh)
    expect(await pushed(commit)).toMatchObject({ graph: 'stale' })
  })

  it('may be named at installation, where ossa.yaml names none', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a'), 'g/graph.json': 'json: a@1.0.0\n' })
    expect((await outputOf({ input: line(commit), graph: 'g' })).refs).toMatchObject([{ graph: 'fresh' }])
    expect((await outputOf({ input: line(commit), graph: './h' })).refs).toMatchObject([{ graph: 'stale' }])
    await expect(check({ input: line(commit), graph: '../g' })).rejects.toMatchObject({ code: 'guard/graph-outside' })
  })

  it('outside of the workspace is an error in ossa.yaml', async () => {
    const commit = repository.commit({ 'ossa.yaml': 'graph:\n  output: ../g\n', 'a.yaml': agent('a') })
    const ref = await pushed(commit)
    expect(ref?.diagnostics).toMatchObject([{ file: 'ossa.yaml', line: 2, column: 11, pointer: '/graph/output' }])
    expect(ref?.graph).toBe('untouched')
  })

  describe('with --auto-commit', () => {
    const auto = (commit: string) => ({ input: line(commit), autoCommit: true })

    it('is rebuilt and committed alone; the push is stopped, the next one passes', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a'), 'b.txt': 'b' })
      repository.write({ 'b.txt': 'half done', 'staged.txt': 'x' })
      repository.git('add', 'staged.txt')
      repository.write({ '.git/hooks/pre-commit': '#!/bin/sh\nexit 1\n' })
      chmodSync(path.join(repository.path, '.git/hooks/pre-commit'), 0o755)
      const { output } = await check({ ...auto(commit), cwd: path.join(repository.path) })
      expect(output).toMatchObject({ ok: false, refs: [{ graph: 'committed' }] })
      expect(repository.git('show', '--name-only', '--format=%P', 'HEAD').split('\n').filter(Boolean)).toEqual([
        commit,
        ...Object.keys(fresh).sort(),
      ])
      expect(repository.git('status', '--porcelain').split('\n')).toEqual([' M b.txt', 'A  staged.txt'])
      expect((await outputOf(auto(repository.git('rev-parse', 'HEAD')))).ok).toBe(true)
    })

    it('says that the new commit is not part of this push', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a') })
      const text = await textOf(auto(commit))
      expect(text).toMatch(/rebuilt and committed; that commit is not part of this push\.[\s\S]*Push again/)
    })

    it('works from a folder below', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'sub/a.yaml': agent('a') })
      expect((await outputOf({ ...auto(commit), cwd: path.join(repository.path, 'sub') })).refs[0]?.graph).toBe(
        'committed',
      )
    })

    it('takes what is rebuilt already, and leaves what is changed by hand', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a') })
      repository.write({ ...fresh, 'docs/my graph/graph.json': 'mine' })
      expect((await outputOf(auto(commit))).refs[0]?.graph).toBe('stale')
      expect(await textOf(auto(commit))).toContain('docs/my graph/graph.json has changes of yours')
      expect(readFileSync(path.join(repository.path, 'docs/my graph/graph.json'), 'utf8')).toBe('mine')
      repository.write(fresh)
      expect((await outputOf(auto(commit))).refs[0]?.graph).toBe('committed')
    })

    it('does nothing for a commit that is not checked out, or has errors', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a') })
      const broken = repository.commit({ 'a.yaml': agent('a', 'banana') })
      expect(await textOf(auto(commit))).toContain('is not the one that is checked out')
      expect((await outputOf(auto(broken))).refs[0]?.graph).toBe('untouched')
      expect(repository.git('rev-parse', 'HEAD')).toBe(broken)
    })

    it('says what was left behind when git refuses the commit', async () => {
      const commit = repository.commit({ 'ossa.yaml': configuration, 'a.yaml': agent('a'), '.gitignore': 'docs\n' })
      await expect(check(auto(commit))).rejects.toMatchObject({ code: 'git/not-committed' })
    })
  })
})

describe('a graph that is not committed', () => {
  it('is kept in .ossa, which git ignores', async () => {
    const commit = repository.commit({ 'x/ossa.yaml': '', 'x/a.yaml': agent('a') })
    expect(await outputOf({ input: line(commit) })).toMatchObject({ ok: true, refs: [{ graph: 'rebuilt' }] })
    expect(readFileSync(path.join(repository.path, 'x/.ossa/graph/graph.json'), 'utf8')).toBe('json: a@1.0.0\n')
    expect(repository.git('status', '--porcelain')).toBe('')
  })

  it('is left alone if the commit is not the one that is checked out, or there are no agents', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a') })
    repository.git('rm', '--quiet', 'a.yaml')
    const empty = repository.commit({ 'b.yaml': 'x: 1' })
    expect((await pushed(commit))?.graph).toBe('untouched')
    expect((await pushed(empty))?.graph).toBe('untouched')
    expect(existsSync(path.join(repository.path, '.ossa'))).toBe(false)
  })

  it('that cannot be written stops nothing, and is not written elsewhere', async () => {
    const commit = repository.commit({ 'a.yaml': agent('a') })
    symlinkSync(sandbox.path, path.join(repository.path, '.ossa'))
    const request = { input: line(commit) }
    expect(await outputOf(request)).toMatchObject({ ok: true, refs: [{ graph: 'untouched' }] })
    expect(await textOf(request)).toContain('The graph was not brought up to date.')
    expect(existsSync(path.join(sandbox.path, 'graph'))).toBe(false)
  })
})
