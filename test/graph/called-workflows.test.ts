import { describe, expect, it } from 'vitest'
import { selectNodes } from '#core/graph'
import { stepsFrom } from '../../src/core/graph/dependency.ts'
import { reach } from '../../src/core/graph/reach.ts'
import { agent, graphOf } from './graph-of.ts'

const workflow = (name: string, version: string, tasks: string) =>
  `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: ${name}, version: ${version} }\nspec: { tasks: { ${tasks} } }\n`
const read = 'only: { agent: a, capability: read }'

const graph = await graphOf({
  'a.yaml': agent('a', '  capabilities: [{ name: read }]'),
  'inner-1.yaml': workflow('inner', '1.2.0', read),
  'inner-2.yaml': workflow('inner', '2.0.0', read),
  'outer.yaml': workflow(
    'outer',
    '1.0.0',
    'new: { workflow: inner }, old: { workflow: inner, version: ^1 }, no: { workflow: gone }',
  ),
})

describe('a workflow that is a task of another one', () => {
  it('is what the task calls, in the range that is asked for, and what the workflow runs', () => {
    const at = (task: string, rule: string) => [
      { file: 'outer.yaml', pointer: `/spec/tasks/${task}/workflow`, line: 4, rule },
    ]
    const called = { kind: 'calls-workflow', origin: 'declared' }
    const run = { source: 'workflow:outer@1.0.0', kind: 'runs-workflow', origin: 'inferred' }
    const [first, second] = ['workflow:inner@1.2.0', 'workflow:inner@2.0.0']
    expect(graph.edges.filter(({ target }) => target.startsWith('workflow:'))).toEqual([
      { ...called, source: 'task:outer@1.0.0/new', target: second, evidence: at('new', 'workflow-task') },
      { ...called, source: 'task:outer@1.0.0/old', target: first, evidence: at('old', 'workflow-task') },
      { ...run, target: first, evidence: at('old', 'workflow-use') },
      { ...run, target: second, evidence: at('new', 'workflow-use') },
    ])
  })

  it('passes on what changes in it', async () => {
    const { index, nodes } = await selectNodes(graph, { select: 'task:inner@1.2.0/only' })
    const steps = (node: number) => stepsFrom(index, node, { direction: 'dependents' })
    const reached = [...reach({ from: nodes, steps }).values()].map(({ node }) => index.node(node).id)
    expect(reached).toContain('workflow:outer@1.0.0')
    expect(reached).not.toContain('workflow:inner@2.0.0')
  })
})
