import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hashJson } from '#core/json'
import type { Orchestrator, RecordedEvent } from '#core/orchestrator'
import type { PlannedTask, WorkflowPlan } from '#core/workflow'

export interface Adapter {
  readonly name: string
  /** Who carries executions out: the process that calls `run`, or others, who go on when it stops. */
  readonly carriedOut: 'here' | 'elsewhere'
  /** Opens the orchestrator; the same folder twice is the same store. */
  open(options: { root: string; now: () => number; random: () => Uint8Array }): Promise<Orchestrator>
}

export const never = new AbortController().signal

const roots: string[] = []

/** To be called once by a file of tests: removes the folders that it has made. */
export function removeWorkspaces(): void {
  afterAll(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
  })
}

/** A folder with a program that writes down when it starts and ends, and answers with what it was asked. */
export function freshWorkspace() {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa contract ')))
  roots.push(root)
  const ledger = path.join(root, 'ledger')
  appendFileSync(ledger, '')
  const options = { root, now: () => Date.now(), random: () => randomBytes(10) }
  return {
    options,
    lines: () => readFileSync(ledger, 'utf8').split('\n').filter(Boolean),
    exists: (name: string) => existsSync(path.join(root, name)),
    write: (name: string) => appendFileSync(path.join(root, name), ''),
  }
}

/** A task that writes `<id> <idempotency key> start|end` into the ledger; `script` runs between the two. */
export function task(
  id: string,
  needs: readonly string[] = [],
  rest: Partial<PlannedTask> & { script?: string } = {},
): PlannedTask {
  const { script = ':', ...overrides } = rest
  const note = (what: string) => `echo "${id} $OSSA_IDEMPOTENCY_KEY ${what}" >> ledger`
  return {
    id,
    needs,
    agent: 'writer@1.0.0',
    capability: 'write',
    binding: {
      kind: 'command',
      run: ['sh', '-c', `${note('start')}; ${script}; ${note('end')}; cat`],
      cwd: '',
      env: {},
    },
    input: { from: id },
    retry: { maxAttempts: 1, backoff: 'fixed', initialMs: 10, maxMs: 10 },
    timeoutMs: 10_000,
    priority: 5,
    onError: 'fail',
    ...overrides,
  }
}

export function plan(tasks: readonly PlannedTask[], rest: Partial<WorkflowPlan> = {}): WorkflowPlan {
  const content = { workflow: 'contract@1.0.0', file: 'w.yaml', tasks, concurrency: 4, ...rest }
  return { ...content, hash: hashJson(content) }
}

export const diamond = [task('a'), task('b', ['a']), task('c', ['a']), task('d', ['b', 'c'])]

/** What every adapter must do. */
export function orchestratorContract({ name, open }: Adapter): void {
  describe(`orchestrator contract: ${name}`, () => {
    it('carries a diamond out in order and gives its output', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const { executionId } = await orchestrator.start({
        plan: plan(diamond, { output: '${{ tasks.d.output.from }}' }),
        input: {},
      })
      const { state, record } = await orchestrator.run(executionId, { signal: never })
      expect([state.status, state.output, record.status, record.isActive]).toEqual([
        'completed',
        'd',
        'completed',
        false,
      ])
      const starts = lines()
        .filter((line) => line.endsWith('start'))
        .map((line) => line[0])
      expect([starts[0], starts[3], [starts[1], starts[2]].sort()]).toEqual(['a', 'd', ['b', 'c']])
      await orchestrator.close()
    })

    it('keeps a history without gaps, from which the snapshot follows', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const seen: RecordedEvent[] = []
      const { executionId } = await orchestrator.start({ plan: plan(diamond), input: { x: 1 } })
      await orchestrator.run(executionId, { signal: never, onEvent: (event) => seen.push(event) })
      const events = await orchestrator.events(executionId)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
      expect(seen).toEqual(events)
      expect([events[0]?.type, events.at(-1)?.type]).toEqual(['execution.started', 'execution.completed'])
      await orchestrator.close()
    })

    it('finds the first execution again by its key, and refuses the key for another input', async () => {
      const { options } = freshWorkspace()
      const orchestrator = await open(options)
      const first = await orchestrator.start({ plan: plan(diamond), input: { x: 1 }, key: 'k' })
      const second = await orchestrator.start({ plan: plan(diamond), input: { x: 1 }, key: 'k' })
      expect([first.isNew, second.isNew, second.executionId]).toEqual([true, false, first.executionId])
      await expect(orchestrator.start({ plan: plan(diamond), input: { x: 2 }, key: 'k' })).rejects.toMatchObject({
        code: 'execution/key-taken',
      })
      await orchestrator.close()
    })

    it('runs nothing again when an ended execution is run again', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const { executionId } = await orchestrator.start({ plan: plan(diamond), input: {} })
      await orchestrator.run(executionId, { signal: never })
      const { state } = await orchestrator.run(executionId, { signal: never })
      expect([state.status, lines().length]).toEqual(['completed', 8])
      await orchestrator.close()
    })

    it('retries as the plan says and gives every attempt the same idempotency key', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const flaky = task('a', [], {
        script: 'test "$OSSA_ATTEMPT" -ge 3 || exit 9',
        retry: { maxAttempts: 3, backoff: 'fixed', initialMs: 5, maxMs: 5 },
      })
      const { executionId } = await orchestrator.start({ plan: plan([flaky]), input: {} })
      const { state } = await orchestrator.run(executionId, { signal: never })
      expect([state.status, state.tasks.get('a')?.attempts]).toEqual(['completed', 3])
      expect(new Set(lines().map((line) => line.split(' ')[1]))).toEqual(new Set([`${executionId}/a/0`]))
      await orchestrator.close()
    })

    it('fails the execution with the error of the task, and ends what still runs', async () => {
      const { options, lines } = freshWorkspace()
      const orchestrator = await open(options)
      const bad = task('bad', [], { script: 'sleep 0.2; echo broken >&2; exit 4' })
      const slow = task('slow', [], { script: 'sleep 30' })
      const { executionId } = await orchestrator.start({ plan: plan([slow, bad]), input: {} })
      const { state } = await orchestrator.run(executionId, { signal: never })
      expect(state).toMatchObject({ status: 'failed', error: { code: 'command/failed', task: 'bad' } })
      expect([
        state.tasks.get('slow')?.status,
        lines().some((line) => line.startsWith('slow') && line.endsWith('end')),
      ]).toEqual(['cancelled', false])
      await orchestrator.close()
    })

    it('lists the newest first and says what is unknown', async () => {
      const { options } = freshWorkspace()
      let time = 1_000
      const orchestrator = await open({ ...options, now: () => (time += 1_000) })
      const first = await orchestrator.start({ plan: plan(diamond), input: {} })
      const second = await orchestrator.start({ plan: plan(diamond), input: {}, key: 'second' })
      expect((await orchestrator.list({ limit: 10 })).map(({ id }) => id)).toEqual([
        second.executionId,
        first.executionId,
      ])
      expect((await orchestrator.list({ limit: 1 })).length).toBe(1)
      expect((await orchestrator.get('second')).record.id).toBe(second.executionId)
      await expect(orchestrator.get('nothing')).rejects.toMatchObject({ code: 'execution/unknown', kind: 'usage' })
      await orchestrator.close()
    })
  })
}
