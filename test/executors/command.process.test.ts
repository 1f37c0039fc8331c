import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { OssaError } from '#core/diagnostics'
import { Circuits, executeAttempt, type Outcome } from '#core/executors'
import type { CommandBinding } from '#core/workflow'
import { runOssa } from '../cli/run-ossa.ts'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa command ')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const never = new AbortController().signal

const context = {
  root,
  circuits: new Circuits(Date.now),
  environment: { TOKEN: 'geheim "quoted" \\ $1', EMPTY: '' },
  readFile(file: string) {
    if (!existsSync(path.join(root, file)))
      throw new OssaError('source/unreadable', `Cannot read ${file}: it is not there.`)
    return readFileSync(path.join(root, file), 'utf8')
  },
}

function attempt(
  binding: Partial<CommandBinding>,
  {
    input = {},
    timeoutMs = 20_000,
    signal = never,
  }: { input?: unknown; timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Outcome> {
  const request = {
    executionId: 'e',
    task: 't',
    capability: 'c',
    attempt: 2,
    idempotencyKey: 'e/t/0',
    input,
    timeoutMs,
  }
  return executeAttempt(
    { ...request, binding: { kind: 'command', run: [], cwd: '', env: {}, ...binding } },
    context,
    signal,
  )
}

const shell = (script: string, rest: Parameters<typeof attempt>[1] & { env?: CommandBinding['env'] } = {}) =>
  attempt({ run: ['sh', '-c', script], env: rest.env ?? {} }, rest)
const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)

describe('a program', () => {
  it('gets its input as JSON and gives its output as JSON', async () => {
    const input = { text: 'ü😀\n"\u0000', list: [1, null] }
    expect(await shell('cat', { input })).toEqual({ output: input })
  })

  it('is told what it is about', async () => {
    const names = ['EXECUTION_ID', 'TASK', 'CAPABILITY', 'ATTEMPT', 'IDEMPOTENCY_KEY']
    expect(await shell(`printf '"%s"' "${names.map((name) => `$OSSA_${name}`).join(' ')}"`)).toEqual({
      output: 'e t c 2 e/t/0',
    })
  })

  it('need not read its input', async () => {
    expect(await shell('exec <&-; echo 1', { input: 'x'.repeat(1_000_000) })).toEqual({ output: 1 })
  })

  it('may say nothing', async () => {
    expect(await shell('cat > /dev/null')).toEqual({ output: null })
  })

  it('gets its arguments as they are, past no shell', async () => {
    const run = [
      process.execPath,
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '$HOME',
      '; ls',
      '*',
      '"',
    ]
    expect(await attempt({ run })).toEqual({ output: ['$HOME', '; ls', '*', '"'] })
  })

  it.each([
    ['text', 'echo hello', 'its output begins with "hello\\n"'],
    ['two values', 'echo 1; echo 2', 'did not print one JSON value'],
    ['NaN', 'echo NaN', 'did not print one JSON value'],
  ])('must print one JSON value, not %s', async (_, script, said) => {
    const error = failure(await shell(script))
    expect([error?.code, error?.retryable]).toEqual(['command/invalid-output', false])
    expect(error?.message).toContain(said)
  })

  it('that fails says so with its exit code and the last line it complained with', async () => {
    const error = failure(await shell('echo first >&2; echo "the reason" >&2; exit 3'))
    expect(error).toMatchObject({
      code: 'command/failed',
      message: 'sh exited with 3: the reason.',
      retryable: true,
      details: { exitCode: 3, stderr: 'first\nthe reason\n' },
    })
  })

  it.each([
    ['Error: no invoice', `throw new Error('no invoice')`],
    [
      'Error [E_X]: it is "late"',
      `const e = new Error('it is "late"'); e.name = 'Error [E_X]'; e.code = 'E_X'; throw e`,
    ],
    ['TypeError: outer', `throw new TypeError('outer', { cause: new RangeError('inner') })`],
    ["Error: Cannot find module 'ossa-none'", `require('ossa-none')`],
    ['Error: rejected', `Promise.reject(new Error('rejected'))`],
  ])('that Node has ended says %s', async (said, script) => {
    const error = failure(await attempt({ run: [process.execPath, '-e', script] }))
    expect(error?.message).toBe(`${process.execPath} exited with 1: ${said}.`)
  })

  it.each([
    ['ValueError: too big', 'Traceback (most recent call last):\\n  File "x.py", line 1\\nValueError: too big'],
    ['done at noon', 'Error: at first\\ndone at noon'],
  ])('that is no Node program says its last line, %s', async (said, text) => {
    expect(failure(await shell(`printf '${text}\\n' >&2; exit 1`))?.message).toBe(`sh exited with 1: ${said}.`)
  })

  it('that complains at length has the end of it kept', async () => {
    const error = failure(await shell(`head -c 100000 /dev/zero | tr '\\0' x >&2; echo the end >&2; exit 1`))
    const { stderr } = (error?.details ?? { stderr: '' }) as { stderr: string }
    expect([stderr.length <= 2_000, stderr.endsWith('the end\n')]).toEqual([true, true])
  })

  it('that is killed by a signal may be tried again', async () => {
    expect(failure(await shell('kill -9 $$'))).toMatchObject({ code: 'command/killed', retryable: true })
  })

  it.each([
    ['is not there', { run: ['ossa-no-such-program'] }],
    ['may not be run', { run: ['./plain'] }],
    ['has a folder that is not there', { run: ['true'], cwd: 'nowhere' }],
    ['is nothing', { run: [''] }],
    ['has a name that no program can have', { run: ['a\0b'] }],
    ['has an argument that no program can get', { run: ['true', 'a\0b'] }],
    ['has too many arguments', { run: ['true', 'x'.repeat(3_000_000)] }],
    ['has an environment that no program can get', { run: ['true'], env: { A: 'a\0b' } }],
  ])('that %s cannot be started, and never will', async (_, binding) => {
    writeFileSync(path.join(root, 'plain'), '')
    expect(failure(await attempt(binding))).toMatchObject({
      code: expect.stringMatching(/^command\/not-(found|started)$/),
      message: expect.stringMatching(/^[^\0]* cannot be started: [^\0]*[^.]\.$/),
      retryable: false,
    })
  })

  it('that prints without end is ended', async () => {
    expect(failure(await shell('yes'))).toMatchObject({ code: 'command/output-too-large', retryable: false })
  })
})

describe('secrets', () => {
  const env = { A: { env: 'TOKEN' }, B: { file: 'secret' }, C: { env: 'EMPTY' } }

  it('reach the program and stay out of messages', async () => {
    writeFileSync(path.join(root, 'secret'), 'of the file\n')
    expect(await shell(`printf '"%s"' "$B$C"`, { env })).toEqual({ output: 'of the file' })
    const error = failure(await shell('echo "$A and $B" >&2; exit 1', { env }))
    expect(error?.message).toBe('sh exited with 1: ••• and •••.')
    expect(JSON.stringify(error)).not.toMatch(/geheim|quoted|of the file/)
  })

  it.each([
    ['an unset variable', { A: { env: 'UNSET' } }, 'The environment variable UNSET is not set.'],
    ['a missing file', { A: { file: 'none' } }, 'Cannot read none: it is not there.'],
  ])('that are missing stop the attempt: %s', async (_, missing, message) => {
    expect(failure(await shell('true', { env: missing }))).toEqual({
      code: 'command/missing-value',
      message,
      retryable: false,
    })
  })
})

/** Whether a process is alive; a zombie is not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function ended(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50))
  return !isAlive(pid)
}

const stubborn = 'trap "" TERM; while true; do sleep 1; done'

/** A script that starts a grandchild, writes its id into a file, and goes on with `rest`. */
function withGrandchild(name: string, grandchild: string, rest: string) {
  const file = path.join(root, name)
  return {
    script: `sh -c '${grandchild}' & echo $! > '${file}'; ${rest}`,
    pid: () => Number(readFileSync(file, 'utf8')),
    isStarted: async () => {
      while (!existsSync(file) || readFileSync(file, 'utf8') === '')
        await new Promise((resolve) => setTimeout(resolve, 10))
    },
  }
}

describe.skipIf(process.platform !== 'linux')('what a program has started', () => {
  it.concurrent('ends with it when time is up', async () => {
    const { script, pid } = withGrandchild('a', 'exec sleep 60', 'wait')
    expect(failure(await shell(script, { timeoutMs: 500 }))).toMatchObject({ code: 'command/timeout', retryable: true })
    expect(await ended(pid())).toBe(true)
  })

  it.concurrent('ends with it when the attempt is interrupted', async () => {
    const { script, pid, isStarted } = withGrandchild('b', 'exec sleep 60', 'wait')
    const controller = new AbortController()
    const outcome = shell(script, { signal: controller.signal })
    await isStarted()
    controller.abort()
    expect(await outcome).toEqual({ interrupted: true })
    expect(await ended(pid())).toBe(true)
  })

  it.concurrent('ends when the program is done, though it is left in the background', async () => {
    const { script, pid } = withGrandchild('c', 'exec sleep 60 > /dev/null 2>&1', 'echo 1')
    expect(await shell(script)).toEqual({ output: 1 })
    expect(await ended(pid())).toBe(true)
  })

  it.concurrent('ends although it and the program pay no heed to requests', async () => {
    const { script, pid } = withGrandchild('d', stubborn, stubborn)
    expect(failure(await shell(script, { timeoutMs: 500 }))?.code).toBe('command/timeout')
    expect(await ended(pid())).toBe(true)
  })

  it.concurrent('ends although it alone pays no heed', async () => {
    const { script, pid } = withGrandchild('e', stubborn, 'echo 1')
    expect(await shell(script)).toEqual({ output: 1 })
    expect(await ended(pid())).toBe(true)
  })

  it.concurrent('may hold the output open from a session of its own, which nobody waits for', async () => {
    const file = path.join(root, 'daemon')
    const script = `setsid sh -c 'echo $$ > "${file}"; exec sleep 77' & while [ ! -s '${file}' ]; do :; done; echo 1`
    const start = performance.now()
    expect(await shell(script)).toEqual({ output: 1 })
    expect(performance.now() - start).toBeLessThan(5_000)
    process.kill(Number(readFileSync(file, 'utf8')))
  })

  it.concurrent('may hold the output open when time is up', async () => {
    const file = path.join(root, 'late daemon')
    const script = `setsid sh -c 'echo $$ > "${file}"; exec sleep 77' & exec sleep 60`
    expect(failure(await shell(script, { timeoutMs: 1_000 }))?.code).toBe('command/timeout')
    process.kill(Number(readFileSync(file, 'utf8')))
  })

  it.concurrent('ends before the command line does', async () => {
    const { script, pid } = withGrandchild('f', stubborn, 'echo 1')
    const manifest = (kind: string, spec: object) =>
      JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name: 'a', version: '1.0.0' }, spec })
    const runtime = { command: { run: ['sh', '-c', script] } }
    writeFileSync(
      path.join(root, 'a.json'),
      manifest('Agent', { type: 'worker', capabilities: [{ name: 'c' }], runtime }),
    )
    writeFileSync(path.join(root, 'w.json'), manifest('Workflow', { tasks: { t: { agent: 'a', capability: 'c' } } }))
    expect((await runOssa(['run', 'workflow', 'w.json', '--json'], { cwd: root })).exitCode).toBe(0)
    expect(isAlive(pid())).toBe(false)
  })
})
