import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ValidateOutput } from '#core/contract'
import { makeFolder, TestRepository } from '../git/sandbox.ts'
import { bin, runOssa } from './run-ossa.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

let count = 0
let cwd = ''
beforeEach(() => {
  cwd = path.join(folder.path, String(count++))
  mkdirSync(cwd)
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true })
    writeFileSync(path.join(cwd, name), content)
  }
}

const agent = (name: string, spec = '') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker${spec} }\n`

async function places(...args: string[]): Promise<string[]> {
  const { stdout } = await runOssa(['spec', 'validate', '--json', ...args], { cwd })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string; code: string }[] }
  return diagnostics.map(({ file, code }) => `${file} ${code}`)
}

describe('ossa spec validate -', () => {
  const validate = (input: string, ...args: string[]) => runOssa(['spec', 'validate', '-', ...args], { cwd, input })

  it('checks standard input', async () => {
    expect(await validate(agent('a'))).toMatchObject({ exitCode: 0, stderr: '' })
    const { exitCode, stdout } = await validate(agent('a', ', dependsOn: [{ agent: b }]'))
    expect([exitCode, stdout.split('\n')[0]]).toEqual([1, 'stdin.yaml:4:44 error references/agent-exists'])
  })

  it('takes it for the content of a file that is there, or is not', async () => {
    write({ 'agents/b.yaml': agent('b'), 'agents/a.yaml': 'broken: [' })
    const text = agent('a', ', dependsOn: [{ agent: ./b.yaml }]')
    expect(await validate(text, '--stdin-filename', 'agents/a.yaml')).toMatchObject({ exitCode: 0 })
    expect(await validate(text, '--stdin-filename', 'agents/new/a.yaml')).toMatchObject({ exitCode: 1 })
    expect(await validate('{', '--stdin-filename', 'a.json')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('a.json:1:2 error source/valid-syntax'),
    })
  })

  it('is alone, read once, and has a name only if it is read', async () => {
    for (const args of [
      ['-', '--watch'],
      ['--stdin-filename', 'a.yaml'],
    ])
      expect(await runOssa(['spec', 'validate', ...args], { cwd, input: agent('a') })).toMatchObject({ exitCode: 2 })
    expect(await validate(agent('a'), 'agents')).toMatchObject({ exitCode: 2 })
    expect(await validate(agent('a'), '--stdin-filename', '../../../a.yaml', '--root', '.')).toMatchObject({
      exitCode: 2,
    })
  })
})

describe('ossa spec validate /', () => {
  it('does not look through the whole disk', async () => {
    const result = await runOssa(['spec', 'validate', '/'], { cwd })
    expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('workspace/whole-disk') })
  })
})

describe('ossa spec validate --changed', () => {
  const faulty = ', tools: [{ mcp: undeclared, name: x }]'
  const openapi = (id: string) =>
    `openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: { /a: { get: { operationId: ${id}, responses: { '200': { $ref: './more%20parts.yaml' } } } } }\n`
  const bound = ', capabilities: [{ name: go, operation: ./api.openapi.yaml#go }]'
  const workflow =
    'apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec: { tasks: { one: { agent: bound, capability: gone } } }\n'

  async function committed(): Promise<TestRepository> {
    const repository = new TestRepository(cwd)
    repository.write({
      'untouched.yaml': agent('untouched', faulty),
      'bound.yaml': agent('bound', faulty + bound),
      'flow.yaml': workflow,
      'api.openapi.yaml': openapi('go'),
      'more parts.yaml': 'description: fine\n',
    })
    repository.git('add', '.')
    repository.git('commit', '--quiet', '-m', 'first')
    return repository
  }
  const unchecked = ['bound.yaml references/mcp-server-declared', 'flow.yaml references/capability-exists']

  it('reports on nothing where nothing was changed', async () => {
    await committed()
    expect(await places('--changed', 'git#HEAD')).toEqual([])
    expect(await places()).toHaveLength(3)
  })

  it('reports on new and changed files', async () => {
    await committed()
    write({ 'new.yaml': agent('new', faulty) })
    expect(await places('--changed', 'git#HEAD')).toEqual(['new.yaml references/mcp-server-declared'])
  })

  it.each([
    ['the OpenAPI document', { 'api.openapi.yaml': `${openapi('go')}# changed\n` }],
    ['a part of the OpenAPI document', { 'more parts.yaml': 'description: changed\n' }],
    ['the agent', { 'bound.yaml': `${agent('bound', faulty + bound)}# changed\n` }],
  ])('reports on what refers to %s, and on what refers to that', async (...[, files]) => {
    await committed()
    write(files)
    expect(await places('--changed', 'git#HEAD')).toEqual(unchecked)
  })

  it('reports on everything when the configuration was changed', async () => {
    await committed()
    write({ 'ossa.yaml': 'exclude: []\n' })
    expect(await places('--changed', 'git#HEAD')).toHaveLength(3)
  })

  it('reports on what refers to an agent that is gone', async () => {
    const repository = await committed()
    repository.git('rm', '--quiet', 'bound.yaml')
    expect(await places('--changed', 'git#HEAD')).toEqual(['flow.yaml references/task-agent-exists'])
  })

  it('compares with the commit where the branch was left, from any folder', async () => {
    const repository = await committed()
    repository.git('switch', '--quiet', '-c', 'topic')
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'topic')
    repository.git('switch', '--quiet', 'main')
    repository.write({ 'untouched.yaml': `${agent('untouched', faulty)}# changed on main\n` })
    repository.git('commit', '--quiet', '-am', 'second')
    repository.git('switch', '--quiet', 'topic')
    write({ 'sub/new.yaml': agent('new', faulty) })
    expect(await places('--changed', 'git#main')).toEqual(['sub/new.yaml references/mcp-server-declared'])
    expect(await places('--changed', 'git#main', '--root', '.', 'sub')).toHaveLength(1)
    expect(await places('--changed', 'git#main...')).toEqual(['sub/new.yaml references/mcp-server-declared'])
    const nothing = await runOssa(['spec', 'validate', '--changed', 'git#topic', 'untouched.yaml'], { cwd })
    expect(nothing.stdout).toBe('No manifest and no OpenAPI document has changed since git#topic.\n')
  })

  it.each([
    [['--changed', 'main'], 2, 'workspace/unknown-version'],
    [['--changed', 'git#nowhere'], 2, 'git/unknown-ref'],
    [['--changed', 'git#--output=x'], 2, 'git/unknown-ref'],
  ])('refuses %s', async (args, exitCode, code) => {
    await committed()
    const result = await runOssa(['spec', 'validate', ...args], { cwd })
    expect(result).toMatchObject({ exitCode, stderr: expect.stringContaining(code) })
  })
})

