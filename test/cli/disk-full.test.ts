import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExecutionEventsOutput, RunWorkflowOutput } from '#core/contract'
import { runOssa } from './run-ossa.ts'

// Only root can make a disk that is small enough to be filled, and not everywhere.
const canMount = isAllowed('unshare', '--mount', 'true')

const workspace = `
apiVersion: ossa/v1
kind: Agent
metadata: { name: writer, version: 1.0.0 }
spec:
  type: worker
  capabilities: [{ name: write }]
  runtime: { command: { run: [node, write.mjs] } }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: large, version: 1.0.0 }
spec:
  tasks:
    a: { agent: writer, capability: write }
    b: { agent: writer, capability: write, needs: [a] }
    c: { agent: writer, capability: write, needs: [b] }
    d: { agent: writer, capability: write, needs: [c] }
    e: { agent: writer, capability: write, needs: [d] }
  output: done
`

describe.skipIf(!canMount)('a disk that is full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ossa-full-'))
  const ledger = path.join(folder, 'ledger')
  const cwd = path.join(folder, 'disk')
  const mount = (...args: string[]) => execFileSync('mount', args)

  beforeAll(() => {
    mkdirSync(cwd)
    mount('-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', cwd)
    writeFileSync(path.join(cwd, 'w.yaml'), workspace)
    writeFileSync(
      path.join(cwd, 'write.mjs'),
      `import { appendFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(ledger)}, process.env.OSSA_IDEMPOTENCY_KEY + '\\n')
process.stdout.write(JSON.stringify('x'.repeat(900_000)))
`,
    )
  })
  afterAll(() => {
    if (existsSync(cwd)) execFileSync('umount', [cwd])
    rmSync(folder, { recursive: true })
  })

  it('loses nothing: with room again the run goes on', async () => {
    const full = await runOssa(['run', 'workflow', 'w.yaml', '--id', 'x'], { cwd })
    expect([full.exitCode, full.stderr]).toEqual([3, expect.stringContaining('database or disk is full')])
    expect(full.stderr).toContain('Make room on its disk.')
    expect(full.stderr).toMatch(/Then go on with: ossa execution resume \S+\n$/)
    const before = await runOssa(['execution', 'events', 'x', '--json'], { cwd })
    const completed = (JSON.parse(before.stdout) as (ExecutionEventsOutput[number] & { task?: string })[]).flatMap(
      ({ type, task }) => (type === 'attempt.completed' ? [task] : []),
    )
    expect(completed.length).toBeGreaterThan(0)

    mount('-o', 'remount,size=30m', cwd)
    const resumed = await runOssa(['execution', 'resume', 'x', '--json'], { cwd })
    const { status, output, executionId } = JSON.parse(resumed.stdout) as RunWorkflowOutput
    expect([status, output]).toEqual(['completed', 'done'])
    const effects = readFileSync(ledger, 'utf8').trim().split('\n')
    for (const task of completed) expect(effects.filter((key) => key === `${executionId}/${task}/0`)).toHaveLength(1)
    expect(new Set(effects).size).toBe(5)
  })
})

function isAllowed(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
