import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Orchestrator, openOrchestrator } from '#core/orchestrator'
import type { WorkflowPlan } from '#core/workflow'
import { dropDatabases, freshDatabase, noPostgres } from '../postgres.ts'
import { counted, mostInFlight } from './in-flight.ts'
import { freshWorkspace, never, plan, removeWorkspaces, task } from './orchestrator.ts'
import { endWorkers, startTestWorker, type TestLimits } from './workers.ts'

/** A workspace, its database, workers that keep to limits, and one who starts executions. */
async function fleet(count: number, limits: TestLimits = {}) {
  const { options, lines, write } = freshWorkspace()
  const url = await freshDatabase()
  const environment = { ...process.env, OSSA_ENGINE: url }
  const runs = await openOrchestrator({ ...options, engine: 'postgres', environment, folder: '', access: 'create' })
  const another = () => startTestWorker(options.root, url, limits)
  const workers = await Promise.all(Array.from({ length: count }, another))
  const started = () => lines().filter((line) => line.endsWith('start'))
  return { runs, workers, started, write, root: options.root, url }
}

async function runAll(runs: Orchestrator, content: WorkflowPlan, count: number): Promise<string[]> {
  const all = Array.from({ length: count }, async () => {
    const { executionId } = await runs.start({ plan: content, input: {} })
    return (await runs.run(executionId, { signal: never })).state.status
  })
  return Promise.all(all)
}

describe.skipIf(noPostgres !== undefined)(`fleets${noPostgres === undefined ? '' : `: ${noPostgres}`}`, () => {
  endWorkers()
  dropDatabases()
  removeWorkspaces()

  it('keep the limit of an agent over all executions and workers', async () => {
    const { runs, root } = await fleet(2)
    const wide = plan(
      [1, 2, 3, 4].map((number) => counted(`a${number}`, 'narrow', { most: 3 })),
      { concurrency: 16 },
    )
    expect(await runAll(runs, wide, 4)).toEqual(Array.from({ length: 4 }, () => 'completed'))
    expect(mostInFlight(root, 'narrow')).toBe(3)
    await runs.close()
  })

  it('keep to the attempts that all together may carry out, and make use of them', async () => {
    const { runs, root } = await fleet(2, { perWorker: 4, concurrency: 5 })
    const free = [1, 2, 3, 4].map((number) => {
      const { agentConcurrency: _none, ...rest } = counted(`a${number}`, 'any', { most: 5 })
      return rest
    })
    expect(await runAll(runs, plan(free), 5)).toEqual(Array.from({ length: 5 }, () => 'completed'))
    expect(mostInFlight(root, 'any')).toBe(5)
    await runs.close()
  })

  it('begin no more attempts in a time than all together may', async () => {
    const { runs, workers, started, root, url } = await fleet(2, { rate: { attempts: 4, seconds: 3_600 } })
    const done = runAll(
      runs,
      plan(
        [1, 2, 3, 4, 5].map((number) => task(`a${number}`)),
        { concurrency: 5 },
      ),
      2,
    )
    while (started().length < 4) await setTimeout(20)
    await setTimeout(2_000)
    expect(started()).toHaveLength(4)
    for (const worker of workers) await worker.end('SIGTERM')
    await startTestWorker(root, url, { rate: null })
    expect(await done).toEqual(['completed', 'completed'])
    expect(started()).toHaveLength(10)
    await runs.close()
  })

  it('give the place of an agent to others when the worker that had it was killed', async () => {
    const { runs, workers, started, write, root } = await fleet(2)
    const script = 'while ! test -e go; do sleep 0.05; done'
    const single = plan([task('a', [], { agentConcurrency: 1, script })])
    const done = runAll(runs, single, 3)
    while (started().length === 0) await setTimeout(20)
    const owners = await Promise.all(workers.map((worker) => worker.hasProgramIn(root)))
    await workers[owners.indexOf(true)]?.end('SIGKILL')
    while (started().length < 2) await setTimeout(20)
    write('go')
    expect(await done).toEqual(['completed', 'completed', 'completed'])
    expect(new Set(started()).size).toBe(3)
    await runs.close()
  })
})
