import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attemptFailed,
  decide,
  type EngineEvent,
  type ExecutionState,
  initialState,
  isEnded,
  type PlannedTask,
  reduce,
  type WorkflowPlan,
} from '#core/workflow'

/** A plan without cycles: each task needs some of those before it. */
const plans = fc
  .record({
    tasks: fc.array(
      fc.record({
        needs: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
        priority: fc.integer({ min: 0, max: 9 }),
        maxAttempts: fc.integer({ min: 1, max: 3 }),
        onError: fc.constantFrom('fail' as const, 'continue' as const),
        when: fc.constantFrom(undefined, true, false, '${{ input.go }}', '${{ input.none }}'),
      }),
      { maxLength: 8 },
    ),
    concurrency: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ tasks, concurrency }): WorkflowPlan => {
    const planned = tasks.map(({ needs, priority, maxAttempts, onError, when }, index): PlannedTask => {
      const before = [...new Set(needs.filter((each) => each < index))].map((each) => `t${each}`)
      const input = Object.fromEntries(before.map((id) => [id, `\${{ tasks.${id}.status }}`]))
      return {
        id: `t${index}`,
        needs: before,
        agent: 'a@1.0.0',
        capability: 'c',
        binding: { kind: 'command', run: ['true'], cwd: '', env: {} },
        input,
        ...(when === undefined ? {} : { when }),
        retry: { maxAttempts, backoff: 'exponential', initialMs: 10, maxMs: 30 },
        timeoutMs: 1_000,
        priority,
        onError,
      }
    })
    return { workflow: 'w@1.0.0', file: 'w.yaml', hash: 'x', tasks: planned, concurrency }
  })

/** What happens next, drawn at random: which running attempt ends, how, and how much time passes. */
const chances = fc.infiniteStream(
  fc.record({
    which: fc.nat({ max: 3 }),
    how: fc.constantFrom('completed', 'failed', 'fatal', 'interrupted'),
    passes: fc.constantFrom(0, 1, 10, 50),
  }),
)

type Chance = { which: number; how: string; passes: number }

function endingOf(plan: WorkflowPlan, state: ExecutionState, { chance, now }: { chance: Chance; now: number }) {
  const running = plan.tasks.filter(({ id }) => state.tasks.get(id)?.status === 'running')
  const task = running[chance.which % running.length]
  const current = state.tasks.get(task?.id ?? '')
  if (task === undefined || current === undefined) return []
  const at = { at: now, task: task.id, attempt: current.attempts }
  if (chance.how === 'completed') return [{ type: 'attempt.completed' as const, ...at, output: task.id }]
  if (chance.how === 'interrupted') return [{ type: 'attempt.interrupted' as const, ...at }]
  const error = { code: 'x/y', message: 'no', retryable: chance.how === 'failed' }
  return [attemptFailed(task, current, { error, now, random: 0 })]
}

/** The whole history of an execution. Also holds every step to what the engine promises. */
function historyOf(plan: WorkflowPlan, stream: Iterator<Chance>): { history: EngineEvent[]; state: ExecutionState } {
  const history: EngineEvent[] = [{ type: 'execution.started', at: 0, input: { go: true } }]
  let state = history.reduce(reduce, initialState(plan))
  const record = (event: EngineEvent) => {
    history.push(event)
    state = reduce(state, event)
  }
  let now = 0
  for (let turn = 0; turn < 500 && !isEnded(state.status); turn += 1) {
    const commands = decide(plan, state, now)
    expect(decide(plan, state, now)).toEqual(commands)
    for (const command of commands) {
      if (command.do === 'record') record(command.event)
      if (command.do === 'wait') expect(command.until).toBeGreaterThan(now)
      if (command.do !== 'start') continue
      const { task, attempt, input } = command
      expect(
        task.needs.every((id) => ['completed', 'failed', 'skipped'].includes(state.tasks.get(id)?.status ?? '')),
      ).toBe(true)
      expect(state.tasks.get(task.id)).toMatchObject({ status: 'pending', attempts: attempt - 1 })
      record({ type: 'attempt.started', at: now, task: task.id, attempt, input })
    }
    const running = [...state.tasks.values()].filter(({ status }) => status === 'running').length
    expect(running).toBeLessThanOrEqual(plan.concurrency)
    // Nothing runs and nothing is said to be done: it would wait for ever.
    expect(running > 0 || commands.length > 0).toBe(true)
    const chance = stream.next().value as Chance
    if (commands.every((command) => command.do !== 'record'))
      for (const event of endingOf(plan, state, { chance, now })) record(event)
    now += chance.passes
  }
  return { history, state }
}

describe('the engine', () => {
  it('brings every plan to an end, whatever happens to its attempts', () => {
    fc.assert(
      fc.property(plans, chances, (plan, stream) => {
        const { history, state } = historyOf(plan, stream)
        expect(['completed', 'failed']).toContain(state.status)
        const completed = history.flatMap((event) => (event.type === 'attempt.completed' ? [event.task] : []))
        expect(new Set(completed).size).toBe(completed.length)
        for (const { id, retry, onError } of plan.tasks) {
          const task = state.tasks.get(id)
          expect(task?.failures ?? 0).toBeLessThanOrEqual(retry.maxAttempts)
          if (onError === 'fail' && task?.status === 'failed') expect(state.status).toBe('failed')
        }
        expect([...state.tasks.values()].some(({ status }) => status === 'pending' || status === 'running')).toBe(false)
        expect(decide(plan, state, 1e9)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('knows its state from any part of the history alone, also one that was stored as JSON', () => {
    fc.assert(
      fc.property(plans, chances, fc.nat(), (plan, stream, cut) => {
        const { history, state } = historyOf(plan, stream)
        const length = cut % (history.length + 1)
        const stored = JSON.parse(JSON.stringify(history)) as EngineEvent[]
        const before = history.slice(0, length).reduce(reduce, initialState(plan))
        expect(stored.slice(0, length).reduce(reduce, initialState(plan))).toEqual(before)
        expect(stored.slice(length).reduce(reduce, before)).toEqual(state)
        // A process that takes over from here decides as the first one did.
        expect(decide(JSON.parse(JSON.stringify(plan)) as WorkflowPlan, before, 77)).toEqual(decide(plan, before, 77))
      }),
      { numRuns: 100 },
    )
  })
})
