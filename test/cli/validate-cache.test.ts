import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { execa } from 'execa'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { ValidateOutput } from '#core/contract'
import { makeFolder } from '../git/sandbox.ts'
import { bin, runOssa } from './run-ossa.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const padding = '# There is more to say of this agent.\n'.repeat(20)
const agent = (index: number, spec = '') =>
  `${padding}apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: agent-${index}, version: 1.0.0 }\nspec: { type: worker${spec} }\n`
const dependsOn = (index: number) => `, dependsOn: [{ agent: agent-${index} }]`
const size = 60

let count = 0
let cwd = ''
beforeEach(() => {
  cwd = path.join(folder.path, String(count++))
  mkdirSync(cwd)
  for (let index = 0; index < size; index += 1) write(index, index === 0 ? '' : dependsOn(index - 1))
})

function write(index: number, spec = ''): void {
  writeFileSync(path.join(cwd, `${index}.yaml`), agent(index, spec))
}

async function validate(...args: string[]) {
  const { exitCode, stdout, stderr } = await runOssa(['spec', 'validate', '--json', ...args], { cwd })
  const { diagnostics, summary } = JSON.parse(stdout) as ValidateOutput
  return { exitCode, stderr, diagnostics, summary: { ...summary, durationMs: 0 } }
}

const told = (reason: string) =>
  expect.stringMatching(new RegExp(`^Nothing was remembered for the next time\\. ${reason}\\.\n$`))
const noFolder = told('Cannot write to [^\n]+: permission denied')
const readOnly = told('The database [^\n]+\\.ossa[^\n]+ cannot be used: attempt to write a readonly database')

// To root everything is writable, so it becomes somebody else.
async function validateUnwritable() {
  for (const each of [folder.path, cwd, ...readdirSync(cwd, { recursive: true, encoding: 'utf8' })]) {
    const target = path.resolve(cwd, each)
    chmodSync(target, statSync(target).isDirectory() ? 0o555 : 0o444)
  }
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
  const [command = '', ...args] = [...user, process.execPath, bin, 'spec', 'validate', '--json']
  const env = { NO_COLOR: '1', CI: '1', HOME: '/nonexistent' }
  const { exitCode, stdout, stderr } = await execa(command, args, { cwd, env, reject: false, stripFinalNewline: false })
  chmodSync(folder.path, 0o755)
  for (const each of [cwd, ...readdirSync(cwd, { recursive: true, encoding: 'utf8' })])
    chmodSync(path.resolve(cwd, each), 0o755)
  const { diagnostics, summary } = JSON.parse(stdout) as ValidateOutput
  return { exitCode, stderr, diagnostics, summary: { ...summary, durationMs: 0 } }
}

const file = () => path.join(cwd, '.ossa/cache/workspace.sqlite')
const rows = () => {
  const database = new Sqlite(file(), { readonly: true })
  const found = database.prepare('SELECT COUNT(*) FROM results').pluck().get()
  database.close()
  return found
}

