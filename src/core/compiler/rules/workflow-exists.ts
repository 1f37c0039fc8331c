import { defineRule } from '../rule.ts'

export const workflowExists = defineRule({
  code: 'references/workflow-exists',
  on: 'workflow',
  severity: 'error',
  summary: 'The workflow that a task carries out is in the workspace.',
  rationale: 'The task could not be started.',
  hint: 'Correct the name, or add the workflow.',
  examples: {
    valid: ['tasks: { one: { workflow: sample } }'],
    invalid: [
      { source: 'tasks: { one: { workflow: sampel } }', pointers: ['/spec/tasks/one/workflow'] },
      { source: 'tasks: { one: { workflow: sample, version: ^2 } }', pointers: ['/spec/tasks/one/version'] },
    ],
  },
  *check({ workflow }) {
    for (const { pointer, workflow: called } of workflow.calls) {
      if ('found' in called || called.problem === 'faulty') continue
      const field = called.problem === 'version' ? 'version' : 'workflow'
      yield { pointer: `${pointer}/${field}`, message: called.message, hint: called.hint }
    }
  },
})
