import { expect, it } from 'vitest'
import type { WorkflowPlan } from '#core/workflow'
import { initialState } from '#core/workflow'
import { describeEvent } from '../../src/core/orchestrator/progress.ts'

const plan: WorkflowPlan = { workflow: 'w@1.0.0', file: 'w.yaml', hash: 'x', concurrency: 1, tasks: [] }
const failed = { seq: 3, type: 'attempt.failed', at: 1_000, task: 'a', attempt: 1 } as const
const error = { code: 'command/failed', message: 'sh exited with 1: no.' }

it('an attempt that failed is told in one sentence, with when the next one comes', () => {
  const state = initialState(plan)
  expect(describeEvent({ ...failed, error }, state)).toBe('a failed: sh exited with 1: no.')
  expect(describeEvent({ ...failed, error, retryAt: 3_500 }, state)).toBe(
    'a failed: sh exited with 1: no; next attempt in 2.5 s',
  )
})
