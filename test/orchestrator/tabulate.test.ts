import { describe, expect, it } from 'vitest'
import type { TaskResult } from '#core/contract'
import { describeFailures, noteOnCutEvents, tabulateEvents } from '#core/orchestrator'

const failed = (code: string, details?: unknown): TaskResult => ({
  status: 'failed',
  attempts: 1,
  error: { code, message: 'm', ...(details === undefined ? {} : { details }) },
})

describe('failures', () => {
  it('are told with what the program complained and what the service answered, and no control characters', () => {
    const tasks = {
      a: failed('command/failed', { exitCode: 3, stderr: 'first\r\n\u001b[2Jlast\n' }),
      b: failed('http/422', { status: 422, body: { detail: 'no iban' } }),
      c: failed('http/unreachable'),
      d: { status: 'completed', attempts: 1 } as const,
    }
    expect(describeFailures({ tasks }).split('\n')).toEqual([
      'a command/failed',
      '  exitCode: 3',
      '  stderr:',
      '    first',
      '    \\u{1b}[2Jlast',
      '',
      'b http/422',
      '  status: 422',
      '  body:',
      '    {',
      '      "detail": "no iban"',
      '    }',
    ])
  })

  it('that are cut in the list of events are pointed to', () => {
    const at = '2026-01-01T00:00:00.000Z'
    const rows = (message: string) =>
      tabulateEvents([{ seq: 1, at, type: 'attempt.failed', ...{ task: 'a', error: { code: 'c', message } } }])
    expect(noteOnCutEvents(rows('x'.repeat(100)), 'k')).toContain('ossa execution show k')
    expect(noteOnCutEvents(rows('x'), 'k')).toBeUndefined()
  })
})
