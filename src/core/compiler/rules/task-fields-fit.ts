import type { Task } from '#core/contract'
import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

type Field = keyof Task

/** What has no meaning in a task that lets time pass, or waits for a signal. */
const ofAttempts: readonly Field[] = [
  'input',
  'retry',
  'forEach',
  'until',
  'maxIterations',
  'onError',
  'compensate',
  'denyWhen',
]

const unfitting: readonly { readonly with: Field; readonly fields: readonly Field[]; readonly because: string }[] = [
  {
    with: 'wait',
    fields: [...ofAttempts, 'timeout', 'version', 'record'],
    because: 'a task with `wait` only lets time pass',
  },
  { with: 'signal', fields: [...ofAttempts, 'version'], because: 'a task with `signal` only waits for it' },
  {
    with: 'forEach',
    fields: ['until', 'maxIterations', 'denyWhen'],
    because: 'a task with `forEach` has one output for each item',
  },
  { with: 'agent', fields: ['output'], because: 'what an agent gives is said by its capability' },
  { with: 'workflow', fields: ['output', 'timeout'], because: 'the workflow says so itself' },
]

export const taskFieldsFit = defineRule({
  code: 'workflow/task-fields-fit',
  on: 'workflow',
  severity: 'error',
  summary: 'The fields of a task have a meaning together.',
  rationale: 'What has no effect is not what its author meant.',
  hint: 'Remove one of the two, or make two tasks of it.',
  examples: {
    valid: [
      'tasks: { one: { wait: 2h }, two: { signal: go, timeout: 1d }, three: { agent: helper, capability: answer, until: output.ok, maxIterations: 3 } }',
    ],
    invalid: [
      { source: 'tasks: { one: { wait: 2h, retry: { maxAttempts: 3 } } }', pointers: ['/spec/tasks/one/retry'] },
      {
        source: 'tasks: { one: { agent: helper, capability: answer, forEach: [1], until: "true", maxIterations: 3 } }',
        pointers: ['/spec/tasks/one/until', '/spec/tasks/one/maxIterations'],
      },
    ],
  },
  *check({ workflow }) {
    for (const [id, task] of Object.entries(workflow.manifest.content.spec.tasks))
      for (const { with: other, fields, because } of unfitting)
        for (const field of fields)
          if (task[other] !== undefined && task[field] !== undefined)
            yield {
              pointer: toPointer('spec', 'tasks', id, field),
              target: 'key',
              message: `\`${field}\` has no meaning here: ${because}.`,
            }
  },
})
