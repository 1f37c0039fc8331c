import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runOssa } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa keys ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

function write(script: string) {
  const manifest = (kind: string, spec: object) =>
    JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name: 'a', version: '1.0.0' }, spec })
  const runtime = { command: { run: ['sh', '-c', script] } }
  writeFileSync(path.join(cwd, 'a.json'), manifest('Agent', { type: 'worker', capabilities: [{ name: 'c' }], runtime }))
  const tasks = { t: { agent: 'a', capability: 'c' } }
  writeFileSync(path.join(cwd, 'w.json'), manifest('Workflow', { tasks, output: '${{ tasks.t.output }}' }))
}

const run = (...args: string[]) => runOssa(['run', 'workflow', 'w.json', ...args], { cwd })

describe('the key of an execution', () => {
  it.each(['', ' '])('is not %j', async (key) => {
    write('echo 1')
    const { exitCode, stderr } = await run('--id', key)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error cli/empty-key')])
  })

  it('that is used again leads to the earlier execution, which is said', async () => {
    write('echo 1')
    expect((await run('--id', 'k')).stderr).not.toContain('earlier')
    const again = await run('--id', 'k')
    expect([again.exitCode, again.stdout]).toEqual([0, '1\n'])
    expect(again.stderr).toMatch(
      /^The key "k" belongs to the earlier execution \S+\. It completed earlier; nothing was run\.\na@/,
    )
    write('echo 2')
    const changed = await run('--id', 'k', '--json')
    expect([changed.exitCode, changed.stderr]).toEqual([0, expect.stringContaining('have changed since then')])
  })

  it('of an execution that has failed does not go on, which is said', async () => {
    write('exit 1')
    expect((await run('--id', 'f')).exitCode).toBe(1)
    const { exitCode, stderr } = await runOssa(['execution', 'resume', 'f'], { cwd })
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^The execution \S+ failed earlier; nothing was run\.\n/),
    ])
  })
})

it('lists no more executions than can be counted', async () => {
  const { exitCode } = await runOssa(['execution', 'list', '--limit', '99999999999999999999'], { cwd })
  expect(exitCode).toBe(2)
})
