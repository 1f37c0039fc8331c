import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import { bin, runOssa } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa live ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const manifest = (kind: string, name: string, spec: object) =>
  JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name, version: '1.0.0' }, spec })
const program = 'while test -e "$OSSA_TASK.hold"; do sleep 0.05; done; echo "said by $OSSA_TASK" >&2; sleep 0.3; echo 1'
const runtime = { command: { run: ['sh', '-c', program] } }
const step = (needs: string[] = []) => ({ agent: 'a', capability: 'c', needs })
writeFileSync(
  path.join(cwd, 'fleet.yaml'),
  [
    manifest('Agent', 'a', { type: 'worker', capabilities: [{ name: 'c' }], runtime }),
    manifest('Workflow', 'w', { tasks: { one: step(), two: step(['one']) } }),
  ].join('\n---\n'),
)

/** Runs a command on a terminal of its own. */
function onTerminal(args: readonly string[]) {
  const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = execa('sh', ['-c', 'cat | script -qec "$0" /dev/null', `stty rows 24 cols 80; ${command}`], {
    cwd,
    reject: false,
    env: { CI: undefined, TERM: 'xterm' },
  })
  let all = ''
  child.stdout.on('data', (chunk: Buffer) => {
    all += stripVTControlCharacters(chunk.toString())
  })
  const press = (keys: string) => void child.stdin.write(keys)
  /** Waits until this has been shown; only what comes after it counts for the next. */
  const shows = async (text: string, meanwhile = (): void => undefined) => {
    while (!all.includes(text)) {
      meanwhile()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    all = all.slice(all.indexOf(text) + text.length)
  }
  /** It listens to keys a moment after it has been drawn for the first time. */
  const listens = async () => {
    await shows('task 2 of 2', () => press('G'))
    press('f')
  }
  const exitCode = async () => {
    child.stdin.end()
    return (await child).exitCode
  }
  return { shows, press, listens, exitCode }
}

const hold = (task: string) => {
  const file = path.join(cwd, `${task}.hold`)
  writeFileSync(file, '')
  return () => rmSync(file)
}

describe.skipIf(process.platform !== 'linux')('on a terminal', () => {
  it('an execution of another process is watched, cancelled and left', async () => {
    const release = hold('one')
    await runOssa(['run', 'workflow', 'fleet.yaml', '--id', 'other', '--detach'], { cwd })
    const first = onTerminal(['execution', 'show', 'other', '--follow'])
    await first.listens()
    first.press('q')
    await first.shows('w@1.0.0 running')
    expect(await first.exitCode()).toBe(0)

    const second = onTerminal(['execution', 'show', 'other', '--follow'])
    await second.listens()
    second.press('c')
    await second.shows('Cancel the execution?')
    second.press('y')
    await second.shows('w@1.0.0 cancelled')
    expect(await second.exitCode()).toBe(0)
    release()
  })

  it('an execution that was paused here and is resumed by another process is watched to its end', async () => {
    const release = hold('one')
    const here = onTerminal(['run', 'workflow', 'fleet.yaml', '--id', 'paused'])
    await here.listens()
    here.press('p')
    await here.shows('paused')
    release()
    await here.shows('r resume')
    const isPaused = async () => {
      const { active, tasks } = JSON.parse((await runOssa(['execution', 'show', 'paused', '--json'], { cwd })).stdout)
      return active === false && tasks.one.status === 'completed'
    }
    while (!(await isPaused())) await new Promise((resolve) => setTimeout(resolve, 50))
    const { exitCode } = await runOssa(['execution', 'resume', 'paused'], { cwd })
    expect(exitCode).toBe(0)
    await here.shows('w@1.0.0 completed')
    expect(await here.exitCode()).toBe(0)
  })
})