describe('ossa spec validate --watch', () => {
  it.each([['--json'], ['--format=json'], ['--format=sarif'], ['--write-baseline=x.json']])(
    'refuses %s',
    async (flag) => {
      expect(await runOssa(['spec', 'validate', '--watch', flag], { cwd })).toMatchObject({ exitCode: 2 })
    },
  )

  it('checks again on every save, in new folders too, and ends with 130', async () => {
    write({ 'a.yaml': agent('a') })
    const child = execa(process.execPath, [bin, 'spec', 'validate', '--watch'], { cwd, reject: false })
    let printed = ''
    let watching = 0
    child.stdout.on('data', (data: Buffer) => {
      printed += data
    })
    child.stderr.on('data', (data: Buffer) => {
      watching += String(data).split('Watching').length - 1
    })
    const turns = (number: number) => expect.poll(() => watching, { timeout: 20_000 }).toBeGreaterThanOrEqual(number)
    await turns(1)
    expect(printed).toContain('no problems')
    write({ 'new/b.yaml': agent('b') })
    await turns(2)
    const before = watching
    write({ 'new/b.yaml': agent('b', ', reviews: [c]') })
    await turns(before + 1)
    expect(printed).toContain('references/agent-exists')
    child.kill('SIGINT')
    expect((await child).exitCode).toBe(130)
  })

  it('sees what editors do: files replaced, renamed, deleted, and saved many times at once', async () => {
    write({ 'a.yaml': agent('a') })
    const child = execa(process.execPath, [bin, 'spec', 'validate', '--watch'], { cwd, reject: false })
    let printed = ''
    child.stdout.on('data', (data: Buffer) => {
      printed += data
    })
    // The last line says how many there are of what.
    const last = () => printed.trimEnd().split('\n').at(-1)
    const says = (line: string) => expect.poll(last, { timeout: 20_000 }).toBe(line)
    const file = (name: string) => path.join(cwd, name)
    await says('1 agent and 0 workflows in 1 file: no problems.')
    write({ '.a.yaml.tmp': agent('a', ', reviews: [nobody]') })
    renameSync(file('.a.yaml.tmp'), file('a.yaml'))
    await says('1 agent and 0 workflows in 1 file: 1 error.')
    for (let count = 0; count <= 40; count += 1) {
      write({ 'a.yaml': agent('a', `, reviews: [nobody${count}]`), 'a.yaml~': 'backup', '.a.yaml.swp': 'swap' })
      if (count % 10 === 0) await setTimeout(30)
    }
    write({ 'a.yaml': agent('a') })
    await says('1 agent and 0 workflows in 1 file: no problems.')
    write({ 'b.yaml': agent('b', ', reviews: [nobody]') })
    await says('2 agents and 0 workflows in 2 files: 1 error.')
    renameSync(file('b.yaml'), file('c.yaml'))
    await expect.poll(() => printed, { timeout: 20_000 }).toContain('c.yaml:')
    rmSync(file('c.yaml'))
    await says('1 agent and 0 workflows in 1 file: no problems.')
    child.kill('SIGINT')
    expect((await child).exitCode).toBe(130)
  })
})

describe('ten thousand errors in one file', () => {
  it('are all counted, and a thousand listed unless more are wanted', async () => {
    const capabilities = Array.from(
      { length: 10_000 },
      (_, index) => `    - { name: c${index}, descripton: x }\n`,
    ).join('')
    write({ 'a.yaml': `${agent('a').replace(/spec:.*/, 'spec:')}  type: worker\n  capabilities:\n${capabilities}` })
    const validate = async (...args: string[]) => {
      const { stdout, stderr } = await runOssa(['spec', 'validate', '--json', '--no-cache', ...args], { cwd })
      const { summary, diagnostics } = JSON.parse(stdout) as ValidateOutput
      return [summary.errors, summary.omitted, diagnostics.length, stderr]
    }
    const said = '9000 findings more are counted, but not listed: --max-findings-per-file 0 lists all.\n'
    expect(await validate()).toEqual([10_000, 9_000, 1_000, said])
    expect(await validate('--max-findings-per-file', '0')).toEqual([10_000, undefined, 10_000, ''])
  })
})
