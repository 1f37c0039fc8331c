import { describe, expect, it } from 'vitest'
import { agent, graphOf, short } from './graph-of.ts'

const orders = `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      responses: { '200': { description: ok } }
    put:
      responses: { '200': { description: ok } }
`

describe('an agent', () => {
  it('leads to what it offers, where it belongs, what it speaks and uses', async () => {
    const { nodes, edges } = await graphOf({
      'a.yaml': agent(
        'a',
        `  capabilities:
    - name: read
  domains: [billing]
  protocols: [rest]
  tools: [{ mcp: files, name: open }, { name: print }]`,
      ),
    })
    expect(short(edges)).toEqual([
      'agent:a@1.0.0 has-capability capability:read',
      'agent:a@1.0.0 in-domain domain:billing',
      'agent:a@1.0.0 speaks protocol:rest',
      'agent:a@1.0.0 uses-server server:files',
      'agent:a@1.0.0 uses-tool tool:files/open',
      'agent:a@1.0.0 uses-tool tool:print',
    ])
    expect(edges[0]).toEqual({
      source: 'agent:a@1.0.0',
      target: 'capability:read',
      kind: 'has-capability',
      origin: 'declared',
      evidence: [{ file: 'a.yaml', pointer: '/spec/capabilities/0/name', line: 7, rule: 'agent-capability' }],
    })
    expect(nodes.find(({ kind }) => kind === 'agent')).toMatchObject({
      id: 'agent:a@1.0.0',
      name: 'a',
      version: '1.0.0',
      type: 'worker',
      file: 'a.yaml',
      pointer: '',
      line: 1,
      community: 0,
    })
  })

  it('leads to other agents by dependencies, relations and tools', async () => {
    const others = ['b', 'c', 'd', 'e', 'f', 'g', 'h']
    const relations = ['reviews', 'judges', 'trains', 'governs', 'monitors', 'integrates', 'orchestrates']
    const { edges } = await graphOf({
      'a.yaml': agent(
        'a',
        [
          '  dependsOn: [{ agent: b, version: ^1 }]',
          '  tools: [{ agent: ./c.yaml, capability: x }]',
          ...relations.map((relation, index) => `  ${relation}: [${others[index]}]`),
        ].join('\n'),
      ),
      ...Object.fromEntries(others.map((name) => [`${name}.yaml`, agent(name)])),
    })
    expect(short(edges)).toEqual(
      [
        'agent:a@1.0.0 depends-on agent:b@1.0.0',
        'agent:a@1.0.0 uses-agent agent:c@1.0.0',
        ...relations.map((relation, index) => `agent:a@1.0.0 ${relation} agent:${others[index]}@1.0.0`),
      ].sort(),
    )
  })

  it('does not lead to what is not there', async () => {
    const { nodes, edges } = await graphOf({
      'a.yaml': agent(
        'a',
        `  dependsOn: [{ agent: nobody }, { agent: b, version: ^2 }, { agent: ../../x.yaml }]
  reviews: [nobody]
  tools: [{ agent: nobody, capability: x }]
  capabilities:
    - { name: x, operation: './missing.yaml#x' }
    - { name: y, operation: './orders.yaml#missing' }`,
      ),
      'b.yaml': agent('b'),
      'orders.yaml': orders,
    })
    expect(short(edges)).toEqual([
      'agent:a@1.0.0 has-capability capability:x',
      'agent:a@1.0.0 has-capability capability:y',
    ])
    expect(nodes).toHaveLength(4)
  })

  it('has an owner and a model, labels and tags', async () => {
    const { nodes, edges } = await graphOf({
      'a.yaml': `apiVersion: ossa/v1
kind: Agent
metadata: { name: a, version: 1.0.0, owner: billing team, labels: { tier: gold }, tags: [pdf, ocr] }
spec: { type: worker, runtime: { llm: { provider: acme, model: large-2 } } }
`,
      'b.yaml': agent('b', '  runtime: { llm: { model: small } }'),
    })
    expect(short(edges)).toEqual([
      'agent:a@1.0.0 owned-by owner:billing team',
      'agent:a@1.0.0 uses-model model:acme/large-2',
      'agent:b@1.0.0 uses-model model:small',
    ])
    expect(nodes[0]).toMatchObject({ labels: { tier: 'gold' }, tags: ['pdf', 'ocr'] })
    expect(nodes[1]).not.toHaveProperty('labels')
  })

  it('is kept apart from another of the same name and version, by file', async () => {
    const files = { 'x/a.yaml': agent('a', '  domains: [x]'), 'y/a.yaml': `${agent('a')}---\n${agent('a')}` }
    const { nodes, edges } = await graphOf(files)
    const agents = nodes.filter(({ kind }) => kind === 'agent')
    expect(agents.map(({ id }) => id)).toEqual([
      'agent:a@1.0.0#x/a.yaml',
      'agent:a@1.0.0#y/a.yaml',
      'agent:a@1.0.0#y/a.yaml#1',
    ])
    expect(agents[2]).toMatchObject({ document: 1, line: 7 })
    expect(short(edges)).toEqual(['agent:a@1.0.0#x/a.yaml in-domain domain:x'])
  })

  it('is not hidden by a fault elsewhere', async () => {
    const { nodes } = await graphOf({
      'a.yaml': agent('a'),
      'b.yaml': agent('b', '  domains: 7'),
      'c.yaml': 'apiVersion: ossa/v1\nkind: Agent\n{',
    })
    expect(nodes.map(({ id }) => id)).toEqual(['agent:a@1.0.0', 'agent:b@1.0.0'])
  })

  it('of an older dialect is shown where it stands in its file', async () => {
    const { edges } = await graphOf({
      'old.yaml': `apiVersion: ossa/v0.4
kind: Agent
metadata: { name: old, version: 1.0.0 }
spec:
  taxonomy:
    domain: security
  capabilities:
    - scan
`,
    })
    expect(edges.map(({ target, evidence }) => [target, evidence[0]?.pointer, evidence[0]?.line])).toEqual([
      ['capability:scan', '/spec/capabilities/0', 8],
      ['domain:security', '/spec/taxonomy/domain', 6],
    ])
  })
})

