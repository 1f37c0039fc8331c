import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
