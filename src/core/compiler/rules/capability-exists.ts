import { listCandidates } from '#core/diagnostics'
import { mayHaveCapability } from '#core/manifest'
import { defineRule } from '../rule.ts'

export const capabilityExists = defineRule({
  code: 'references/capability-exists',
  on: 'workflow',
  severity: 'error',
  summary: 'The agent of each task has the capability that the task asks for.',
  rationale: 'The task would fail when the workflow reaches it.',
  hint: 'Correct the name of the capability.',
  examples: {
    valid: ['tasks: { one: { agent: helper, capability: answer } }'],
    invalid: [
      { source: 'tasks: { one: { agent: helper, capability: anser } }', pointers: ['/spec/tasks/one/capability'] },
    ],
  },
  *check({ workflow }) {
    for (const { pointer, content, agent, capability } of workflow.tasks) {
      if ('problem' in agent || capability !== undefined) continue
      const name = content.capability
      const names = agent.found.capabilities.map((each) => each.name)
      if (mayHaveCapability(agent.found.manifest, name)) continue
      const said =
        name === ''
          ? 'The task does not say which capability it needs'
          : `The agent ${agent.found.id} has no capability ${JSON.stringify(name)}`
      yield { pointer: `${pointer}/capability`, message: `${said}.`, hint: listCandidates(name, names, 'capabilities') }
    }
  },
})
