import { defineRule } from '../rule.ts'

export const timeLimitSet = defineRule({
  code: 'operations/time-limit-set',
  on: 'workflow',
  severity: 'warning',
  preset: 'strict',
  summary: 'Each task says how long an attempt may take.',
  rationale: 'The default of five minutes is too short for some tasks, and hides for too long that others hang.',
  hint: 'Add a timeout, such as 30s.',
  examples: {
    valid: ['tasks: { one: { agent: helper, capability: answer, timeout: 30s } }'],
    invalid: [{ source: 'tasks: { one: { agent: helper, capability: answer } }', pointers: ['/spec/tasks/one'] }],
  },
  *check({ workflow }) {
    for (const { id, owner, pointer, content } of workflow.tasks)
      if (id === owner && content.timeout === undefined)
        yield { pointer, target: 'key', message: `The task ${id} has no time limit.` }
  },
})
