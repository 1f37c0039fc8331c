import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExecutionListOutput } from '#core/contract'
import { bin, runOssa } from './run-ossa.ts'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa read only ')))
const state = path.join(root, '.ossa')
const file = path.join(state, 'runs.db')
const folders = [state, path.join(state, 'locks')]

beforeAll(async () => {
  const manifest = (kind: string, spec: object) =>
    JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name: 'a', version: '1.0.0' }, spec })
  const runtime = { command: { run: ['echo', '1'] } }
  writeFileSync(
    path.join(root, 'a.json'),
    manifest('Agent', { type: 'worker', capabilities: [{ name: 'c' }], runtime }),
  )
  writeFileSync(path.join(root, 'w.json'), manifest('Workflow', { tasks: { t: { agent: 'a', capability: 'c' } } }))
  expect((await runOssa(['run', 'workflow', 'w.json', '--id', 'k'], { cwd: root })).exitCode).toBe(0)
  chmodSync(root, 0o755)
})
afterAll(() => {
  for (const folder of folders) chmodSync(folder, 0o755)
  rmSync(root, { recursive: true, force: true })
})

function lock() {
  for (const folder of folders) {
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()))
      chmodSync(path.join(folder, name), 0o444)
    chmodSync(folder, 0o555)
  }
}

// Root may write anywhere.
const asReader = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []

async function read(...args: string[]) {
  const [program = '', ...rest] = [...asReader, process.execPath, bin, 'execution', ...args, '--json']
  return await execa(program, rest, { cwd: root, reject: false, stdin: 'ignore', env: { HOME: '/nonexistent' } })
}

async function expectReadable() {
  lock()
  const before = readdirSync(state).sort()
  const listed = await read('list')
  expect([listed.exitCode, listed.stderr]).toEqual([0, ''])
  expect((JSON.parse(listed.stdout) as ExecutionListOutput).executions).toMatchObject([{ key: 'k', active: false }])
  expect([(await read('show', 'k')).exitCode, (await read('events', 'k')).exitCode]).toEqual([0, 0])
  expect(readdirSync(state).sort()).toEqual(before)
  for (const folder of folders) chmodSync(folder, 0o755)
}

describe.skipIf(process.platform === 'win32')('executions can be looked at by someone who may not write', () => {
  it('when nobody works on them', expectReadable)

  it('while somebody works on them', async () => {
    const writer = new Sqlite(file)
    writer.exec('UPDATE executions SET updated_at = updated_at + 1')
    expect(readdirSync(state)).toContain('runs.db-wal')
    await expectReadable()
    writer.close()
  })

  it('after a crash', async () => {
    const kept = path.join(root, 'kept')
    mkdirSync(kept)
    const names = ['runs.db', 'runs.db-wal']
    const writer = new Sqlite(file)
    writer.exec("UPDATE executions SET owner = 'dead'")
    for (const name of names) copyFileSync(path.join(state, name), path.join(kept, name))
    writer.close()
    for (const name of names) copyFileSync(path.join(kept, name), path.join(state, name))
    await expectReadable()
  })
})
