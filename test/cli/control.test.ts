import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validateInstance } from '#core/schema'
import { packageRoot, runOssa } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa control ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const manifest = (kind: string, name: string, spec: object) => ({
  apiVersion: 'ossa/v1',
  kind,
  metadata: { name, version: '1.0.0' },
  spec,
})

const long = 'x'.repeat(100)
const approved = { type: 'object', required: ['approved'], properties: { approved: { type: 'boolean' } } }
const fleet = [
  manifest('Agent', 'echo', {
    type: 'worker',
    runtime: { command: { run: ['cat'] } },
    capabilities: [{ name: 'say', output: { type: 'object' } }],
  }),
  manifest('Agent', 'boss', {
    type: 'judge',
    runtime: { human: { role: 'boss' } },
    capabilities: [{ name: 'approve', output: approved }],
  }),
  manifest('Workflow', 'each', {
    input: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    tasks: { say: { agent: 'echo', capability: 'say', input: { doubled: '${{ input.n * 2 }}' } } },
    output: '${{ tasks.say.output.doubled }}',
  }),
  manifest('Workflow', 'learn', {
    tasks: { say: { agent: 'echo', capability: 'say', input: { is: long }, record: 'lesson' } },
  }),
  manifest('Workflow', 'flow', {
    input: { type: 'object', properties: { list: { type: 'array', items: { type: 'integer' }, default: [] } } },
    tasks: {
      all: { workflow: 'each', forEach: '${{ has(input.list) ? input.list : [] }}', input: { n: '${{ item }}' } },
      ask: { agent: 'boss', capability: 'approve', needs: ['all'] },
      done: { agent: 'echo', capability: 'say', when: 'tasks.ask.output.approved' },
    },
    output: { doubled: '${{ tasks.all.output }}', done: '${{ tasks.done.status }}' },
  }),
]

beforeAll(() => writeFileSync(path.join(cwd, 'fleet.yaml'), fleet.map((each) => JSON.stringify(each)).join('\n---\n')))

const ossa = (...args: string[]) => runOssa(args, { cwd })
const show = async (id: string) =>
  JSON.parse((await ossa('execution', 'show', id, '--json')).stdout) as {
    status: string
    tasks: Record<string, { status: string }>
  }

async function until(id: string, task: string, status: string): Promise<void> {
  while ((await show(id)).tasks[task]?.status !== status) await new Promise((resolve) => setTimeout(resolve, 50))
}

const start = async (id: string, input: object = {}) => {
  const started = await ossa(
    'run',
    'workflow',
    'fleet.yaml#flow',
    '--id',
    id,
    '--detach',
    '--input',
    JSON.stringify(input),
  )
  await until(id, 'ask', 'assigned')
  return started
}

async function published(name: string, text: string): Promise<unknown> {
  const schema = JSON.parse(
    readFileSync(path.join(packageRoot, `schemas/output/${name}.schema.json`), 'utf8'),
  ) as object
  const value = JSON.parse(text) as unknown
  expect(await validateInstance(schema, value)).toEqual([])
  return value
}

