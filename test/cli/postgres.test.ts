import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import { asked, dropDatabases, emptyDatabase, freshDatabase, noPostgres } from '../postgres.ts'
import { onTerminal } from './on-terminal.ts'
import { bin, runOssa } from './run-ossa.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A workspace, and the command line with an engine. */
async function workspace(engine: string) {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa postgres ')))
  folders.push(cwd)
  await runOssa(['init', '.', '--template', 'minimal'], { cwd })
  const env = { OSSA_ENGINE: engine }
  return {
    ossa: (...args: string[]) => runOssa(args, { cwd, env }),
    /** Starts a worker. Resolves when it takes work. */
    async startWorker(...args: string[]) {
      const worker = execa(process.execPath, [bin, 'worker', ...args], { cwd, env, reject: false })
      let said = ''
      await new Promise<void>((resolve) => {
        worker.stderr.on('data', (chunk: Buffer) => {
          said += chunk.toString()
          if (said.includes('Ready')) resolve()
        })
      })
      return { worker, said: () => said }
    },
  }
}

/** What is shown, without ids and times. */
function withoutTimes(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/("durationMs": )\d+/g, '$1<ms>')
    .replace(/\b\d+(\.\d+)? m?s\b/g, '<duration>')
    .replace(/ +/g, ' ')
}

const run = ['run', 'workflow', 'workflows/welcome.yaml', '--input', '@inputs/ada.json']

describe('an engine that cannot be used', () => {
  it.each([
    ['postgres://ada:s3cret@127.0.0.1:1/runs', 3, 'engine/unreachable'],
    ['postgres://ada:s3cret@127.0.0.1', 2, 'engine/no-address'],
    ['mysql://ada:s3cret@127.0.0.1/runs', 2, 'engine/unknown'],
    ['postgres:', 2, 'engine/no-address'],
  ])('%s ends with %i and %s, and shows no password', async (engine, exitCode, code) => {
    const { ossa } = await workspace(engine)
    for (const args of [['execution', 'list'], run, ['worker']]) {
      const ran = await ossa(...args, '--json')
      expect([ran.exitCode, JSON.parse(ran.stdout).error.code]).toEqual([exitCode, code])
      expect(JSON.parse(ran.stdout).error.hint).toMatch(/OSSA_ENGINE|postgres:/)
      expect(ran.stdout + ran.stderr).not.toContain('s3cret')
    }
  })

  it('is never named by an address among the arguments', async () => {
    const { ossa } = await workspace('')
    // Said before anything else that may be wrong.
    for (const args of [
      ['execution', 'list'],
      ['run', 'workflow', 'nothing.yaml', '--input', 'no json'],
    ]) {
      const ran = await ossa(...args, '--engine', 'postgres://ada:s3cret@127.0.0.1/runs')
      expect([ran.exitCode, ran.stdout]).toEqual([2, ''])
      expect(ran.stderr).toContain('engine/address-in-arguments')
      expect(ran.stderr).not.toContain('s3cret')
    }
  })
})

