import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasServer, noPostgres, startServer } from '../postgres.ts'
import { bin, runOssa } from './run-ossa.ts'

const password = 'l0ng-s3cret'
const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa access ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

type Environment = Readonly<Record<string, string>>

const run = ['run', 'workflow', 'workflows/welcome.yaml', '--input', '@inputs/ada.json']

/** What `execution list` says with an environment: its exit code, and the code and hint of its error. */
async function list(env: Environment) {
  const { exitCode, stdout, stderr } = await runOssa(['execution', 'list', '--json'], { cwd, env })
  expect(stdout + stderr).not.toContain(password)
  const { error } = JSON.parse(stdout) as { error?: { code: string; hint: string } }
  return { exitCode, code: error?.code, hint: error?.hint }
}

/** Has a worker carry a workflow out, both with an environment. */
async function carryOut(env: Environment): Promise<unknown> {
  const worker = execa(process.execPath, [bin, 'worker'], { cwd, env, reject: false })
  try {
    const { exitCode, stdout } = await runOssa(run, { cwd, env })
    expect(exitCode).toBe(0)
    return JSON.parse(stdout)
  } finally {
    worker.kill('SIGTERM')
    const { stderr } = await worker
    expect(stderr).not.toContain(password)
  }
}

describe.skipIf(noPostgres !== undefined || !hasServer)('a server that wants a password and encryption', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let url = ''
  let address: Environment = {}
  const unencrypted = () => ({ OSSA_ENGINE: url })
  const trusted = () => ({ PGSSLMODE: 'verify-full', PGSSLROOTCERT: server.certificate })

  beforeAll(async () => {
    await runOssa(['init', '.', '--template', 'minimal'], { cwd })
    server = await startServer({ password, isEncrypted: true })
    url = await server.database()
    address = {
      OSSA_ENGINE: 'postgres:',
      PGHOST: '127.0.0.1',
      PGPORT: String(server.port),
      PGDATABASE: 'ossa',
      PGUSER: 'postgres',
    }
  }, 120_000)
  afterAll(() => server?.remove())

  it('has work carried out, with the password in the address', async () => {
    expect(await carryOut({ OSSA_ENGINE: url, ...trusted() })).toMatchObject({ approved: true })
  })

  it('takes the password from PGPASSWORD and from a file', async () => {
    const file = path.join(cwd, 'passwords')
    writeFileSync(file, `127.0.0.1:${server.port}:ossa:postgres:${password}\n`, { mode: 0o600 })
    expect((await list({ ...address, ...trusted(), PGPASSWORD: password })).exitCode).toBe(0)
    expect(await carryOut({ ...address, ...trusted(), PGPASSFILE: file })).toMatchObject({ approved: true })
    const withoutPassword = url.replace(`:${password}`, '')
    expect((await list({ OSSA_ENGINE: withoutPassword, ...trusted(), PGPASSWORD: password })).exitCode).toBe(0)
  })

  it('refuses a wrong password, and none, and says where to look', async () => {
    const wrong = { ...address, ...trusted(), PGPASSWORD: 'other' }
    const none = { ...address, ...trusted(), PGPASSFILE: path.join(cwd, 'nothing') }
    for (const env of [wrong, none])
      expect(await list(env)).toMatchObject({
        exitCode: 3,
        code: 'engine/refused',
        hint: expect.stringContaining('PGPASSWORD'),
      })
    const worker = await runOssa(['worker', '--json'], { cwd, env: wrong })
    expect([worker.exitCode, JSON.parse(worker.stdout).error.code]).toEqual([3, 'engine/refused'])
    // A server keeps a connection open for a minute on which nobody logs in.
  }, 30_000)

  it('is encrypted with any certificate if no more is asked for, and says so where nothing is', async () => {
    expect((await list({ OSSA_ENGINE: `${url}?sslmode=require` })).exitCode).toBe(0)
    expect(await list(unencrypted())).toMatchObject({
      exitCode: 3,
      code: 'engine/refused',
      hint: expect.stringContaining('sslmode'),
    })
  })

  it('is trusted only by its certificate, and by the name in it', async () => {
    const stranger = { OSSA_ENGINE: `${url}?sslmode=verify-full` }
    const otherName = { ...trusted(), OSSA_ENGINE: url.replace('127.0.0.1', 'localhost') }
    for (const env of [stranger, otherName])
      expect(await list(env)).toMatchObject({ exitCode: 3, code: 'engine/untrusted' })
    const anyName = { ...otherName, PGSSLMODE: 'verify-ca' }
    expect((await list(anyName)).exitCode).toBe(0)
  })

  it.each([
    [{ PGSSLMODE: 'verify-full', PGSSLROOTCERT: '/nowhere/root.crt' }, 3, 'engine/no-certificate'],
    [{ PGSSLMODE: 'verify-ca' }, 2, 'engine/no-ssl-mode'],
    [{ PGSSLMODE: 'prefer' }, 2, 'engine/no-ssl-mode'],
    [{ PGSSLMODE: 'verify' }, 2, 'engine/no-ssl-mode'],
  ])('with %j ends with %i and %s', async (env, exitCode, code) => {
    expect(await list({ ...unencrypted(), ...env })).toMatchObject({ exitCode, code })
  })
})
