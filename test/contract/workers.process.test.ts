import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Orchestrator, openOrchestrator, type RecordedEvent } from '#core/orchestrator'
import type { WorkflowPlan } from '#core/workflow'
import { asked, dropDatabases, freshDatabase, hasServer, noPostgres, startServer } from '../postgres.ts'
import { freshWorkspace, never, plan, removeWorkspaces, task } from './orchestrator.ts'
import { endWorkers, startTestWorker, type TestWorker } from './workers.ts'

/** A workspace, its database, some workers, and one who follows. */
async function fleet(count: number, engine?: string) {
  const { options, lines, write } = freshWorkspace()
  const url = engine ?? (await freshDatabase())
  const environment = { ...process.env, OSSA_ENGINE: url }
  const runs = await openOrchestrator({ ...options, engine: 'postgres', environment, folder: '', access: 'create' })
  const workers = await Promise.all(Array.from({ length: count }, () => startTestWorker(options.root, url)))
  const starts = (id: string) => lines().filter((line) => line.startsWith(`${id} `) && line.endsWith('start'))
  return { runs, workers, lines, starts, write, url, root: options.root }
}

/** Starts an execution and follows it. `until` resolves when it has come to an event. */
async function follow(runs: Orchestrator, content: WorkflowPlan) {
  const { executionId } = await runs.start({ plan: content, input: {} })
  const events: RecordedEvent[] = []
  const done = runs.run(executionId, { signal: never, onEvent: (event) => void events.push(event) })
  const until = async (isMet: (event: RecordedEvent) => boolean) => {
    while (!events.some(isMet)) await setTimeout(20)
  }
  return { executionId, done, until, events }
}

const begun = (id: string) => (event: RecordedEvent) => event.type === 'attempt.started' && event.task === id
const waitsForGo = { script: 'while ! test -e go; do sleep 0.05; done' }

/** The worker that has the program of a task. */
async function ownerOf(workers: readonly TestWorker[], root: string): Promise<TestWorker> {
  while (true) {
    for (const worker of workers) if (await worker.hasProgramIn(root)) return worker
    await setTimeout(50)
  }
}

