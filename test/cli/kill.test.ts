import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { expect, it } from 'vitest'
import type { ExecutionEventsOutput, RunWorkflowOutput } from '#core/contract'
import { bin, runOssa } from './run-ossa.ts'

/** `OSSA_KILL_POINTS=200` for the long version. */
const points = Number(process.env['OSSA_KILL_POINTS'] ?? 10)
const lanes = 2

const workspace = `
apiVersion: ossa/v1
kind: Agent
metadata: { name: scribe, version: 1.0.0 }
spec:
  type: worker
  capabilities: [{ name: note }]
  runtime:
    command:
      run: [sh, -c, 'echo "$OSSA_TASK $OSSA_IDEMPOTENCY_KEY start" >> ledger; sleep 0.02; echo "$OSSA_TASK $OSSA_IDEMPOTENCY_KEY end" >> ledger; echo "{}"']
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: ten, version: 1.0.0 }
spec:
  tasks:
${['a', 'b: a', 'c: a', 'd: a', 'e: b', 'f: c', 'g: b, c', 'h: d', 'i: e, f, g', 'j: h, i']
  .map((line) => {
    const [id, needs = ''] = line.split(': ')
    return `    ${id}: { agent: scribe, capability: note, needs: [${needs}] }`
  })
  .join('\n')}
  output: done
`

it(`survives kill -9 at ${points} random points and repeats no completed task`, {
  timeout: points * 10_000,
}, async () => {
  const queue = Array.from({ length: points }, (_, index) => index)
  const killed: boolean[] = []
  const lane = async () => {
    for (let point = queue.shift(); point !== undefined; point = queue.shift()) killed.push(await killOnce())
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  // A kill that comes after the end proves nothing; most must have hit.
  expect(killed.filter(Boolean).length).toBeGreaterThan(points / 2)
})

function freshFolder(): string {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa kill ')))
  writeFileSync(path.join(cwd, 'w.yaml'), workspace)
  writeFileSync(path.join(cwd, 'ledger'), '')
  return cwd
}

/** Of ten tasks, each of which starts and ends. */
const mostLines = 20

async function killOnce(): Promise<boolean> {
  const cwd = freshFolder()
  const lines = () => readFileSync(path.join(cwd, 'ledger'), 'utf8').split('\n').filter(Boolean)
  // By what has been done rather than by the clock: how fast that is depends on the machine.
  const killAt = Math.floor(Math.random() * mostLines)
  const victim = execa(process.execPath, [bin, 'run', 'workflow', 'w.yaml', '--id', 'x'], {
    cwd,
    reject: false,
    stdin: 'ignore',
  })
  const timer = setInterval(() => {
    if (lines().length >= killAt) setTimeout(() => victim.kill('SIGKILL'), Math.random() * 20)
  }, 5)
  const { exitCode } = await victim
  clearInterval(timer)

  const before = await runOssa(['execution', 'events', 'x', '--json'], { cwd })
  // Killed before the start was durable: nothing to resume, and nothing may have run.
  if (before.exitCode === 2) {
    expect(lines()).toEqual([])
    rmSync(cwd, { recursive: true })
    return true
  }
  const events = JSON.parse(before.stdout) as (ExecutionEventsOutput[number] & { task?: string })[]
  const completed = new Set(
    events.flatMap(({ type, task }) => (type === 'attempt.completed' && task !== undefined ? [task] : [])),
  )
  const startsOf = (id: string) => lines().filter((line) => line.startsWith(`${id} `) && line.endsWith('start')).length
  const startsBefore = new Map([...completed].map((id) => [id, startsOf(id)]))

  const resumed = await runOssa(['execution', 'resume', 'x', '--json'], { cwd })
  const output = JSON.parse(resumed.stdout) as RunWorkflowOutput
  expect([killAt, resumed.exitCode, output.status, output.output]).toEqual([killAt, 0, 'completed', 'done'])
  for (const id of completed) expect([id, startsOf(id)]).toEqual([id, startsBefore.get(id)])
  for (const id of 'abcdefghij') {
    const keys = new Set(
      lines()
        .filter((line) => line.startsWith(`${id} `))
        .map((line) => line.split(' ')[1]),
    )
    expect([id, [...keys]]).toEqual([id, [`${output.executionId}/${id}/0`]])
  }
  rmSync(cwd, { recursive: true, force: true })
  return exitCode !== 0
}
