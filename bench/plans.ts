import { hashJson } from '../src/core/json/index.ts'
import type { PlannedTask, WorkflowPlan } from '../src/core/workflow/index.ts'

/** A task that does nothing. */
export function task(id: string, needs: readonly string[]): PlannedTask {
  return {
    id,
    needs,
    agent: 'nobody@1.0.0',
    capability: 'nothing',
    binding: { kind: 'command', run: ['true'], cwd: '', env: {} },
    input: {},
    retry: { maxAttempts: 1, backoff: 'fixed', initialMs: 0, maxMs: 0 },
    timeoutMs: 60_000,
    priority: 5,
    onError: 'fail',
  }
}

/** Ten tasks: one, eight that need it, and one that needs those. */
export function diamond(): WorkflowPlan {
  const middle = Array.from({ length: 8 }, (_, index) => `middle_${index}`)
  const tasks = [task('first', []), ...middle.map((id) => task(id, ['first'])), task('last', middle)]
  return planWith('diamond@1.0.0', tasks)
}

/** A plan of which sixteen tasks may run at once. */
export function planWith(workflow: string, tasks: readonly PlannedTask[]): WorkflowPlan {
  const content = { workflow, file: 'bench.yaml', tasks, concurrency: 16 }
  return { ...content, hash: hashJson(content) }
}
