import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { installPrePush, openRepository, uninstallPrePush } from '#core/git'
import { agent, makeFolder, TestRepository } from '../git/sandbox.ts'
import { bin, packageRoot, runOssa } from './run-ossa.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
let remote: TestRepository

beforeEach(() => {
  const folder = path.join(sandbox.path, `case ${count++}`)
  remote = new TestRepository(path.join(folder, 'remote.git'), ['--bare'])
  repository = new TestRepository(path.join(folder, 'my repo'))
  repository.git('remote', 'add', 'origin', '../remote.git')
})

const ossa = (...args: string[]) => runOssa(args, { cwd: repository.path })
// By the function behind the command, which is tested below: it saves a process.
const install = async () =>
  installPrePush(await openRepository(repository.path), {
    ...{ autoCommit: false, graph: undefined, force: false },
    program: { node: process.execPath, main: bin },
  })
const uninstall = async () => uninstallPrePush(await openRepository(repository.path), { force: false })
const onRemote = (ref: string) => remote.git('for-each-ref', '--format=%(objectname)', ref)
const wrong = { 'a.yaml': agent('a', 'banana') }
const right = { 'a.yaml': agent('a') }

const schema = (name: string) =>
  new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(path.join(packageRoot, `schemas/output/hooks-${name}.schema.json`), 'utf8')),
  )

