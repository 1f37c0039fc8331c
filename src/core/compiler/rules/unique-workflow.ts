import { placeIn } from '#core/manifest'
import { defineRule } from '../rule.ts'

export const uniqueWorkflow = defineRule({
  code: 'manifest/unique-workflow',
  on: 'workflow',
  severity: 'error',
  summary: 'A workflow is the only one of its name and version.',
  rationale: 'Executions are listed by the name and version of their workflow; two of them could not be told apart.',
  hint: 'Rename one of the two, or give it another version.',
  examples: {
    valid: ['tasks: { one: { agent: helper, capability: answer } }'],
    invalid: [
      {
        source:
          '{ apiVersion: ossa/v1, kind: Workflow, metadata: { name: sample, version: 1.0.0 }, spec: { tasks: { one: { agent: helper, capability: answer } } } }',
        pointers: ['/metadata/name'],
      },
    ],
  },
  *check({ workflow, workspace }) {
    const first = workspace.firstOfName(workflow.manifest)
    if (first === undefined || first === workflow.manifest) return
    yield {
      pointer: '/metadata/name',
      message: `There is another workflow ${workflow.id}.`,
      related: [{ ...placeIn(first, '/metadata/name'), message: 'It is here.' }],
    }
  },
})
