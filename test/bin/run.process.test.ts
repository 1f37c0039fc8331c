import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa-not-built-')))
const dist = path.join(folder, 'dist')
for (const file of ['bin/run.cjs', 'package.json']) cpSync(path.join(root, file), path.join(folder, file))

afterAll(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const ran = spawnSync(process.execPath, [path.join(folder, 'bin/run.cjs'), ...args], { encoding: 'utf8' })
  return { exitCode: ran.status, output: ran.stdout, error: ran.stderr }
}

describe('a program that is not built', () => {
  it('says so, and what to do', () => {
    const error = `error cli/not-built The program is not built: ${dist} is missing or incomplete.\n  hint: Install ossa again.\n`
    expect(run('spec', 'validate')).toEqual({ exitCode: 3, output: '', error })
  })

  it('says how to build it where its sources are', () => {
    writeFileSync(path.join(folder, 'bin/build.ts'), '')
    expect(run().error).toContain(`hint: Run \`npm ci && npm run build\` in ${folder}.`)
  })

  it('says it as JSON where that is asked for', () => {
    const { exitCode, output, error } = run('spec', 'validate', '--json')
    expect({ exitCode, error }).toEqual({ exitCode: 3, error: '' })
    expect(JSON.parse(output)).toMatchObject({ error: { code: 'cli/not-built' } })
  })

  it('says it where half of it is there', () => {
    mkdirSync(path.join(dist, 'cli'), { recursive: true })
    writeFileSync(
      path.join(dist, 'cli/load-program.cjs'),
      `exports.loadProgram = (folder, file) => require('node:fs').readFileSync(folder + '/' + file)`,
    )
    expect(run('spec', 'validate')).toMatchObject({ exitCode: 3, output: '' })
  })

  it('does not hide other faults', () => {
    writeFileSync(path.join(dist, 'cli/load-program.cjs'), `require('./nothing.cjs')`)
    expect(run().error).toContain(`Cannot find module './nothing.cjs'`)
  })

  it('tells its version all the same', () => {
    expect(run('--version')).toMatchObject({ exitCode: 0, error: '' })
  })
})