describe('git push', () => {
  it('sends a new branch, an update and a deletion when all is well', async () => {
    repository.commit({ ...right, 'sub dir/x.txt': 'x' })
    await install()
    const created = await repository.push(['origin', 'main'], { from: 'sub dir' })
    expect(created).toMatchObject({ exitCode: 0 })
    expect(created.text).toContain('Checked main: 1 agent and 0 workflows, no problems.')
    const commit = repository.commit({ 'sub dir/x.txt': 'y' })
    const updated = await repository.push(['origin', 'main:main', 'main:refs/heads/copy'])
    expect([updated.exitCode, onRemote('refs/heads/main'), onRemote('refs/heads/copy')]).toEqual([0, commit, commit])
    expect(updated.text).not.toContain('Checked')
    expect((await repository.push(['origin', ':copy'])).exitCode).toBe(0)
    expect(onRemote('refs/heads/copy')).toBe('')
  })

  it('is stopped by an error in a commit, with its place and what to do', async () => {
    const before = repository.commit(right)
    await install()
    await repository.push(['--set-upstream', 'origin', 'main'])
    repository.commit(wrong)
    repository.write(right)
    const { exitCode, text } = await repository.push([])
    expect(exitCode).toBe(1)
    expect(text).toMatch(
      /a\.yaml:5:9 error manifest\/valid-value[\s\S]*5 │ {3}type: banana[\s\S]*The push is stopped\./,
    )
    expect(onRemote('refs/heads/main')).toBe(before)
    const skipped = await repository.push(['--no-verify'])
    expect([skipped.exitCode, skipped.text.includes('banana')]).toEqual([0, false])
  })

  it('is stopped by a version that does not tell of a change, until it does', async () => {
    const described = (version: string) => agent('a').replace('1.0.0', version).replace('name: act', 'name: do')
    repository.commit(right)
    await install()
    await repository.push(['--set-upstream', 'origin', 'main'])
    repository.commit({ 'a.yaml': described('1.0.1') })
    const stopped = await repository.push([])
    expect([stopped.exitCode, stopped.text]).toEqual([1, expect.stringContaining('Raise it to 2.0.0 or more')])
    const { stdout } = await ossa('hooks', 'run', 'pre-push', '--json')
    const validate = schema('run')
    const output = JSON.parse(stdout)
    expect([validate(output), validate.errors, output.refs[0].comparisons.length]).toEqual([true, null, 1])
    repository.commit({ 'a.yaml': described('2.0.0') })
    const { exitCode, text } = await repository.push([])
    expect([exitCode, text]).toEqual([0, expect.stringContaining('capability act: The capability is gone.')])
  })

  it('is not stopped by what is only in the working tree', async () => {
    const commit = repository.commit(right)
    await install()
    repository.write(wrong)
    expect((await repository.push(['origin', 'main'])).exitCode).toBe(0)
    expect(onRemote('refs/heads/main')).toBe(commit)
  })

  it('checks each of several refs; one that is wrong stops them all', async () => {
    repository.commit(right)
    repository.git('branch', 'other')
    repository.commit(wrong)
    await install()
    const { exitCode, text } = await repository.push(['--all', 'origin'])
    expect(exitCode).toBe(1)
    expect(text).toContain('Checked main: 1 agent and 0 workflows, 1 error.')
    expect(text).toContain('Checked other: 1 agent and 0 workflows, no problems.')
    expect(onRemote('refs/heads')).toBe('')
  })

  it('may be forced, whether or not the old commit is known here', async () => {
    repository.commit(right)
    await install()
    await repository.push(['origin', 'main'])
    const elsewhere = new TestRepository(`${repository.path} of another`)
    const unknown = elsewhere.commit({ 'z.yaml': agent('z') })
    await elsewhere.push(['--force', '../remote.git', 'main'])
    repository.git('commit', '--quiet', '--amend', '--message=again')
    expect((await repository.push(['origin', 'main'])).exitCode).toBe(1)
    expect(onRemote('refs/heads/main')).toBe(unknown)
    expect((await repository.push(['--force', 'origin', 'main'])).exitCode).toBe(0)
    repository.commit(wrong)
    repository.git('commit', '--quiet', '--amend', '--message=forced')
    expect((await repository.push(['--force', 'origin', 'main'])).text).toContain('banana')
  })

  it('of tags looks at their commits', async () => {
    repository.commit(wrong)
    repository.git('tag', 'light')
    repository.git('tag', '--annotate', '--message=x', 'heavy')
    repository.git('tag', '--annotate', '--message=x', 'tree', 'HEAD^{tree}')
    await install()
    expect((await repository.push(['origin', 'light'])).text).toContain(
      'Checked light: 1 agent and 0 workflows, 1 error.',
    )
    expect((await repository.push(['origin', 'heavy'])).text).toContain(
      'Checked heavy: 1 agent and 0 workflows, 1 error.',
    )
    expect((await repository.push(['origin', 'tree'])).exitCode).toBe(0)
  })

  it('works from a worktree', async () => {
    repository.commit(right)
    await install()
    repository.git('worktree', 'add', '--quiet', '-b', 'side', '../a worktree')
    const worktree = { from: '../a worktree' }
    expect((await repository.push(['origin', 'side'], worktree)).exitCode).toBe(0)
    writeFileSync(path.join(repository.path, '../a worktree/a.yaml'), wrong['a.yaml'])
    repository.git('-C', '../a worktree', 'commit', '--quiet', '--all', '--message=wrong')
    const { exitCode, text } = await repository.push(['origin', 'side'], worktree)
    expect([exitCode, text.includes('banana')]).toEqual([1, true])
  })

  it('runs the hook that was there first, and stops if it objects', async () => {
    repository.commit(right)
    const hook = path.join(repository.path, '.git/hooks/pre-push')
    writeFileSync(hook, '#!/bin/sh\ncat >previous.txt\n[ ! -e forbidden ]\n')
    chmodSync(hook, 0o755)
    await install()
    expect((await repository.push(['origin', 'main'])).exitCode).toBe(0)
    expect(readFileSync(path.join(repository.path, 'previous.txt'), 'utf8')).toMatch(
      /^refs\/heads\/main [0-9a-f]{40} refs/,
    )
    repository.commit({ 'b.yaml': agent('b'), forbidden: '' })
    const { exitCode, text } = await repository.push(['origin', 'main'])
    expect([exitCode, text.includes('Checked')]).toEqual([1, false])
    await uninstall()
    expect(readFileSync(hook, 'utf8')).toContain('previous.txt')
  })

  it.each(['my hooks', '<absolute>'])('runs the hook from core.hooksPath: %s', async (folder) => {
    repository.commit(wrong)
    const hooks = folder.replace('<absolute>', path.join(sandbox.path, 'hooks elsewhere'))
    repository.git('config', 'core.hooksPath', hooks)
    await install()
    expect((await repository.push(['origin', 'main'])).text).toContain('banana')
  })

  it('runs the block in the hook of husky, and then its own lines', async () => {
    repository.commit({
      ...wrong,
      '.husky/_/pre-push': '#!/bin/sh\nsh -e "$(dirname "$(dirname "$0")")/pre-push" "$@"\n',
      '.husky/_/h': '',
      '.husky/pre-push': 'cat >husky.txt\n',
    })
    chmodSync(path.join(repository.path, '.husky/_/pre-push'), 0o755)
    repository.git('config', 'core.hooksPath', '.husky/_')
    await install()
    expect((await repository.push(['origin', 'main'])).text).toContain('banana')
    expect(existsSync(path.join(repository.path, 'husky.txt'))).toBe(false)
    repository.commit(right)
    expect((await repository.push(['origin', 'main'])).exitCode).toBe(0)
    expect(readFileSync(path.join(repository.path, 'husky.txt'), 'utf8')).toContain('refs/heads/main')
  })

  it('is stopped when the program is gone, and goes through once the hook is removed', async () => {
    repository.commit(right)
    await install()
    repository.git('config', 'ossa.program', '/nowhere/run.js')
    const { exitCode, text } = await repository.push(['origin', 'main'], { env: { PATH: '/usr/bin:/bin' } })
    expect([exitCode, text.includes('the program was not found')]).toEqual([1, true])
    await uninstall()
    expect((await repository.push(['origin', 'main'])).exitCode).toBe(0)
  })
})

