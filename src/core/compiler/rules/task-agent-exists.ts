import { defineRule } from '../rule.ts'

export const taskAgentExists = defineRule({
  code: 'references/task-agent-exists',
  on: 'workflow',
  severity: 'error',
  summary: 'The agent of each task is in the workspace.',
  rationale: 'A task without an agent fails when the workflow reaches it.',
  hint: 'Correct the name, or add the agent.',
  examples: {
    valid: ['tasks: { one: { agent: helper, version: ^1.2, capability: answer } }'],
    invalid: [
      { source: 'tasks: { one: { agent: helpr, capability: answer } }', pointers: ['/spec/tasks/one/agent'] },
      {
        source: 'tasks: { one: { agent: helper, version: ^2, capability: answer } }',
        pointers: ['/spec/tasks/one/version'],
      },
    ],
  },
  *check({ workflow }) {
    for (const { pointer, agent, content } of workflow.tasks) {
      // A step of an older dialect that refers to no agent has been reported when it was read.
      if ('found' in agent || agent.problem === 'faulty' || content.agent === '') continue
      const field = agent.problem === 'version' ? 'version' : 'agent'
      yield { pointer: `${pointer}/${field}`, message: agent.message, hint: agent.hint }
    }
  },
})
