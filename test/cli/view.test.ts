import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot, runOssa } from './run-ossa.ts'

const sandbox = mkdtempSync(path.join(tmpdir(), 'ossa view '))

afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

function workspace(name: string): string {
  const cwd = path.join(sandbox, name)
  mkdirSync(cwd)
  const agent = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec: { type: worker }\n'
  writeFileSync(path.join(cwd, 'a.yaml'), agent)
  return cwd
}

/** A PATH on which `xdg-open` is a program that writes down what it is to open, and ends so. */
function opener(cwd: string, exitCode: number): string {
  const folder = path.join(cwd, 'bin')
  mkdirSync(folder)
  const file = path.join(folder, 'xdg-open')
  writeFileSync(file, `#!/bin/sh\nprintf %s "$1" > "${cwd}/opened"\nexit ${exitCode}\n`)
  chmodSync(file, 0o755)
  return `${folder}:${process.env['PATH']}`
}

describe.skipIf(process.platform !== 'linux')('ossa knowledge-graph view --open', () => {
  it('opens the page that it has written', async () => {
    const cwd = workspace('opens')
    const env = { PATH: opener(cwd, 0) }
    const { exitCode, stderr } = await runOssa(['knowledge-graph', 'view', '--open'], { cwd, env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const opened = readFileSync(path.join(cwd, 'opened'), 'utf8')
    expect(path.isAbsolute(opened)).toBe(true)
    expect(readFileSync(opened, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('says that the page is there where it cannot be opened', async () => {
    const cwd = workspace('cannot')
    const args = ['knowledge-graph', 'view', '--open', '--output', 'fleet.html', '--json']
    const { exitCode, stdout } = await runOssa(args, { cwd, env: { PATH: opener(cwd, 3) } })
    expect(exitCode).toBe(3)
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'cli/cannot-open',
        message: expect.stringMatching(/fleet\.html was written, but xdg-open could not open it\.$/),
        hint: 'Open the file in a browser yourself.',
      },
    })
    expect(existsSync(path.join(cwd, 'fleet.html'))).toBe(true)
  })
})

describe('a checkout that was not built', () => {
  it('says how to build what is missing', async () => {
    const checkout = path.join(sandbox, 'checkout')
    for (const part of ['bin/run.cjs', 'package.json', 'oclif.manifest.json', 'dist'])
      cpSync(path.join(packageRoot, part), path.join(checkout, part), { recursive: true })
    symlinkSync(path.join(packageRoot, 'node_modules'), path.join(checkout, 'node_modules'))
    rmSync(path.join(checkout, 'dist/view.html'))
    const args = [path.join(checkout, 'bin/run.cjs'), 'knowledge-graph', 'view']
    const { exitCode, stderr } = await execa(process.execPath, args, { cwd: workspace('unbuilt'), reject: false })
    expect(exitCode).toBe(3)
    expect(stderr).toContain('view.html is missing. It is made when OSSA is built.')
    expect(stderr).toContain(`hint: Run \`npm run build\` in ${checkout}.`)
  })
})
