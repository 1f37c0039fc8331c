import { describe, expect, it } from 'vitest'
import { selectNodes } from '#core/graph'
import { stepsFrom } from '../../src/core/graph/dependency.ts'
import { mermaidChart } from '../../src/core/graph/mermaid.ts'
import { reach } from '../../src/core/graph/reach.ts'
import { drawTree, type TextTree } from '../../src/core/graph/text-tree.ts'
import { agent, graphOf } from './graph-of.ts'

const openapi = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /x: { get: { operationId: getX, responses: { '200': { description: ok } } } }
  /y: { get: { operationId: getY, responses: { '200': { description: ok } } } }
`
const bound = (id: string) => `  capabilities: [{ name: read, operation: ./api.yaml#${id} }]\n  domains: [all]`

const graph = await graphOf({
  'api.yaml': openapi,
  'x.yaml': agent('x', bound('getX')),
  'y.yaml': agent('y', bound('getY')),
  'user.yaml': agent('user', '  dependsOn: [{ agent: x }]\n  domains: [all]'),
  'critic.yaml': agent('critic', '  reviews: [user]'),
  'flow.yaml': `apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  tasks:
    first: { agent: x, capability: read }
    second: { agent: y, capability: read, input: { a: '\${{ tasks.first.output.a }}' } }
`,
})

async function affectedBy(target: string, depth?: number) {
  const { index, nodes } = await selectNodes(graph, { select: target })
  const steps = (node: number) => stepsFrom(index, node, { direction: 'dependents' })
  const reached = [...reach({ from: nodes, steps, depth }).values()]
  return reached
    .filter(({ distance }) => distance > 0)
    .map(({ node, distance }) => `${distance} ${index.node(node).id.replaceAll('@1.0.0', '')}`)
}

describe('a change', () => {
  it('of an operation reaches the agents that call it, and not those that offer a capability of the same name', async () => {
    expect(await affectedBy('operation:getX')).toEqual([
      '1 agent:x',
      '2 agent:user',
      '2 agent:y',
      '2 task:flow/first',
      '2 workflow:flow',
      '3 agent:critic',
      '3 task:flow/second',
    ])
    expect(await affectedBy('operation:getY')).toEqual(['1 agent:y', '2 task:flow/second', '2 workflow:flow'])
  })

  it('of an agent reaches what refers to it, and what it feeds, but not what shares something with it', async () => {
    expect(await affectedBy('user')).toEqual(['1 agent:critic'])
    expect(await affectedBy('y')).toEqual(['1 task:flow/second', '1 workflow:flow'])
    expect(await affectedBy('x', 1)).toEqual(['1 agent:user', '1 agent:y', '1 task:flow/first', '1 workflow:flow'])
  })

  it('of a domain reaches the agents in it', async () => {
    expect(await affectedBy('id:domain:all', 1)).toEqual(['1 agent:user', '1 agent:x', '1 agent:y'])
  })

  it('of a task reaches the tasks that read from it, and its workflow', async () => {
    expect(await affectedBy('task:flow/first')).toEqual(['1 task:flow/second', '1 workflow:flow'])
  })
})

describe('a tree', () => {
  it('is drawn with its branches, however deep it is', () => {
    const leaf = (text: string, ...children: TextTree[]): TextTree => ({ text, children })
    expect(drawTree({ text: 'a', children: [leaf('b', leaf('c'), leaf('d')), leaf('e')] })).toEqual([
      'a',
      '├─ b',
      '│  ├─ c',
      '│  └─ d',
      '└─ e',
    ])
    let deep = leaf('end')
    for (let level = 0; level < 2_000; level += 1) deep = leaf(`${level}`, deep)
    expect(drawTree(deep)).toHaveLength(2_001)
  })
})

describe('a flowchart', () => {
  it('has each node and each edge once, and no text that Mermaid could take for something else', () => {
    const edge = { source: 'agent:a"]; b', target: 'tool:<b>#`x`', kind: 'uses-tool' }
    expect(mermaidChart([edge, edge], ['agent:a"]; b'])).toEqual([
      'flowchart LR',
      '  n0["agent#58;a#34;#93;#59; b"]',
      '  n1["tool#58;#60;b#62;#35;#96;x#96;"]',
      '  n0 -->|"uses-tool"| n1',
      '  classDef marked stroke-width:3px',
      '  class n0 marked',
    ])
  })
})
