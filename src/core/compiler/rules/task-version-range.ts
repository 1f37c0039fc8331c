import { rangeProblem } from '../choose-version.ts'
import { defineRule } from '../rule.ts'

export const taskVersionRange = defineRule({
  code: 'workflow/version-range',
  on: 'workflow',
  severity: 'error',
  summary: 'The version that a task asks for is a semver range.',
  rationale: 'A range that cannot be read would match every version, also one that takes other data.',
  hint: 'Write a range such as ^1.2, ~1.2.3, >=1 <3, or 1.x.',
  examples: {
    valid: ['tasks: { one: { agent: helper, version: ">=1 <2", capability: answer } }'],
    invalid: [
      {
        source: 'tasks: { one: { agent: helper, version: latest please, capability: answer } }',
        pointers: ['/spec/tasks/one/version'],
      },
      {
        source: 'tasks: { one: { agent: helper, version: "=>1", capability: answer } }',
        pointers: ['/spec/tasks/one/version'],
        fixed: 'tasks: { one: { agent: helper, version: ">=1", capability: answer } }',
      },
      { source: 'tasks: { one: { workflow: sample, version: v one } }', pointers: ['/spec/tasks/one/version'] },
    ],
  },
  *check({ workflow }) {
    for (const { pointer, content } of [...workflow.tasks, ...workflow.calls]) {
      const problem = rangeProblem(content.version)
      if (problem !== undefined) yield { pointer: `${pointer}/version`, ...problem }
    }
  },
})
