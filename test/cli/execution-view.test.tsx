import { stripVTControlCharacters } from 'node:util'
import { render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LiveExecution, LiveTask } from '#core/orchestrator'
import { ExecutionView } from '../../src/cli/views/execution-view.tsx'
import { LiveView } from '../../src/cli/views/live-view.tsx'
import { TaskLogs } from '../../src/cli/views/task-logs.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const task = (id: string, rest: Partial<LiveTask> = {}): LiveTask => ({
  id,
  does: `${id} its work`,
  needs: [],
  stage: 1,
  status: 'pending',
  attempts: 0,
  ...rest,
})

const executionOf = (tasks: readonly LiveTask[], status: LiveExecution['status'] = 'running'): LiveExecution => ({
  executionId: 'id',
  workflow: 'ship@1.0.0',
  status,
  tasks,
})

const now = () => 10_000

function linesOf(tasks: readonly LiveTask[], options: { frame?: number; rows?: number } = {}): string[] {
  const { lastFrame, unmount } = render(<ExecutionView execution={executionOf(tasks)} now={now()} {...options} />)
  closers.push(unmount)
  return stripVTControlCharacters(lastFrame() ?? '').split('\n')
}

describe('the view of an execution', () => {
  it('says of each task how it stands, and how far all is', () => {
    const error = { code: 'command/failed', message: 'busy' }
    const lines = linesOf([
      task('pack', { status: 'completed', attempts: 2, startedAt: 1_000, completedAt: 3_000 }),
      task('send', { status: 'failed', attempts: 1, error: { ...error, message: 'no\n\u001b[2Jstamp' }, stage: 2 }),
      task('wait', { attempts: 1, error }),
      task('again', { attempts: 1 }),
      task('each', { status: 'completed', attempts: 7, rounds: { ended: 7, total: 7 } }),
      task('thank', { status: 'skipped' }),
    ])
    expect(lines).toEqual([
      'ship@1.0.0 running  4/6 tasks · id',
      '  ✔ pack   2.0 s  attempt 2',
      '  ✖  send  no\\u{a}\\u{1b}[2Jstamp',
      '  · wait   waiting for the next attempt  busy',
      '  · again  interrupted',
      '  ✔ each   7/7 rounds',
      '  ↷ thank',
    ])
  })

  it('says how long tasks have been running, and how long they will wait', () => {
    const tasks = [
      task('pack', { status: 'running', attempts: 1, startedAt: 9_000 }),
      task('nap', { status: 'running', startedAt: 9_500, idleUntil: 12_000 }),
      task('call', { attempts: 1, idleUntil: 13_000 }),
    ]
    expect(linesOf(tasks, { frame: 0 }).slice(1)).toEqual([
      '  ⠋ pack  1.0 s',
      '  … nap   500 ms  2.0 s to go',
      '  · call  next attempt in 3.0 s',
    ])
  })

  it('shows what is going on, in its order, when there are more tasks than lines', () => {
    const done = Array.from({ length: 50 }, (_, index) => task(`done_${index}`, { status: 'completed' }))
    const tasks = [...done, task('first', { status: 'running' }), task('later'), task('second', { status: 'running' })]
    expect(linesOf(tasks, { rows: 6 }).slice(1)).toEqual(['  … first', '  · later', '  … second', '  … and 50 more'])
  })
})

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function live(
  tasks: readonly LiveTask[],
  { rows = 24, status }: { rows?: number; status?: LiveExecution['status'] } = {},
) {
  const asked: string[] = []
  const logs = new TaskLogs()
  const keys = {
    ask: (control: string) => void asked.push(control),
    leave: () => void asked.push('leave'),
    signal: (signal: string) => void asked.push(signal),
    canLeave: false,
    notice: undefined,
  }
  const execution = executionOf(tasks, status)
  const { lastFrame, stdin, unmount } = render(
    <LiveView current={() => execution} logs={logs} rows={rows} now={now} keys={keys} />,
  )
  closers.push(unmount)
  // It listens from its first turn on.
  while (stdin.listenerCount('readable') === 0) await turn()
  const lines = () => stripVTControlCharacters(lastFrame() ?? '').split('\n')
  const press = async (...all: string[]) => {
    for (const key of all) {
      stdin.write(key)
      await turn()
    }
  }
  /** Waits until it has been drawn so. */
  const shows = (check: (lines: readonly string[]) => void) => vi.waitFor(() => check(lines()))
  return { logs, asked, press, lines, shows }
}

