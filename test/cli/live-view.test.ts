import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { runOssa } from './run-ossa.ts'

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

const hold = (task: string) => {
  const file = path.join(cwd, `${task}.hold`)
  writeFileSync(file, '')
  return () => rmSync(file)
}

describe.skipIf(process.platform !== 'linux')('on a terminal', () => {
  it('an execution of another process is watched, cancelled and left', async () => {
    const release = hold('one')
    await runOssa(['run', 'workflow', 'fleet.yaml', '--id', 'other', '--detach'], { cwd })
    const first = onTerminal(cwd, ['execution', 'show', 'other', '--follow'])
    await first.listens()
    first.press('q')
    await first.shows('w@1.0.0 running')
    expect(await first.exitCode()).toBe(0)

    const second = onTerminal(cwd, ['execution', 'show', 'other', '--follow'])
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
    const here = onTerminal(cwd, ['run', 'workflow', 'fleet.yaml', '--id', 'paused'])
    await here.listens()
    await here.shows('w@1.0.0 running')
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
