import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll } from 'vitest'
import { openOrchestrator } from '#core/orchestrator'

const server = process.env['OSSA_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432'

/** Why there are no tests with PostgreSQL; undefined if there are. Where all tests have to run, its absence is a failure. */
export const noPostgres = await findReason()

async function findReason(): Promise<string | undefined> {
  try {
    await asked('SELECT 1')
    return undefined
  } catch (error) {
    const reason = `no PostgreSQL at ${server.replace(/:[^:@/]*@/, ':…@')} (OSSA_TEST_POSTGRES): ${(error as Error).message}`
    if (process.env['CI_STRICT'] !== undefined) throw new Error(reason, { cause: error })
    return reason
  }
}

const run = `ossa_test_${process.pid}_${randomBytes(3).toString('hex')}`
let databases = 0
let template: Promise<string> | undefined

/** A database of its own, with all tables in it. Returns its address. */
export async function freshDatabase(): Promise<string> {
  template ??= makeTemplate()
  databases += 1
  const name = `${run}_${databases}`
  await asked(`CREATE DATABASE ${name} TEMPLATE ${await template}`)
  return urlOf(name)
}

/** A database with nothing in it. Returns its address. */
export async function emptyDatabase(): Promise<string> {
  databases += 1
  const name = `${run}_${databases}`
  await asked(`CREATE DATABASE ${name}`)
  return urlOf(name)
}

/** To be called once by a file of tests: removes the databases that it has made. */
export function dropDatabases(): void {
  afterAll(async () => {
    if (template !== undefined) await asked(`DROP DATABASE IF EXISTS ${await template} WITH (FORCE)`)
    template = undefined
    for (; databases > 0; databases -= 1) await asked(`DROP DATABASE IF EXISTS ${run}_${databases} WITH (FORCE)`)
  })
}

// Making all tables takes a second; copying them does not.
async function makeTemplate(): Promise<string> {
  const name = `${run}_template`
  await asked(`CREATE DATABASE ${name}`)
  const orchestrator = await openOrchestrator({
    engine: 'postgres',
    environment: { ...process.env, OSSA_ENGINE: urlOf(name) },
    root: '/',
    folder: '',
    access: 'create',
    now: () => Date.now(),
    random: () => randomBytes(10),
  })
  await orchestrator.close()
  return name
}

/** Where Debian keeps the programs of each version. */
const versions = '/usr/lib/postgresql'

/** A server can be started here. Where all tests have to run, that there are no programs for it is a failure. */
export const hasServer = existsSync(versions) || process.env['CI_STRICT'] !== undefined

interface ServerOptions {
  /** Its users need this password. */
  readonly password?: string
  /** Connections must be encrypted. Its certificate, signed by itself, is for the address 127.0.0.1. */
  readonly isEncrypted?: boolean
}

/** A server of its own, that can be stopped and started. */
export async function startServer({ password, isEncrypted = false }: ServerOptions = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ossa-postgres-'))
  const data = path.join(folder, 'data')
  mkdirSync(data)
  const port = await freePort()
  // It refuses to run as root.
  const isRoot = process.getuid?.() === 0
  const [, user = '', group = ''] = isRoot
    ? (/^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [])
    : []
  if (isRoot) for (const each of [folder, data]) chownSync(each, Number(user), Number(group))
  const ids = isRoot ? { uid: Number(user), gid: Number(group) } : {}
  const certificate = path.join(folder, 'certificate')
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, password ?? '')
  if (isEncrypted) makeCertificate(folder)
  if (isRoot) for (const name of readdirSync(folder)) chownSync(path.join(folder, name), Number(user), Number(group))
  const does = (program: string, ...args: string[]) =>
    execFileSync(path.join(programs(), program), ['-D', data, ...args], { ...ids, cwd: folder, stdio: 'ignore' })
  const encryption = isEncrypted ? ` -c ssl=on -c ssl_cert_file=${certificate} -c ssl_key_file=${folder}/key` : ''
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1${encryption}`
  const start = () => does('pg_ctl', '-w', '-l', path.join(folder, 'log'), '-o', options, 'start')
  const trusting = password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', '--pwfile', passwordFile]
  does('initdb', '-U', 'postgres', ...trusting, '--no-sync')
  if (isEncrypted) {
    const file = path.join(data, 'pg_hba.conf')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^host /gm, 'hostssl '))
  }
  start()
  const urlAt = (database: string) => {
    const secret = password === undefined ? '' : `:${password}`
    return `postgres://postgres${secret}@127.0.0.1:${port}/${database}`
  }
  return {
    port,
    folder,
    certificate,
    async database() {
      await asked('CREATE DATABASE ossa', `${urlAt('postgres')}${isEncrypted ? '?sslmode=no-verify' : ''}`)
      return urlAt('ossa')
    },
    start: async () => void start(),
    stop: async () => void does('pg_ctl', '-w', '-m', 'immediate', 'stop'),
    async remove() {
      does('pg_ctl', '-w', '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function makeCertificate(folder: string): void {
  const [subject, names] = ['/CN=ossa-test', 'subjectAltName=IP:127.0.0.1']
  const args = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key', '-out', 'certificate', '-days', '2']
  execFileSync('openssl', ['req', ...args, '-subj', subject, '-addext', names], { cwd: folder, stdio: 'ignore' })
  chmodSync(path.join(folder, 'key'), 0o600)
}

/** Where the programs of the newest version are. */
function programs(): string {
  const [newest] = readdirSync(versions).sort((a, b) => Number(b) - Number(a))
  return `${versions}/${newest}/bin`
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function urlOf(database: string): string {
  return `${server}/${database}`
}

/** Asks a database; without an address the one that is always there. */
export async function asked(sql: string, url = urlOf('postgres')): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
