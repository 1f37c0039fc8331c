import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bin } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa streams ')))
beforeAll(() => {
  for (let index = 0; index < 40; index++)
    writeFileSync(path.join(cwd, `agent-${index}.yaml`), 'apiVersion: ossa/v1\nkind: Agent\nmetadata: {}\n')
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const sh = (script: string) =>
  execa('bash', ['-c', `set -o pipefail; ossa() { "${process.execPath}" "${bin}" "$@"; }; ${script}`], {
    cwd,
    reject: false,
    env: { NO_COLOR: '1', CI: '1' },
  })

describe('the output', () => {
  it('may be read in part; the exit code stays what it is', async () => {
    const { exitCode, stdout, stderr } = await sh('ossa spec validate | head -n 1')
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: 'agent-0.yaml:1:1 error manifest/required-field',
      stderr: '',
    })
  })

  it('that cannot be written is a failure of the world, in one message', async () => {
    const { exitCode, stderr } = await sh('ossa spec validate > /dev/full')
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^error cli\/unwritable-output The output cannot be written: ENOSPC/)
    expect(stderr).not.toContain('at ')
  })
})
