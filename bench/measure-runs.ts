/** How many tasks an orchestrator carries out a second, and how long it takes from asking for an execution to its first attempt. */
import type { Orchestrator } from '../src/core/orchestrator/index.ts'
import { diamond } from './plans.ts'

export interface Result {
  readonly tasksPerSecond: number
  /** Sorted. */
  readonly startMs: readonly number[]
}

/** When the first attempt of an execution begins. It does nothing. */
export class FirstAttempts {
  readonly #times = new Map<string, number>()

  readonly execute = async ({ executionId }: { executionId: string }): Promise<{ output: null }> => {
    if (!this.#times.has(executionId)) this.#times.set(executionId, performance.now())
    await Promise.resolve()
    return { output: null }
  }

  take(executionId: string): number {
    const time = this.#times.get(executionId) ?? Number.NaN
    this.#times.delete(executionId)
    return time
  }
}

/** Carries out ten tasks again and again, after a second to warm up. */
export async function measureRuns(
  orchestrator: Orchestrator,
  { atOnce, seconds, started }: { atOnce: number; seconds: number; started: FirstAttempts },
): Promise<Result> {
  const plan = diamond()
  let runs = 0
  const startMs: number[] = []
  const carryOut = async (end: number) => {
    while (performance.now() < end) {
      const asked = performance.now()
      const { executionId } = await orchestrator.start({ plan, input: {} })
      await orchestrator.run(executionId, { signal: new AbortController().signal })
      startMs.push(started.take(executionId) - asked)
      runs += 1
    }
  }
  const together = (milliseconds: number) => {
    const end = performance.now() + milliseconds
    return Promise.all(Array.from({ length: atOnce }, () => carryOut(end)))
  }
  await together(1_000)
  runs = 0
  startMs.length = 0
  const begun = performance.now()
  await together(seconds * 1_000)
  const elapsed = (performance.now() - begun) / 1_000
  return { tasksPerSecond: (runs * plan.tasks.length) / elapsed, startMs: startMs.sort((a, b) => a - b) }
}

/** A result in one line. */
export function describeResult(
  { tasksPerSecond, startMs }: Result,
  { name, atOnce, more = '' }: { name: string; atOnce: number; more?: string },
): string {
  const at = (share: number) => (startMs[Math.floor(startMs.length * share)] ?? Number.NaN).toFixed(2)
  return `${name.padEnd(7)} ${String(atOnce).padStart(2)} at once: ${tasksPerSecond.toFixed(0).padStart(6)} tasks/s${more}; start p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`
}