describe('ossa spec validate', () => {
  it('says with a cache what it says without, whatever changes', async () => {
    const cold = await validate()
    expect(existsSync(file())).toBe(true)
    expect(await validate()).toEqual(cold)
    write(7, dependsOn(size))
    const changed = await validate()
    expect(changed.diagnostics.map((each) => each.file)).toEqual(['7.yaml'])
    expect(changed).toEqual(await validate('--no-cache'))
    write(size)
    expect(await validate()).toMatchObject({ exitCode: 0, diagnostics: [], summary: { agents: size + 1 } })
    expect(await validate('7.yaml')).toMatchObject({ exitCode: 0, diagnostics: [], summary: { files: 1 } })
  })

  it('begins no cache for little', async () => {
    await validate('1.yaml')
    await validate('--no-cache')
    expect(existsSync(path.join(cwd, '.ossa'))).toBe(false)
  })

  it('replaces a cache that is damaged, wherever the damage is, and says so once', async () => {
    const cold = await validate()
    truncateSync(file(), statSync(file()).size >> 1)
    const again = await validate()
    expect(again).toEqual({
      ...cold,
      stderr: 'The cache .ossa/cache/workspace.sqlite was damaged, and has been made anew.\n',
    })
    expect(await validate()).toEqual(cold)
    const content = readFileSync(file())
    content.fill(0x5a, 4096, content.length)
    writeFileSync(file(), content)
    expect(await validate()).toMatchObject({ ...cold, stderr: expect.stringContaining('made anew') })
    expect(await validate()).toEqual(cold)
  })

  it('does not believe what was changed in the cache', async () => {
    write(7, dependsOn(size))
    const cold = await validate()
    const database = new Sqlite(file())
    database.exec(`UPDATE results SET value = replace(value, 'agent-exists', 'agent-missing')`)
    expect(database.prepare(`SELECT COUNT(*) FROM results WHERE value LIKE '%agent-missing%'`).pluck().get()).not.toBe(
      0,
    )
    database.close()
    expect(await validate()).toEqual(cold)
  })

  it('does without a cache that somebody holds, or whose place is taken', async () => {
    const cold = await validate()
    const holder = new Sqlite(file())
    holder.pragma('journal_mode = DELETE')
    holder.exec('BEGIN EXCLUSIVE')
    expect(await validate()).toMatchObject({ ...cold, stderr: expect.stringContaining('Nothing was remembered') })
    holder.close()
    expect(await validate()).toEqual(cold)
  })

  it('does without a cache that cannot be written, and says so once', async () => {
    const cold = await validate()
    rmSync(path.join(cwd, '.ossa'), { recursive: true })
    expect(await validateUnwritable()).toEqual({ ...cold, stderr: noFolder })
    expect(existsSync(path.join(cwd, '.ossa'))).toBe(false)
    await validate()
    write(7, dependsOn(size))
    const changed = await validate('--no-cache')
    expect(await validateUnwritable()).toEqual({ ...changed, stderr: readOnly })
  })

  it('runs twice at once', async () => {
    const all = await Promise.all([validate(), validate(), validate()])
    for (const each of all) expect(each).toEqual({ ...all[0], stderr: '' })
    expect(await validate()).toEqual(all[0])
  })

  it('keeps no more than what is there', async () => {
    await validate()
    const before = rows()
    for (let turn = 0; turn < 3; turn += 1) {
      write(turn, `, domains: [turn-${turn}]`)
      await validate()
      expect(rows()).toBe(before)
    }
  })
})

describe('ossa cache', () => {
  it('tells what is remembered, and forgets it, but no executions', async () => {
    await validate()
    writeFileSync(path.join(cwd, '.ossa/runs.db'), 'executions')
    const told = await runOssa(['cache', 'status'], { cwd })
    expect(told.stdout).toMatch(/^\.ossa\/cache\/workspace\.sqlite: [\d.]+ kB, 60 files\n$/)
    const { stdout } = await runOssa(['cache', 'clear', '--json'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ path: '.ossa/cache/workspace.sqlite', cleared: true })
    expect(existsSync(file())).toBe(false)
    expect(readFileSync(path.join(cwd, '.ossa/runs.db'), 'utf8')).toBe('executions')
  })

  it('says what is wrong with a cache, and removes it all the same', async () => {
    await validate()
    writeFileSync(file(), 'not a database '.repeat(100))
    const { exitCode, stdout, stderr } = await runOssa(['cache', 'status', '--json'], { cwd })
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('It cannot be used.')])
    expect(JSON.parse(stdout)).toMatchObject({
      exists: true,
      files: 0,
      problem: expect.stringContaining('not a database'),
    })
    expect((await runOssa(['cache', 'clear'], { cwd })).exitCode).toBe(0)
    expect(existsSync(file())).toBe(false)
  })
})