describe('a capability', () => {
  it('leads to its operation, which is one node however it is referred to', async () => {
    const { nodes, edges } = await graphOf({
      'a.yaml': agent(
        'a',
        `  capabilities:
    - name: x
      operation: ./api/orders.yaml#getOrder
    - name: y
      operation: ./api/orders.yaml#/paths/~1orders~1{id}/get
    - name: z
      operation: ./api/orders.yaml#/paths/~1orders~1{id}/put`,
      ),
      'api/orders.yaml': orders,
    })
    expect(short(edges).filter((edge) => edge.includes('operation:'))).toEqual([
      'agent:a@1.0.0 calls operation:api/orders.yaml#PUT /orders/{id}',
      'agent:a@1.0.0 calls operation:api/orders.yaml#getOrder',
      'capability:x bound-to operation:api/orders.yaml#getOrder',
      'capability:y bound-to operation:api/orders.yaml#getOrder',
      'capability:z bound-to operation:api/orders.yaml#PUT /orders/{id}',
    ])
    expect(nodes.filter(({ kind }) => kind === 'operation')).toMatchObject([
      { name: 'PUT /orders/{id}', file: 'api/orders.yaml', pointer: '/paths/~1orders~1{id}/put', line: 8 },
      { name: 'getOrder', file: 'api/orders.yaml', pointer: '/paths/~1orders~1{id}/get', line: 5 },
    ])
    const calls = edges.find(({ kind, target }) => kind === 'calls' && target.endsWith('getOrder'))
    expect(calls).toMatchObject({ origin: 'inferred', evidence: [{ line: 8 }, { line: 10 }] })
  })
})