describe.skipIf(noPostgres !== undefined)(`PostgreSQL${noPostgres === undefined ? '' : `: ${noPostgres}`}`, () => {
  dropDatabases()

  it('carries out what is started before and after the first worker, and shows it as ever', async () => {
    const { ossa, startWorker } = await workspace(await emptyDatabase())
    expect((await ossa('execution', 'list')).stdout).toBe('There are no executions.\n')
    const detached = await ossa(...run, '--detach', '--id', 'first')
    expect([detached.exitCode, detached.stderr]).toEqual([0, ''])
    const waiting = JSON.parse((await ossa('execution', 'list', '--json')).stdout).executions
    expect(waiting).toMatchObject([{ key: 'first', status: 'pending', active: true }])

    const { worker } = await startWorker('--concurrency', '2')
    const first = await ossa('execution', 'events', 'first', '--follow', '--format', 'ndjson')
    const events = first.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(events.at(-1).type).toBe('execution.completed')

    const second = await ossa(...run)
    expect(second.exitCode).toBe(0)
    expect(JSON.parse(second.stdout)).toMatchObject({ approved: true })
    expect((await ossa('workflow', 'list', '--json')).stdout).toContain('"draft"')
    expect((await ossa('execution', 'show', 'first')).stdout).toContain('completed')
    expect((await ossa('execution', 'prune', '--older-than', '0s')).stdout).toBe('2 executions were forgotten.\n')

    worker.kill('SIGTERM')
    const { exitCode, stdout } = await worker
    expect([exitCode, stdout]).toEqual([143, ''])
  })

  it('shows of tasks that workers carried out what it shows of its own', async () => {
    const program = (script: string) => ({ command: { run: ['sh', '-c', script] } })
    const agent = (name: string, runtime: object) => ({
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: { name, version: '1.0.0' },
      spec: { type: 'worker', capabilities: [{ name: 'work' }], runtime },
    })
    const retry = { maxAttempts: 2, backoff: 'fixed', initial: '10ms', max: '10ms' }
    const task = (name: string, rest: object = {}) => ({ agent: name, capability: 'work', ...rest })
    const manifests = [
      agent('talker', program('echo "said by $OSSA_TASK" >&2; echo 1')),
      agent('flaky', program('test "$OSSA_ATTEMPT" = 2 && echo 2 && exit; echo "not yet" >&2; exit 7')),
      agent('broken', program('echo "it is broken" >&2; exit 3')),
      agent('absent', { command: { run: ['no-such-program', '--now'] } }),
      {
        apiVersion: 'ossa/v1',
        kind: 'Workflow',
        metadata: { name: 'motley', version: '1.0.0' },
        spec: {
          concurrency: 1,
          tasks: {
            talks: task('talker'),
            rounds: task('talker', { forEach: '${{ [1, 2] }}', needs: ['talks'] }),
            tries: task('flaky', { retry, needs: ['rounds'] }),
            passed: task('talker', { when: false, needs: ['tries'] }),
            breaks: task('broken', { onError: 'continue', needs: ['passed'] }),
            lacks: task('absent', { needs: ['breaks'] }),
          },
        },
      },
    ]
    const seenOf = async (engine: string) => {
      const { ossa, startWorker } = await workspace(engine)
      writeFileSync(
        path.join(folders.at(-1) ?? '', 'motley.yaml'),
        manifests.map((each) => JSON.stringify(each)).join('\n---\n'),
      )
      const { worker, said } = engine === '' ? { worker: undefined, said: undefined } : await startWorker()
      const ran = await ossa('run', 'workflow', 'motley.yaml', '--id', 'k')
      expect(ran.exitCode).toBe(1)
      const views = [['show'], ['show', '--json'], ['events'], ['events', '--json']]
      const shown = await Promise.all(views.map(async ([verb = '', ...rest]) => ossa('execution', verb, 'k', ...rest)))
      worker?.kill('SIGTERM')
      await worker
      if (said !== undefined) expect(said()).toContain('no-such-program')
      return [ran.stderr, ...shown.flatMap(({ stdout, stderr }) => [stdout, stderr])].map(withoutTimes)
    }
    const own = await seenOf('')
    expect(own.join()).toContain('it is broken')
    expect(own.join()).toContain('command/not-found')
    expect(await seenOf(await freshDatabase())).toEqual(own)
  })

  it('says that no worker runs, and that an execution goes on when nobody follows it any more', async () => {
    const engine = await freshDatabase()
    const { ossa } = await workspace(engine)
    const cwd = folders.at(-1) ?? ''
    const following = execa(process.execPath, [bin, ...run, '--id', 'k'], {
      cwd,
      env: { OSSA_ENGINE: engine, CI: '1' },
      reject: false,
    })
    let said = ''
    await new Promise<void>((resolve) => {
      following.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (said.includes('No worker is running')) resolve()
      })
    })
    // Handed to the workers, so followed.
    while (!(await ossa('execution', 'list', '--json')).stdout.includes('"active": true')) await setTimeout(50)
    following.kill('SIGINT')
    const { exitCode, stderr } = await following
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/goes on\. Execution [\s\S]*ossa execution cancel/)
    expect((await ossa('execution', 'cancel', 'k')).exitCode).toBe(0)
    expect(JSON.parse((await ossa('execution', 'show', 'k', '--json')).stdout).status).toBe('cancelled')
  })

  it.skipIf(process.platform !== 'linux')(
    'shows on a terminal that a paused execution goes on, whoever has asked for it',
    async () => {
      const engine = await freshDatabase()
      const { ossa, startWorker } = await workspace(engine)
      const cwd = folders.at(-1) ?? ''
      const run = [
        'sh',
        '-c',
        'until test -e "$OSSA_TASK.go"; do sleep 0.05; done; echo "said by $OSSA_TASK" >&2; sleep 0.3; echo 1',
      ]
      const agent = {
        metadata: { name: 'a', version: '1.0.0' },
        spec: { type: 'worker', capabilities: [{ name: 'c' }], runtime: { command: { run } } },
      }
      const task = (needs: string[]) => ({ agent: 'a', capability: 'c', needs })
      const flow = { metadata: { name: 'w', version: '1.0.0' }, spec: { tasks: { one: task([]), two: task(['one']) } } }
      const manifests = [
        { apiVersion: 'ossa/v1', kind: 'Agent', ...agent },
        { apiVersion: 'ossa/v1', kind: 'Workflow', ...flow },
      ]
      writeFileSync(path.join(cwd, 'slow.yaml'), manifests.map((each) => JSON.stringify(each)).join('\n---\n'))
      const { worker } = await startWorker()
      const here = onTerminal(cwd, ['run', 'workflow', 'slow.yaml', '--id', 'k'], { OSSA_ENGINE: engine })
      await here.listens()
      await here.shows('w@1.0.0 running')
      here.press('p')
      await here.shows('r resume')
      writeFileSync(path.join(cwd, 'one.go'), '')
      const isResting = async () => {
        const { active, tasks } = JSON.parse((await ossa('execution', 'show', 'k', '--json')).stdout)
        return active === false && tasks.one.status === 'completed'
      }
      while (!(await isResting())) await setTimeout(50)
      writeFileSync(path.join(cwd, 'two.go'), '')
      expect((await ossa('execution', 'resume', 'k')).exitCode).toBe(0)
      await here.shows('w@1.0.0 completed')
      expect(await here.exitCode()).toBe(0)
      worker.kill('SIGTERM')
      await worker
    },
  )

  it('starts workers that come to an empty database at the same time', async () => {
    const { startWorker } = await workspace(await emptyDatabase())
    const workers = await Promise.all([startWorker(), startWorker('--fleet-concurrency', '3', '--fleet-rate', '5/1s')])
    expect(workers[1].said()).toMatch(/3 in all, 5 in 1 s/)
    for (const { worker } of workers) worker.kill('SIGTERM')
    await Promise.all(workers.map(({ worker }) => worker))
  })

  it('refuses a database that a newer version has written, or that does not exist', async () => {
    const engine = await freshDatabase()
    await asked("INSERT INTO ossa.migrations VALUES (999, 'later', 0)", engine)
    const { ossa } = await workspace(engine)
    const newer = await ossa('execution', 'list', '--json')
    expect([newer.exitCode, JSON.parse(newer.stdout).error.code]).toEqual([3, 'engine/newer'])
    const { ossa: elsewhere } = await workspace(`${engine}_not`)
    const missing = await elsewhere('worker', '--json')
    expect([missing.exitCode, JSON.parse(missing.stdout).error.code]).toEqual([3, 'engine/no-database'])
  })

  it('leaves a database alone that is only looked at', async () => {
    const engine = await emptyDatabase()
    const { ossa } = await workspace(engine)
    for (const args of [
      ['execution', 'list'],
      ['workflow', 'list'],
      ['execution', 'prune'],
    ])
      expect((await ossa(...args)).exitCode).toBe(0)
    expect((await ossa('execution', 'pause', 'x')).exitCode).toBe(2)
    await asked('CREATE SCHEMA ossa', engine)
  })
})
