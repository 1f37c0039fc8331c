import { chmodSync, existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { installPrePush, openRepository, prePushStatus, uninstallPrePush } from '#core/git'
import { makeFolder, TestRepository } from './sandbox.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
const newRepository = () => new TestRepository(path.join(sandbox.path, `repo ${count++}`))
const program = { node: '/opt/no node', main: '/opt/no ossa/run.js' }
const plain: Parameters<typeof installPrePush>[1] = { autoCommit: false, graph: undefined, force: false, program }

const install = async (repository: TestRepository, options: Partial<typeof plain> = {}) =>
  installPrePush(await openRepository(repository.path), { ...plain, ...options })
const uninstall = async (repository: TestRepository, force = false) =>
  uninstallPrePush(await openRepository(repository.path), { force })
const status = async (repository: TestRepository) => prePushStatus(await openRepository(repository.path))
const fileIn = (repository: TestRepository, name: string) => path.join(repository.path, name)

describe('a repository without hooks', () => {
  it('gets one that can be run, once', async () => {
    const repository = newRepository()
    const file = fileIn(repository, '.git/hooks/pre-push')
    expect(await status(repository)).toEqual({ hook: 'pre-push', path: file, state: 'absent' })
    expect(await install(repository)).toEqual({ hook: 'pre-push', path: file, state: 'installed' })
    expect(statSync(file).mode & 0o111).toBe(0o111)
    expect((await install(repository)).state).toBe('unchanged')
    expect(await status(repository)).toEqual({ hook: 'pre-push', path: file, state: 'installed', autoCommit: false })
  })

  it('is as it was after the hook was removed', async () => {
    const repository = newRepository()
    const configuration = repository.git('config', '--local', '--list')
    await install(repository)
    expect((await uninstall(repository)).state).toBe('removed')
    expect(existsSync(fileIn(repository, '.git/hooks/pre-push'))).toBe(false)
    expect(repository.git('config', '--local', '--list')).toBe(configuration)
    expect((await uninstall(repository)).state).toBe('absent')
  })

  it('gets the folder of hooks too, if there is none', async () => {
    const repository = newRepository()
    rmSync(fileIn(repository, '.git/hooks'), { recursive: true })
    expect((await install(repository)).state).toBe('installed')
  })
})

describe('an installed hook', () => {
  it('is updated when other options are asked for, and tells them', async () => {
    const repository = newRepository()
    await install(repository)
    expect((await install(repository, { autoCommit: true, graph: "it's $(a)/graph" })).state).toBe('updated')
    expect(await status(repository)).toMatchObject({ state: 'installed', autoCommit: true, graph: "it's $(a)/graph" })
    expect((await install(repository)).state).toBe('updated')
  })

  it('is updated when the program has moved', async () => {
    const repository = newRepository()
    await install(repository)
    expect((await install(repository, { program: { ...program, main: '/elsewhere/run.js' } })).state).toBe('updated')
    expect(repository.git('config', 'ossa.program')).toBe('/elsewhere/run.js')
  })

  it.each([
    ['a line was added', (text: string) => `${text}echo mine\n`],
    ['a line inside was changed', (text: string) => text.replace('exit $?', 'true')],
    ['its end was lost', (text: string) => text.slice(0, -30)],
  ])('is left alone if %s, unless forced', async (_, edit) => {
    const repository = newRepository()
    await install(repository)
    const file = fileIn(repository, '.git/hooks/pre-push')
    const installed = readFileSync(file, 'utf8')
    const edited = edit(installed)
    writeFileSync(file, edited)
    expect((await status(repository)).state).toBe('modified')
    const refusal = { code: 'git/hook-modified', kind: 'usage' }
    await expect(install(repository)).rejects.toMatchObject(refusal)
    await expect(uninstall(repository)).rejects.toMatchObject(refusal)
    expect(readFileSync(file, 'utf8')).toBe(edited)
    expect((await install(repository, { force: true })).state).toBe('updated')
    expect(readFileSync(file, 'utf8')).toBe(installed)
    writeFileSync(file, edited)
    expect((await uninstall(repository, true)).state).toBe('removed')
  })

  it('that git would not run is not called installed, and is repaired', async () => {
    const repository = newRepository()
    await install(repository)
    chmodSync(fileIn(repository, '.git/hooks/pre-push'), 0o644)
    expect((await status(repository)).state).toBe('modified')
    expect((await install(repository, { force: true })).state).toBe('updated')
    expect((await status(repository)).state).toBe('installed')
  })
})

describe('a hook that is there already', () => {
  const foreign = '#!/bin/bash\necho mine\n'
  const withForeign = (mode: number) => {
    const repository = newRepository()
    const file = fileIn(repository, '.git/hooks/pre-push')
    writeFileSync(file, foreign, { mode })
    return { repository, file, kept: `${file}.ossa-previous` }
  }

  it.each([0o755, 0o644])('is kept beside ours and put back as it was (mode %o)', async (mode) => {
    const { repository, file, kept } = withForeign(mode)
    expect(await status(repository)).toEqual({ hook: 'pre-push', path: file, state: 'other' })
    expect(await install(repository)).toMatchObject({ state: 'installed', previous: kept })
    expect(await install(repository)).toMatchObject({ state: 'unchanged', previous: kept })
    expect(await status(repository)).toMatchObject({ state: 'installed', previous: kept })
    await uninstall(repository)
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([foreign, mode])
    expect(existsSync(kept)).toBe(false)
  })

  it('may be a link and stays one', async () => {
    const repository = newRepository()
    repository.write({ 'scripts/pre-push': foreign })
    const file = fileIn(repository, '.git/hooks/pre-push')
    symlinkSync('../../scripts/pre-push', file)
    await install(repository)
    expect(readFileSync(fileIn(repository, 'scripts/pre-push'), 'utf8')).toBe(foreign)
    await uninstall(repository)
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
  })

  it('is not ours to remove', async () => {
    const { repository, file } = withForeign(0o755)
    expect((await uninstall(repository)).state).toBe('absent')
    expect(readFileSync(file, 'utf8')).toBe(foreign)
  })

  it('does not push out one that was kept before', async () => {
    const { repository, file, kept } = withForeign(0o755)
    await install(repository)
    writeFileSync(file, '#!/bin/sh\necho of another tool\n', { mode: 0o755 })
    const refusal = { code: 'git/hook-displaced-twice', kind: 'usage' }
    await expect(install(repository, { force: true })).rejects.toMatchObject(refusal)
    expect(readFileSync(kept, 'utf8')).toBe(foreign)
  })

  it.each(['install', 'uninstall'])('is found again by %s after an installation that was interrupted', async (next) => {
    const { repository, file, kept } = withForeign(0o755)
    await install(repository)
    rmSync(file)
    expect(await status(repository)).toMatchObject({ state: 'absent', previous: kept })
    if (next === 'install') expect(await install(repository)).toMatchObject({ state: 'installed', previous: kept })
    expect((await uninstall(repository)).state).toBe('removed')
    expect(readFileSync(file, 'utf8')).toBe(foreign)
  })
})

describe('core.hooksPath', () => {
  it('counts from the top, wherever the command is run', async () => {
    const repository = newRepository()
    repository.write({ 'a/b/x.txt': '' })
    repository.git('config', 'core.hooksPath', 'my hooks')
    const opened = await openRepository(fileIn(repository, 'a/b'))
    expect((await installPrePush(opened, plain)).path).toBe(fileIn(repository, 'my hooks/pre-push'))
  })

  it('may be absolute', async () => {
    const repository = newRepository()
    const folder = path.join(sandbox.path, 'hooks of one')
    repository.git('config', 'core.hooksPath', folder)
    expect((await install(repository)).path).toBe(path.join(folder, 'pre-push'))
  })

  it('set for the whole machine is refused, unless the repository has its own', async () => {
    const repository = newRepository()
    const configuration = path.join(sandbox.path, 'global config')
    writeFileSync(configuration, `[core]\n\thooksPath = ${path.join(sandbox.path, 'hooks of all')}\n`)
    process.env['GIT_CONFIG_GLOBAL'] = configuration
    try {
      await expect(install(repository)).rejects.toMatchObject({ code: 'git/shared-hooks-path', kind: 'usage' })
      expect(existsSync(path.join(sandbox.path, 'hooks of all'))).toBe(false)
      repository.git('config', '--local', 'core.hooksPath', '.git/hooks')
      expect((await install(repository)).path).toBe(fileIn(repository, '.git/hooks/pre-push'))
    } finally {
      process.env['GIT_CONFIG_GLOBAL'] = '/dev/null'
    }
  })

  it('is one for all worktrees by default', async () => {
    const repository = newRepository()
    repository.commit()
    const worktree = path.join(sandbox.path, 'a worktree')
    repository.git('worktree', 'add', '--quiet', '--detach', worktree)
    const installed = await installPrePush(await openRepository(worktree), plain)
    expect(installed.path).toBe(fileIn(repository, '.git/hooks/pre-push'))
    expect((await status(repository)).state).toBe('installed')
  })
})

describe('husky', () => {
  const withHusky = (files: Record<string, string> = {}) => {
    const repository = newRepository()
    repository.write({ '.husky/_/h': '#!/usr/bin/env sh\n', '.husky/_/pre-push': '. "$(dirname "$0")/h"\n', ...files })
    repository.git('config', 'core.hooksPath', '.husky/_')
    return { repository, file: fileIn(repository, '.husky/pre-push') }
  }

  it('keeps its generated folder; the block goes into the file that is committed', async () => {
    const { repository, file } = withHusky()
    expect(await install(repository)).toEqual({ hook: 'pre-push', path: file, state: 'installed' })
    expect(readFileSync(fileIn(repository, '.husky/_/pre-push'), 'utf8')).toBe('. "$(dirname "$0")/h"\n')
    expect(readFileSync(file, 'utf8')).not.toContain(program.main)
    await uninstall(repository)
    expect(existsSync(file)).toBe(false)
  })

  it.each(['npm test\n', '#!/bin/sh\r\nnpm test\r\n', '#!/usr/bin/env sh\nnpm test', '#!/bin/sh'])(
    'has its hook back as it was: %j',
    async (text) => {
      const { repository, file } = withHusky({ '.husky/pre-push': text })
      expect(await status(repository)).toMatchObject({ state: 'other' })
      expect((await install(repository)).state).toBe('installed')
      expect((await install(repository, { autoCommit: true })).state).toBe('updated')
      expect((await status(repository)).state).toBe('installed')
      await uninstall(repository)
      expect(readFileSync(file, 'utf8')).toBe(text)
    },
  )

  it('may change its own lines; ours are looked after', async () => {
    const { repository, file } = withHusky({ '.husky/pre-push': 'npm test\n' })
    await install(repository)
    writeFileSync(file, `${readFileSync(file, 'utf8')}npm run lint\n`)
    expect((await status(repository)).state).toBe('installed')
    await uninstall(repository)
    expect(readFileSync(file, 'utf8')).toBe('npm test\nnpm run lint\n')
  })

  it('loses no line when the end of the block is gone, even if forced', async () => {
    const { repository, file } = withHusky({ '.husky/pre-push': 'npm test\n' })
    await install(repository)
    const broken = readFileSync(file, 'utf8').replace('# <<< ossa pre-push <<<\n', '')
    writeFileSync(file, broken)
    await expect(install(repository, { force: true })).rejects.toMatchObject({ code: 'git/hook-unreadable' })
    await expect(uninstall(repository, true)).rejects.toMatchObject({ code: 'git/hook-unreadable' })
    expect(readFileSync(file, 'utf8')).toBe(broken)
  })
})