describe('the commands', () => {
  it('print what they did, and the same as JSON', async () => {
    expect((await ossa('hooks', 'status')).stdout).toBe('pre-push absent: .git/hooks/pre-push\n')
    const flags = ['--graph', 'docs/graph', '--auto-commit']
    expect((await ossa('hooks', 'install', ...flags)).stdout).toBe('pre-push installed: .git/hooks/pre-push\n')
    expect((await ossa('hooks', 'status')).stdout).toBe(
      'pre-push installed: .git/hooks/pre-push\nauto-commit: on\ngraph: docs/graph\n',
    )
    for (const [command, name] of [
      ['status', 'status'],
      ['install', 'install'],
      ['uninstall', 'install'],
    ] as const) {
      const { exitCode, stdout, stderr } = await ossa('hooks', command, '--json')
      const validate = schema(name)
      expect([exitCode, stderr, validate(JSON.parse(stdout)), validate.errors]).toEqual([0, '', true, null])
    }
  })

  it('check what is checked out, by hand, and print nothing but JSON with --json', async () => {
    repository.commit(wrong)
    const { exitCode, stdout, stderr } = await ossa('hooks', 'run', 'pre-push', '--json')
    const validate = schema('run')
    expect([exitCode, stderr, validate(JSON.parse(stdout)), validate.errors]).toEqual([1, '', true, null])
    expect((await ossa('hooks', 'run', 'pre-push')).stderr).toContain('A push would be stopped.')
    const input = `HEAD ${repository.git('rev-parse', 'HEAD')} refs/heads/x ${'0'.repeat(40)}\n`
    const piped = await runOssa(['hooks', 'run', 'pre-push'], { cwd: repository.path, input })
    expect([piped.exitCode, piped.stderr.includes('Checked x:')]).toEqual([1, true])
  })

  it('refuse what they cannot do: no repository, a bare one, hooks for the whole machine', async () => {
    const outside = await runOssa(['hooks', 'install'], { cwd: sandbox.path })
    expect([outside.exitCode, outside.stderr.includes('git/no-repository')]).toEqual([3, true])
    const bare = await runOssa(['hooks', 'install'], { cwd: remote.path })
    expect([bare.exitCode, bare.stderr.includes('git/no-working-tree')]).toEqual([3, true])
    const configuration = path.join(sandbox.path, 'configuration of all')
    writeFileSync(configuration, '[core]\n\thooksPath = /tmp/hooks-of-all\n')
    const env = { GIT_CONFIG_GLOBAL: configuration }
    const shared = await runOssa(['hooks', 'install'], { cwd: repository.path, env })
    expect([shared.exitCode, shared.stderr.includes('git/shared-hooks-path')]).toEqual([2, true])
    rmSync(configuration)
  })

  it('stop a push if standard input is not what git writes', async () => {
    const { exitCode, stderr } = await runOssa(['hooks', 'run', 'pre-push'], {
      cwd: repository.path,
      input: 'agent.yaml\n',
    })
    expect([exitCode, stderr.includes('guard/not-a-ref')]).toEqual([2, true])
  })
})
