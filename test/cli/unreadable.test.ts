import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runOssa } from './run-ossa.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa unreadable '))
const cwd = path.join(sandbox, 'fleet')
const agent = (name: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker }\n`

beforeAll(() => {
  mkdirSync(cwd)
  writeFileSync(path.join(sandbox, 'secret.yaml'), agent('secret'))
  writeFileSync(path.join(cwd, 'ossa.yaml'), '')
  writeFileSync(path.join(cwd, 'good.yaml'), agent('good'))
  symlinkSync('../secret.yaml', path.join(cwd, 'outside.yaml'))
  symlinkSync('circle.yaml', path.join(cwd, 'circle.yaml'))
  execFileSync('mkfifo', [path.join(cwd, 'pipe.yaml')])
})
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

async function validate(...paths: string[]) {
  const { exitCode, stdout } = await runOssa(['spec', 'validate', '--json', ...paths], { cwd })
  const { error, summary, diagnostics } = JSON.parse(stdout)
  return { exitCode, agents: summary?.agents, said: error?.message ?? diagnostics.map(saidBy) }
}

const saidBy = ({ code, message }: { code: string; message: string }) => `${code}: ${message}`

describe('a file that cannot be read', () => {
  it('is an error of the input if it was found, and hides no other file', async () => {
    expect(await validate()).toEqual({
      exitCode: 1,
      agents: 1,
      said: [
        'source/readable-file: Cannot read circle.yaml: its links lead in a circle.',
        'source/readable-file: Cannot read outside.yaml: it is outside the workspace root.',
      ],
    })
  })

  it.each([
    ['outside.yaml', 'it is outside the workspace root'],
    ['pipe.yaml', 'it is not a regular file'],
  ])('stops nothing but makes the exit code 3 if it was named: %s', async (name, reason) => {
    expect(await validate(name, 'good.yaml')).toEqual({
      exitCode: 3,
      agents: 1,
      said: [`source/readable-file: Cannot read ${name}: ${reason}.`],
    })
  })

  it.each([
    ['nowhere.yaml', 'there is no such file or folder'],
    ['circle.yaml', 'its links lead in a circle'],
    ['good.yaml/inside.yaml', 'there is no such file or folder'],
  ])('is refused at once if nothing is there: %s', async (name, reason) => {
    expect(await validate(name)).toEqual({ exitCode: 3, agents: undefined, said: `Cannot read ${name}: ${reason}.` })
  })
})

describe('without permission', () => {
  const folder = path.join(sandbox, 'closed')

  beforeAll(() => {
    mkdirSync(path.join(folder, 'inner'), { recursive: true })
    for (const file of ['good.yaml', 'secret.yaml', 'inner/other.yaml'])
      writeFileSync(path.join(folder, file), agent(path.basename(file, '.yaml')))
    writeFileSync(path.join(folder, 'ossa.yaml'), '')
    for (const each of [sandbox, folder]) chmodSync(each, 0o755)
    for (const closed of ['secret.yaml', 'inner', 'ossa.yaml']) chmodSync(path.join(folder, closed), 0)
  })
  afterAll(() => chmodSync(path.join(folder, 'inner'), 0o755))

  it('to read files and folders, that is reported, and hides no other file', async () => {
    const { exitCode, stdout } = await runOssa(['spec', 'validate', '--json'], { cwd: folder, asNobody: true })
    const { summary, diagnostics } = JSON.parse(stdout)
    expect([exitCode, summary.agents, diagnostics.map(saidBy)]).toEqual([
      1,
      1,
      ['inner', 'ossa.yaml', 'secret.yaml'].map(
        (name) => `source/readable-file: Cannot read ${name}: permission denied.`,
      ),
    ])
  })

  it('to read a file that was named, that is a failure of the world', async () => {
    const words = ['spec', 'validate', 'secret.yaml', '--json']
    expect((await runOssa(words, { cwd: folder, asNobody: true })).exitCode).toBe(3)
  })
})

describe('standard input', () => {
  it('that is larger than any file may be is not read to its end', async () => {
    const input = 'x'.repeat(40 * 1024 * 1024)
    const { exitCode, stdout } = await runOssa(['spec', 'validate', '-', '--json'], { cwd, input })
    expect([exitCode, JSON.parse(stdout).diagnostics.map(saidBy)]).toEqual([
      3,
      ['source/readable-file: Cannot read stdin.yaml: it is larger than 32 MiB.'],
    ])
  })
})
