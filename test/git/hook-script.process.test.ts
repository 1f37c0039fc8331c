import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execaSync } from 'execa'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { installPrePush, openRepository } from '#core/git'
import { makeFolder, TestRepository } from './sandbox.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let repository: TestRepository
let count = 0
const refs = 'refs/heads/a b 1 refs/heads/x 2\nrefs/heads/c 3 refs/heads/y 4\n'
const basic = path.join(sandbox.path, 'basic tools')
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`))
})

const script = (file: string, lines: string) => {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${lines}`)
  chmodSync(file, 0o755)
}
// Writes down what it was given.
const recorder = (name: string, exitCode = 0) =>
  `for word; do echo "[$word]"; done >"${name}.args"; cat >"${name}.in"; exit ${exitCode}\n`

// A PATH with what every system has, but neither node nor ossa.
mkdirSync(basic)
for (const tool of ['cat', 'dirname', 'git', 'sh']) {
  const found = execaSync('sh', ['-c', 'command -v "$1"', 'sh', tool]).stdout
  script(path.join(basic, tool), `exec ${found} "$@"\n`)
}

const install = async (program = { node: '/nowhere/node', main: '/nowhere/run.js' }, graph?: string) =>
  installPrePush(await openRepository(repository.path), { autoCommit: false, graph, force: false, program })

const run = (
  shell: string,
  { input = refs, folders = [] as string[], file = '.git/hooks/pre-push', flags = [] as string[] } = {},
) =>
  execaSync(execaSync('sh', ['-c', 'command -v "$1"', 'sh', shell]).stdout, [...flags, file, 'ori gin', "it's"], {
    cwd: repository.path,
    input,
    reject: false,
    env: { PATH: [...folders, basic].join(':') },
  })
const read = (name: string) => readFileSync(path.join(repository.path, name), 'utf8')
const tools = (exitCode = 0) => {
  const folder = path.join(repository.path, 'my tools')
  script(path.join(folder, 'node'), 'exit 0\n')
  script(path.join(folder, 'ossa'), recorder('ossa', exitCode))
  return folder
}

describe.each(['dash', 'bash'])('in %s', (shell) => {
  it('hands over what git says, word for word', async () => {
    await install(undefined, "it's $(touch x)")
    expect(run(shell, { folders: [tools()] })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(read('ossa.in')).toBe(refs)
    expect(read('ossa.args')).toBe(
      "[hooks]\n[run]\n[pre-push]\n[--graph]\n[it's $(touch x)]\n[--]\n[ori gin]\n[it's]\n",
    )
  })

  it('gives the hook that was there the same, first', async () => {
    script(path.join(repository.path, '.git/hooks/pre-push'), recorder('previous'))
    await install()
    expect(run(shell, { folders: [tools()] }).exitCode).toBe(0)
    expect([read('previous.in'), read('ossa.in')]).toEqual([refs, refs])
    expect(read('previous.args')).toBe("[ori gin]\n[it's]\n")
  })

  it('stops with the exit code of whoever objects', async () => {
    script(path.join(repository.path, '.git/hooks/pre-push'), recorder('previous', 7))
    await install()
    expect(run(shell, { folders: [tools()] }).exitCode).toBe(7)
    expect(() => read('ossa.in')).toThrow()
    rmSync(path.join(repository.path, '.git/hooks/pre-push.ossa-previous'))
    expect(run(shell, { folders: [tools(3)] }).exitCode).toBe(3)
  })

  it('does not run a hook that git would not have run', async () => {
    const file = path.join(repository.path, '.git/hooks/pre-push')
    script(file, recorder('previous', 7))
    chmodSync(file, 0o644)
    await install()
    expect(run(shell, { folders: [tools()] }).exitCode).toBe(0)
  })

  it.each([refs, '', 'x '.repeat(100_000)])(
    'leaves standard input to the lines of husky that follow',
    async (input) => {
      repository.write({ '.husky/_/h': '', '.husky/pre-push': recorder('husky') })
      repository.git('config', 'core.hooksPath', '.husky/_')
      await install()
      expect(run(shell, { folders: [tools()], file: '.husky/pre-push', flags: ['-e'], input }).exitCode).toBe(0)
      expect([read('ossa.in').trim(), read('husky.in').trim()]).toEqual([input.trim(), input.trim()])
      expect(run(shell, { folders: [tools(1)], file: '.husky/pre-push', flags: ['-e'] }).exitCode).toBe(1)
    },
  )

  it('finds the program in node_modules', async () => {
    await install()
    const folder = tools()
    rmSync(path.join(folder, 'ossa'))
    script(path.join(repository.path, 'node_modules/.bin/ossa'), recorder('local'))
    expect(run(shell, { folders: [folder] }).exitCode).toBe(0)
    expect(read('local.in')).toBe(refs)
  })

  it('finds the program it was installed by, even without node in PATH', async () => {
    const node = path.join(repository.path, 'an old node')
    script(node, recorder('recorded'))
    repository.write({ 'run me.js': '' })
    await install({ node, main: path.join(repository.path, 'run me.js') })
    const folder = tools()
    rmSync(path.join(folder, 'node'))
    expect(run(shell, { folders: [folder] }).exitCode).toBe(0)
    expect(read('recorded.args')).toContain('[hooks]\n[run]\n[pre-push]\n[--]\n')
  })

  it('stops the push when there is no program, and says what to do', async () => {
    await install()
    const { exitCode, stderr } = run(shell)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('nothing was checked and the push is stopped')
    expect(stderr).toContain('git push --no-verify')
  })
})