describe('an execution in the background', () => {
  it('goes on by itself, asks a person, and ends with the answer', async () => {
    const started = await start('bg', { list: [1, 2, 3] })
    expect([started.exitCode, started.stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f-]{36}\n$/)])
    const faulty = await ossa('execution', 'signal', 'bg', 'ask', '--data', '{"approved": "yes"}')
    expect([faulty.exitCode, faulty.stderr]).toEqual([1, expect.stringContaining('/approved must be boolean')])
    const unknown = await ossa('execution', 'signal', 'bg', 'as', '--data', '1')
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "ask"?')])
    const sent = await ossa('execution', 'signal', 'bg', 'ask', '--data', '{"approved": true}', '--json')
    await published('execution-show', sent.stdout)
    const events = await ossa('execution', 'events', 'bg', '--follow', '--format', 'ndjson')
    const last = JSON.parse(events.stdout.trim().split('\n').at(-1) ?? '') as object
    expect(last).toMatchObject({ type: 'execution.completed', output: { doubled: [2, 4, 6], done: 'completed' } })
    const { stdout } = await ossa('execution', 'list', '--workflow', 'each', '--json')
    expect(await published('execution-list', stdout)).toMatchObject({ executions: [{ status: 'completed' }, {}, {}] })
  })

  it('is paused, goes on in the foreground, and is cancelled', async () => {
    await start('p')
    expect(await published('execution-show', (await ossa('execution', 'pause', 'p', '--json')).stdout)).toMatchObject({
      status: 'paused',
    })
    await ossa('execution', 'signal', 'p', 'ask', '--data', '{"approved": false}')
    const resumed = await ossa('execution', 'resume', 'p')
    expect([resumed.exitCode, JSON.parse(resumed.stdout)]).toEqual([0, { doubled: [], done: 'skipped' }])
    await start('c')
    const cancelled = await ossa('execution', 'cancel', 'c', '--reason', 'no longer wanted')
    expect([cancelled.exitCode, cancelled.stdout]).toEqual([0, expect.stringContaining('flow@1.0.0 cancelled')])
    const late = await ossa('execution', 'cancel', 'c')
    expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining('is cancelled already')])
  })

  it('leaves records behind', async () => {
    const none = await ossa('execution', 'records')
    expect([none.exitCode, none.stdout]).toEqual([0, 'There are no records.\n'])
    await ossa('run', 'workflow', 'fleet.yaml#learn', '--id', 'l')
    const json = await ossa('execution', 'records', '--kind', 'lesson', '--execution', 'l', '--since', '1h', '--json')
    expect([await published('execution-records', json.stdout), json.stderr]).toEqual([
      { records: [expect.objectContaining({ workflow: 'learn@1.0.0', kind: 'lesson', data: { is: long } })] },
      '',
    ])
    const { stdout } = await ossa('execution', 'records', '--limit', '1')
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(1, 3))).toEqual([
      ['KIND', 'WORKFLOW'],
      ['lesson', 'learn@1.0.0'],
      [],
      [],
      [],
    ])
    expect(stdout).toMatch(/…\n\nLong data is cut; all of it: --json. There may be more than these 1: --limit.\n$/)
    const unknown = await ossa('execution', 'records', '--execution', 'none')
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('There is no execution "none".')])
  })

  it('is run again from a task, and forgotten', async () => {
    const again = await ossa('execution', 'retry', 'bg', '--from', 'done', '--json')
    expect(await published('run-workflow', again.stdout)).toMatchObject({
      status: 'completed',
      tasks: { ask: { attempts: 0 }, done: { attempts: 2 } },
    })
    const unknown = await ossa('execution', 'retry', 'bg', '--from', 'don')
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "done"?')])
    const pruned = await ossa('execution', 'prune', '--older-than', '0s', '--status', 'cancelled', '--json')
    expect(await published('execution-prune', pruned.stdout)).toEqual({ removed: 1 })
    expect((await ossa('execution', 'show', 'c')).exitCode).toBe(2)
  })
})

describe('a run of a workflow', () => {
  it('only shows what would run with --dry-run', async () => {
    const { exitCode, stdout } = await ossa('run', 'workflow', 'fleet.yaml#flow', '--dry-run')
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^2 +ask +boss@1.0.0 decides \(signal ask\) +all/m)])
    const plan = await published(
      'workflow-plan',
      (await ossa('run', 'workflow', 'fleet.yaml#flow', '--dry-run', '--json')).stdout,
    )
    expect(plan).toMatchObject({
      tasks: [
        { id: 'all', stage: 1 },
        { id: 'ask', stage: 2 },
        { id: 'done', stage: 3 },
      ],
    })
  })

  it('shows with --replay where a changed workflow would differ', async () => {
    const one = await ossa('run', 'workflow', 'fleet.yaml#each', '--input', '{"n": 4}', '--id', 'one')
    expect([one.exitCode, one.stdout]).toEqual([0, '8\n'])
    const replayed = await ossa('run', 'workflow', 'fleet.yaml#each', '--replay', 'one', '--json')
    expect(await published('replay', replayed.stdout)).toMatchObject({ same: true, events: 4 })
    const changed = fleet.map((each) => JSON.stringify(each).replace('input.n * 2', 'input.n * 3')).join('\n---\n')
    writeFileSync(path.join(cwd, 'changed.yaml'), changed)
    const differing = await ossa('run', 'workflow', 'changed.yaml#each', '--replay', 'one', '--json')
    expect([differing.exitCode, await published('replay', differing.stdout)]).toEqual([
      1,
      expect.objectContaining({ same: false, divergence: expect.objectContaining({ seq: 2 }) }),
    ])
    rmSync(path.join(cwd, 'changed.yaml'))
  })

  it.each([
    ['--follow', '--json'],
    ['--follow', '--format', 'json'],
  ])('streams no single value: %s %s', async (...flags) => {
    expect((await ossa('execution', 'events', 'bg', ...flags)).exitCode).toBe(2)
  })
})
