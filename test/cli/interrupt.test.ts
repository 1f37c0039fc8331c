import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, runOssa } from './run-ossa.ts'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa interrupt ')))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const stubborn = 'trap "" TERM HUP; echo $$ > "$OSSA_EXECUTION_ID.pid"; while true; do sleep 0.1; done'
const manifest = (kind: string, spec: object) =>
  JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name: 'a', version: '1.0.0' }, spec })
const runtime = { command: { run: ['sh', '-c', stubborn] } }
writeFileSync(path.join(root, 'a.json'), manifest('Agent', { type: 'worker', capabilities: [{ name: 'c' }], runtime }))
writeFileSync(path.join(root, 'w.json'), manifest('Workflow', { tasks: { t: { agent: 'a', capability: 'c' } } }))

/** Starts an execution whose program does not end when it is asked to; waits until it runs. */
async function start(key: string, ...rest: string[]) {
  const child = execa(process.execPath, [bin, 'run', 'workflow', 'w.json', '--id', key, ...rest], {
    cwd: root,
    reject: false,
    stdin: 'ignore',
    env: { NO_COLOR: '1', CI: '1' },
  })
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let found = await look(); ; found = await look()) {
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const pid = await until(async () => {
    const { stdout, exitCode } = await runOssa(['execution', 'show', key, '--json'], { cwd: root })
    if (exitCode !== 0) return undefined
    const file = path.join(root, `${(JSON.parse(stdout) as { executionId: string }).executionId}.pid`)
    return existsSync(file) && readFileSync(file, 'utf8') !== '' ? Number(readFileSync(file, 'utf8')) : undefined
  })
  return { child, pid }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const said = (child: { stderr: NodeJS.ReadableStream }, text: string) =>
  new Promise<void>((resolve) => {
    let all = ''
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk.toString()
      if (all.includes(text)) resolve()
    })
  })

describe.skipIf(process.platform !== 'linux')('an execution that is interrupted', () => {
  it('says at once that it stops, and ends its programs', async () => {
    const { child, pid } = await start('once')
    child.kill('SIGINT')
    await said(child, 'Stopping; press Ctrl-C again to end now.')
    const { exitCode, stderr } = await child
    expect(exitCode).toBe(130)
    await expect.poll(() => isAlive(pid)).toBe(false)
    expect(stderr).toMatch(/stopped a@1\.0\.0 by SIGINT\. Completed tasks are kept\.\n.*ossa execution resume/)
  })

  it('ends at the second Ctrl-C, with its programs, and says how to go on', async () => {
    const { child, pid } = await start('twice')
    const stopping = said(child, 'Stopping')
    child.kill('SIGINT')
    await stopping
    child.kill('SIGINT')
    const { exitCode, stderr } = await child
    expect(exitCode).toBe(130)
    await expect.poll(() => isAlive(pid)).toBe(false)
    expect(stderr).toMatch(/error execution\/ended .* SIGINT.*\n.*Go on with: ossa execution resume [0-9a-f-]{36}$/)
  })

  it('then prints one JSON value', async () => {
    const { child } = await start('json', '--json')
    const stopping = said(child, 'Stopping')
    child.kill('SIGINT')
    await stopping
    child.kill('SIGTERM')
    const { exitCode, stdout } = await child
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([143, { error: { code: 'execution/ended' } }])
  })

  it.each([
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('by %s leaves no program behind', async (signal, code) => {
    const { child, pid } = await start(signal)
    child.kill(signal)
    const { exitCode } = await child
    expect(exitCode).toBe(code)
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})
