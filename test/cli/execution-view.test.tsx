import { stripVTControlCharacters } from 'node:util'
import { render } from 'ink-testing-library'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunWorkflowOutput, TaskResult } from '#core/contract'
import { ExecutionView } from '../../src/cli/views/execution-view.tsx'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

function linesOf(tasks: Record<string, TaskResult>, options: { isLive?: boolean; rows?: number } = {}): string[] {
  const output: RunWorkflowOutput = {
    executionId: 'id',
    workflow: 'ship@1.0.0',
    status: 'running',
    output: null,
    tasks,
    durationMs: 0,
  }
  const { lastFrame, unmount } = render(<ExecutionView output={output} isLive={options.isLive ?? false} {...options} />)
  closers.push(unmount)
  return stripVTControlCharacters(lastFrame() ?? '').split('\n')
}

const at = (seconds: number) => new Date(seconds * 1000).toISOString()

describe('the view of an execution', () => {
  it('says of each task how it stands, and how far all is', () => {
    const lines = linesOf({
      pack: { status: 'completed', attempts: 2, startedAt: at(1), completedAt: at(3) },
      send: { status: 'failed', attempts: 1, error: { code: 'executors/exit', message: 'no\n\u001b[2Jstamp' } },
      wait: { status: 'pending', attempts: 1, error: { code: 'executors/exit', message: 'busy' } },
      again: { status: 'pending', attempts: 1 },
      thank: { status: 'skipped', attempts: 0 },
    })
    expect(lines).toEqual([
      'ship@1.0.0  3/5 tasks · id',
      '  ✔ pack   2.0 s  attempt 2',
      '  ✖ send   no\\u{a}\\u{1b}[2Jstamp',
      '  · wait   waiting for the next attempt  busy',
      '  · again  interrupted',
      '  ↷ thank',
    ])
  })

  it('turns a sign while a task runs, and stops it at the end', () => {
    const tasks: Record<string, TaskResult> = { pack: { status: 'running', attempts: 1 } }
    expect(linesOf(tasks, { isLive: true })[1]).toBe('  ⠋ pack')
    expect(linesOf(tasks)[1]).toBe('  … pack')
  })

  it('shows what is going on, in its order, when there are more tasks than lines', () => {
    const tasks: Record<string, TaskResult> = {}
    for (let index = 0; index < 50; index++) tasks[`done_${index}`] = { status: 'completed', attempts: 1 }
    tasks['first'] = { status: 'running', attempts: 1 }
    tasks['later'] = { status: 'pending', attempts: 0 }
    tasks['second'] = { status: 'running', attempts: 1 }
    expect(linesOf(tasks, { rows: 4 }).slice(1)).toEqual(['  … first', '  · later', '  … second', '  … and 50 more'])
  })
})