describe('a workflow', () => {
  const pipeline = `apiVersion: ossa/v1
kind: Workflow
metadata: { name: pipeline, version: 1.0.0 }
spec:
  tasks:
    first: { agent: a, capability: read }
    second:
      agent: b
      capability: judge
      input:
        text: '\${{ tasks.first.output.text }} and \${{ tasks.first.output.more }}'
    third: { agent: b, capability: judge, needs: [first], input: { x: '\${{ tasks.second.output }}' } }
    fourth: { agent: nobody, capability: judge, input: { x: '\${{ tasks.first.output }}' } }
`
  const files = {
    'a.yaml': agent('a', '  capabilities: [{ name: read }]'),
    'b.yaml': agent('b', '  capabilities: [{ name: judge }]'),
    'w.yaml': pipeline,
  }

  it('leads to the agents and capabilities of its tasks', async () => {
    const { edges } = await graphOf(files)
    const own = edges.filter(({ source }) => source.startsWith('workflow:'))
    expect(short(own.filter(({ kind }) => kind !== 'has-task'))).toEqual([
      'workflow:pipeline@1.0.0 runs-agent agent:a@1.0.0',
      'workflow:pipeline@1.0.0 runs-agent agent:b@1.0.0',
      'workflow:pipeline@1.0.0 runs-capability capability:judge',
      'workflow:pipeline@1.0.0 runs-capability capability:read',
    ])
    expect(
      own.find(({ target }) => target === 'agent:b@1.0.0')?.evidence.map(({ pointer, line }) => [pointer, line]),
    ).toEqual([
      ['/spec/tasks/second/agent', 8],
      ['/spec/tasks/third/agent', 12],
    ])
  })

  it('tells which agent feeds which: another one, that is there, by an expression', async () => {
    const { edges } = await graphOf(files)
    expect(edges.filter(({ kind }) => kind === 'feeds')).toEqual([
      {
        source: 'agent:a@1.0.0',
        target: 'agent:b@1.0.0',
        kind: 'feeds',
        origin: 'inferred',
        evidence: [{ file: 'w.yaml', pointer: '/spec/tasks/second/input/text', line: 11, rule: 'data-flow' }],
      },
    ])
  })

  it('asked for alone, brings the agents that it uses, without what they lead to', async () => {
    const { nodes, edges } = await graphOf(files, ['w.yaml'])
    expect(nodes.map(({ id }) => id)).toEqual([
      'agent:a@1.0.0',
      'agent:b@1.0.0',
      'capability:judge',
      'capability:read',
      'task:pipeline@1.0.0/first',
      'task:pipeline@1.0.0/fourth',
      'task:pipeline@1.0.0/second',
      'task:pipeline@1.0.0/third',
      'workflow:pipeline@1.0.0',
    ])
    expect(edges.every(({ kind, source }) => !source.startsWith('agent:') || kind === 'feeds')).toBe(true)
  })

  it('has tasks, which are in an order, and lead to what they are assigned to and perform', async () => {
    const { edges, nodes } = await graphOf(files)
    expect(short(edges.filter(({ source }) => source.startsWith('task:')))).toEqual([
      'task:pipeline@1.0.0/first assigned-to agent:a@1.0.0',
      'task:pipeline@1.0.0/first performs capability:read',
      'task:pipeline@1.0.0/fourth reads-from task:pipeline@1.0.0/first',
      'task:pipeline@1.0.0/second assigned-to agent:b@1.0.0',
      'task:pipeline@1.0.0/second performs capability:judge',
      'task:pipeline@1.0.0/second reads-from task:pipeline@1.0.0/first',
      'task:pipeline@1.0.0/third assigned-to agent:b@1.0.0',
      'task:pipeline@1.0.0/third performs capability:judge',
      'task:pipeline@1.0.0/third reads-from task:pipeline@1.0.0/second',
      'task:pipeline@1.0.0/third waits-for task:pipeline@1.0.0/first',
    ])
    expect(nodes.find(({ id }) => id === 'task:pipeline@1.0.0/third')).toMatchObject({
      kind: 'task',
      name: 'pipeline/third',
      file: 'w.yaml',
      pointer: '/spec/tasks/third',
      line: 12,
    })
  })
})
