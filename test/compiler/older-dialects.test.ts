import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = `apiVersion: ossa/v1
kind: Agent
metadata: { name: scanner, version: 1.0.0 }
spec:
  type: worker
  capabilities: [{ name: scan, output: { type: object, required: [count], properties: { count: { type: integer } } } }]
`

const workflow = (second: string) => `apiVersion: ossa/v0.4
kind: Workflow
metadata: { name: scan-all, version: 1.0.0 }
spec:
  inputs: { type: object, properties: { path: { type: string } } }
  steps:
    - { id: first-scan, ref: scanner, capability: scan, condition: 'workflow.input.path != ""' }
    - { id: next-scan, ref: scanner, capability: scan, ${second} }
`

async function said(second: string) {
  const { diagnostics } = await compileMemory({ 'scanner.yaml': agent, 'flow.yaml': workflow(second) })
  return diagnostics.filter(({ line }) => line === 8).map(({ message, hint = '' }) => ({ message, hint }))
}

describe('findings in older dialects', () => {
  it.each([
    [
      'paths of steps',
      "input: { a: '${{ steps.first-scan.output.count }}' }",
      'The task first-scan has a condition and may be skipped, so it may have no output.',
      'Ask first, as in `has(steps.first-scan.output) ? … : null`, or put the same condition on the reader.',
    ],
    [
      'steps by their bare name',
      'condition: \'first-scan.count > "a"\'',
      '`>` does not take integer (`first-scan.count`) and string (`"a"`).',
      'Make it a number first: `double("a")`.',
    ],
    [
      'the input',
      "input: { a: '${{ workflow.input.path + 1 }}' }",
      '`+` does not take string (`workflow.input.path`) and integer (`1`).',
      'Make it text first: `string(1)`.',
    ],
    [
      'steps that are not there',
      "input: { a: '${{ steps.last-scan.output.count }}' }",
      'There is no task "last-scan" in this workflow.',
      'Did you mean "first-scan"?',
    ],
    [
      'what is known',
      "input: { a: '${{ env.HOME }}' }",
      'There is no variable `env`.',
      'Expressions know `workflow.input` and `steps`.',
    ],
    [
      'the error that led to a step',
      "input: { a: '${{ workflow.error.message }}' }",
      '`workflow.error` can only be read in a fallback.',
      'Write `onError: { fallback: … }` at the task that may fail, and read it there.',
    ],
    [
      'what a workflow has no more',
      "input: { a: '${{ workflow.run_id }}' }",
      'There is no variable `workflow.run_id`.',
      'Expressions know `workflow.input` and `steps`.',
    ],
  ])('speak of %s as they are written', async (...example) => {
    const [, second, message, hint] = example
    expect(await said(second)).toContainEqual({ message, hint })
  })
})