const chain = [
  task('read', { status: 'completed' }),
  task('write', { status: 'running', needs: ['read'], stage: 2, attempts: 1 }),
  task('send', { needs: ['write'], stage: 3 }),
]
const [up, down, pageUp] = ['\u001b[A', '\u001b[B', '\u001b[5~']

describe('the live view', () => {
  it('looks at what runs, with what comes before and after it and what was said', async () => {
    const { logs, shows } = await live(chain)
    logs.add({ task: 'write', at: 0, text: 'half \u001b[31mdone' })
    await shows((lines) => {
      expect(lines.slice(1, 4)).toEqual(['↑ ✔ read', expect.stringMatching(/^❯ . {2}write$/), '↓ ·   send'])
      expect(lines[5]).toBe('write: write its work · after read · before send')
      expect(lines[6]).toMatch(/^\d\d:\d\d:\d\d half \\u\{1b\}\[31mdone$/)
      expect(lines.at(-1)).toBe('↑↓ task · p pause · c cancel · l log · Ctrl-C stop · ? all keys')
    })
  })

  it('goes to other tasks and back, several keys at once too', async () => {
    const { press, shows } = await live(chain)
    const selects = (id: string) =>
      shows((lines) => expect(lines.find((line) => line.startsWith('❯'))).toMatch(new RegExp(`${id}$`)))
    await press(down)
    await selects('send')
    await press(`${up}${up}`)
    await selects('read')
    await press('jj')
    await selects('send')
    await press('f')
    await selects('write')
  })

  it('asks before it cancels, and takes other keys for a no', async () => {
    const { press, asked, shows } = await live(chain)
    await press('c')
    await shows((lines) => expect(lines.at(-1)).toMatch(/^Cancel the execution\?/))
    await press('c', 'y')
    expect(asked).toEqual([])
    await press('c', 'y')
    expect(asked).toEqual(['cancel'])
  })

  it('pauses what runs, resumes what is paused, and passes on what the terminal would have seen', async () => {
    const running = await live(chain)
    const paused = await live(chain, { status: 'paused' })
    await running.press('p', 'r', '\u0003', '\u001a', '\u001c')
    await paused.press('p', 'r', 'q')
    expect(running.asked).toEqual(['pause', 'SIGINT', 'SIGTSTP', 'SIGQUIT'])
    expect(paused.asked).toEqual(['resume', 'leave'])
  })

  it('does not take what is pasted for a yes', async () => {
    const { press, asked, shows } = await live(chain)
    await press('jcyyy')
    await shows((lines) => expect(lines.at(-1)).toMatch(/^Cancel the execution\?/))
    expect(asked).toEqual([])
  })

  it.each([4, 8, 12, 24, 50])(
    'is never higher than a terminal of %i lines, whatever there is to show',
    async (rows) => {
      const many = Array.from({ length: 500 }, (_, index) => task(`t${index}`, { needs: index === 0 ? [] : ['t0'] }))
      const { logs, press, shows } = await live(many, { rows })
      for (let index = 0; index < 600; index++) logs.add({ task: 't499', at: 0, text: `line ${index}` })
      const fits = (check: (text: string) => void) =>
        shows((lines) => {
          expect(lines.length).toBeLessThan(rows)
          check(lines.join('\n'))
        })
      await press('G')
      await fits((text) => expect(text).toMatch(/^❯.*t499$/m))
      if (rows < 12) return
      await fits((text) => expect(text).toContain('line 599'))
      await press('l')
      await fits((text) => expect(text).toContain('line 59'))
      await press(pageUp)
      await fits((text) => expect(text).not.toContain('line 599'))
    },
  )
})
