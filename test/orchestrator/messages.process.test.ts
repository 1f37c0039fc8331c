import { describe, expect, it } from 'vitest'
import { openOrchestrator, type TaskMessage, watchExecution } from '#core/orchestrator'
import { freshWorkspace, never, plan, removeWorkspaces, task } from '../contract/orchestrator.ts'

removeWorkspaces()

const talks = (id: string) =>
  task(id, [], { binding: { kind: 'command', run: ['sh', '-c', 'echo hello >&2; echo 1'], cwd: '', env: {} } })

async function run(tasks: Parameters<typeof plan>[0]) {
  const { options } = freshWorkspace()
  const runs = await openOrchestrator({
    engine: 'sqlite',
    ...options,
    folder: options.root,
    access: 'create',
    environment: {},
    now: () => 5,
  })
  const { executionId } = await runs.start({ plan: plan(tasks), input: {} })
  const messages: TaskMessage[] = []
  await runs.run(executionId, { signal: never, onMessage: (message) => void messages.push(message) })
  return { runs, executionId, messages }
}

describe('what attempts say', () => {
  it('is passed on with the task, and leaves nothing in the history', async () => {
    const { runs, executionId, messages } = await run([talks('a')])
    expect(messages).toEqual([{ task: 'a', at: 5, text: 'hello' }])
    expect(JSON.stringify(await runs.events(executionId))).not.toContain('hello')
    await runs.close()
  })

  it('is passed on from a workflow that is a task, with what happens in it', async () => {
    const child = plan([talks('inner')], { workflow: 'child@1.0.0' })
    const { runs, messages } = await run([task('outer', [], { binding: { kind: 'workflow', plan: child } })])
    expect(messages.map(({ task: id, text }) => `${id}: ${text}`)).toEqual([
      'outer: inner started',
      'outer: inner: hello',
      'outer: inner completed in 0 ms',
    ])
    await runs.close()
  })
})

it('an execution that others carry out can be watched to its end', async () => {
  const { runs, executionId } = await run([talks('a'), { ...talks('b'), needs: ['a'] }])
  const lines: string[] = []
  const statuses: string[] = []
  const output = await watchExecution(runs, executionId, {
    signal: never,
    now: () => 5,
    onProgress: ({ line, current }) => {
      if (line !== undefined) lines.push(line)
      statuses.push(
        current()
          .tasks.map(({ status }) => status)
          .join(' '),
      )
    },
  })
  expect(output.status).toBe('completed')
  expect(lines).toEqual(['a started', 'a completed in 0 ms', 'b started', 'b completed in 0 ms'])
  // First how it stands, then how it came to that.
  expect(statuses).toEqual(expect.arrayContaining(['completed completed', 'running pending', 'completed running']))
  await runs.close()
})