describe.skipIf(noPostgres !== undefined)(`workers${noPostgres === undefined ? '' : `: ${noPostgres}`}`, () => {
  endWorkers()
  dropDatabases()
  removeWorkspaces()

  it('share the tasks of one execution', async () => {
    const { runs, workers } = await fleet(2)
    const meets = (id: string) =>
      task(id, [], { script: `touch ${id}.there; while ! test -e a.there -a -e b.there; do sleep 0.05; done` })
    const { done } = await follow(runs, plan([meets('a'), meets('b')]))
    expect((await done).state.status).toBe('completed')
    expect(await runs.countWorkers()).toBe(2)
    await workers[0]?.end('SIGTERM')
    expect(await runs.countWorkers()).toBe(1)
    await runs.close()
  })

  it('take over what a killed one had: completed tasks stay, those in flight repeat with the same key', async () => {
    const { runs, workers, starts, write, root } = await fleet(2)
    const { done, until, executionId } = await follow(
      runs,
      plan([task('a'), task('b', ['a'], waitsForGo), task('c', ['b'])]),
    )
    await until(begun('b'))
    await (await ownerOf(workers, root)).end('SIGKILL')
    write('go')
    const { state } = await done
    expect([state.status, state.tasks.get('b')?.attempts]).toEqual(['completed', 2])
    expect([starts('a').length, starts('c').length]).toEqual([1, 1])
    expect(new Set(starts('b'))).toEqual(new Set([`b ${executionId}/b/0 start`]))
    expect((await runs.events(executionId)).map(({ type }) => type)).toContain('attempt.interrupted')
    await runs.close()
  })

  it('that are killed all the time lose nothing, repeat no completed task, and give places at agents back', async () => {
    const { runs, workers, lines, root, url } = await fleet(2)
    const rows = Array.from({ length: 6 }, (_, row) =>
      Array.from({ length: 4 }, (_, place) =>
        task(`t${row}_${place}`, place === 0 ? [] : [`t${row}_${place - 1}`], {
          script: 'sleep 0.2',
          agentConcurrency: 4,
        }),
      ),
    )
    const { done, executionId } = await follow(runs, plan(rows.flat(), { concurrency: 6 }))
    for (let kills = 0; kills < 4; kills += 1) {
      await setTimeout(700)
      await workers.shift()?.end('SIGKILL')
      workers.push(await startTestWorker(root, url))
    }
    expect((await done).state.status).toBe('completed')
    const events = await runs.events(executionId)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    for (const { id } of rows.flat()) {
      const completed = events.filter((event) => event.type === 'attempt.completed' && event.task === id)
      const keys = new Set(lines().flatMap((line) => (line.startsWith(`${id} `) ? [line.split(' ')[1]] : [])))
      expect([id, completed.length, keys.size]).toEqual([id, 1, 1])
      const begins = events.filter((event) => event.type === 'attempt.started' && event.task === id).length
      const breaks = events.filter((event) => event.type === 'attempt.interrupted' && event.task === id).length
      expect([id, begins]).toEqual([id, breaks + 1])
    }
    await runs.close()
  })

  it('that only stand still for a while are not taken for dead, and nothing runs twice', async () => {
    const { runs, workers, starts, write, root } = await fleet(2)
    const { done, until } = await follow(runs, plan([task('a', [], waitsForGo), task('b', ['a'])]))
    await until(begun('a'))
    const owner = await ownerOf(workers, root)
    owner.process.kill('SIGSTOP')
    await setTimeout(8_000)
    write('go')
    owner.process.kill('SIGCONT')
    expect((await done).state.status).toBe('completed')
    expect([starts('a').length, starts('b').length]).toEqual([1, 1])
    await runs.close()
  })

  it('end an attempt that was cancelled elsewhere, with all its programs', async () => {
    const { runs, workers, root } = await fleet(2)
    const { done, until, executionId } = await follow(runs, plan([task('a', [], { script: 'sleep 300 & sleep 300' })]))
    await until(begun('a'))
    const owner = await ownerOf(workers, root)
    await runs.control(executionId, { do: 'cancel' })
    expect((await done).state.status).toBe('cancelled')
    while (await owner.hasProgramIn(root)) await setTimeout(50)
    await runs.close()
  })

  it('let end what is under way when they are to stop, and leave the rest to others', async () => {
    const { runs, workers, starts, write, root, url } = await fleet(1)
    const { done, until } = await follow(runs, plan([task('a', [], waitsForGo), task('b', ['a'])]))
    await until(begun('a'))
    await ownerOf(workers, root)
    const ending = workers[0]?.end('SIGTERM')
    await startTestWorker(root, url)
    await setTimeout(1_000)
    write('go')
    await ending
    expect((await done).state.status).toBe('completed')
    expect([starts('a').length, starts('b').length]).toEqual([1, 1])
    await runs.close()
  })

  it('keep what they cannot write down, and write it down when they can', async () => {
    const { runs, workers, starts, write, root, url } = await fleet(1)
    const { done, until } = await follow(runs, plan([task('a', [], waitsForGo), task('b', ['a'])]))
    await until(begun('a'))
    await ownerOf(workers, root)
    await asked('ALTER TABLE ossa.attempts RENAME TO attempts_away', url)
    write('go')
    while (workers[0]?.said().includes('trying again') !== true) await setTimeout(20)
    await asked('ALTER TABLE ossa.attempts_away RENAME TO attempts', url)
    expect((await done).state.status).toBe('completed')
    expect([starts('a').length, starts('b').length]).toEqual([1, 1])
    await runs.close()
  })

  it.skipIf(!hasServer)('and those who follow wait while the server is away', async () => {
    const server = await startServer()
    try {
      const { runs, workers, starts, write, root } = await fleet(2, await server.database())
      const { done, until } = await follow(runs, plan([task('a'), task('b', ['a'], waitsForGo), task('c', ['b'])]))
      await until(begun('b'))
      await ownerOf(workers, root)
      await server.stop()
      write('go')
      await setTimeout(3_000)
      await server.start()
      expect((await done).state.status).toBe('completed')
      expect([starts('a').length, starts('b').length, starts('c').length]).toEqual([1, 1, 1])
      await runs.close()
    } finally {
      await server.remove()
    }
  })
})
