import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countGraph } from '../../src/core/graph/counts.ts'
import { GraphIndex } from '../../src/core/graph/graph-index.ts'
import { countPairs } from '../../src/core/graph/pairs/count-pairs.ts'
import { pairEdges } from '../../src/core/graph/pairs/pair-edges.ts'
import { agent, graphOf } from './graph-of.ts'

const files = {
  'a.yaml': agent('a', '  domains: [x, y]\n  protocols: [rest]\n  reviews: [c]'),
  'b.yaml': agent('b', '  domains: [x, y]\n  protocols: [rest]'),
  'c.yaml': agent('c', '  protocols: [rest]'),
  'd.yaml': agent('d', '  dependsOn: [{ agent: d }]'),
}

async function pairsOf(written: Readonly<Record<string, string>>) {
  const graph = await graphOf(written)
  return [...pairEdges(new GraphIndex(graph), graph.pairs).edges]
}

describe('pairs of agents that share something', () => {
  it('are counted apart from what is declared, once for each kind', async () => {
    const counts = countGraph(await graphOf(files))
    expect(counts.edges).toEqual({
      declared: 9,
      inferred: 0,
      derived: 4,
      byKind: {
        'depends-on': 1,
        'in-domain': 4,
        reviews: 1,
        'can-feed': 0,
        'co-used': 0,
        'depends-via-operation': 0,
        'depends-via-workflow': 0,
        'shares-capability': 0,
        'shares-domain': 1,
        'shares-protocol': 3,
        'shares-tool': 0,
        speaks: 3,
      },
    })
    expect([counts.pairs, counts.density]).toEqual([3, 0.5])
    expect(counts.hubs[0]).toEqual({ id: 'protocol:rest', agents: 3 })
  })

  it('weigh more the rarer it is, and show what both say', async () => {
    const pairs = await pairsOf(files)
    expect(pairs.map(({ source, kind, target, weight }) => [source, kind, target, weight])).toEqual([
      ['agent:a@1.0.0', 'shares-domain', 'agent:b@1.0.0', 2],
      ['agent:a@1.0.0', 'shares-protocol', 'agent:b@1.0.0', 0.6309],
      ['agent:a@1.0.0', 'shares-protocol', 'agent:c@1.0.0', 0.6309],
      ['agent:b@1.0.0', 'shares-protocol', 'agent:c@1.0.0', 0.6309],
    ])
    expect(pairs[3]).toMatchObject({
      origin: 'derived',
      evidence: [
        { file: 'b.yaml', pointer: '/spec/protocols/0', line: 7, rule: 'shared-protocol' },
        { file: 'c.yaml', pointer: '/spec/protocols/0', line: 6, rule: 'shared-protocol' },
      ],
    })
  })
})

describe('pairs of agents through what many share', () => {
  it('are left out, and that is said', async () => {
    const graph = await graphOf(files)
    const { edges, skipped } = pairEdges(new GraphIndex(graph), graph.pairs, 2)
    expect([...edges].map(({ source, kind, target }) => [source, kind, target])).toEqual([
      ['agent:a@1.0.0', 'shares-domain', 'agent:b@1.0.0'],
    ])
    expect(skipped).toEqual([{ id: 'protocol:rest', kind: 'shares-protocol', agents: 3 }])
  })
})

describe('pairs of agents that depend on one another', () => {
  const openapi = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /x: { get: { operationId: getX, responses: { '200': { description: ok } } } } }
`
  const flow = `apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  tasks:
    one: { agent: owner, capability: read }
    two: { agent: reader, capability: read, input: { x: '\${{ tasks.one.output.x }}' } }
    three: { agent: other, capability: read, needs: [two] }
`
  const reading = '  capabilities: [{ name: read, operation: ./api.yaml#getX }]'
  const files = {
    'api.yaml': openapi,
    'owner.yaml': agent('owner', `${reading}\n  files: [{ path: ./api.yaml, role: openapi }]`),
    'reader.yaml': agent('reader', reading),
    'other.yaml': agent('other', '  capabilities: [{ name: read }]'),
    'flow.yaml': flow,
  }

  it('do so through an operation that one of them provides', async () => {
    const pairs = (await pairsOf(files)).filter(({ kind }) => kind === 'depends-via-operation')
    expect(pairs).toMatchObject([
      {
        source: 'agent:reader@1.0.0',
        target: 'agent:owner@1.0.0',
        evidence: [
          { file: 'owner.yaml', pointer: '/spec/files/0/path', rule: 'depends-via-operation' },
          { file: 'reader.yaml', pointer: '/spec/capabilities/0/operation', rule: 'depends-via-operation' },
        ],
      },
    ])
  })

  it('do so through tasks, by what is read and by what is waited for', async () => {
    const pairs = (await pairsOf(files)).filter(({ kind }) => kind === 'depends-via-workflow')
    expect(pairs.map(({ source, target, evidence }) => [source, target, evidence.map(({ line }) => line)])).toEqual([
      ['agent:other@1.0.0', 'agent:reader@1.0.0', [8, 8, 7]],
      ['agent:reader@1.0.0', 'agent:owner@1.0.0', [6, 7, 7]],
    ])
  })

  it('are used together', async () => {
    const pairs = (await pairsOf(files)).filter(({ kind }) => kind === 'co-used')
    expect(pairs.map(({ source, target, weight }) => [source, target, weight])).toEqual([
      ['agent:other@1.0.0', 'agent:owner@1.0.0', 0.6309],
      ['agent:other@1.0.0', 'agent:reader@1.0.0', 0.6309],
      ['agent:owner@1.0.0', 'agent:reader@1.0.0', 0.6309],
    ])
  })

  it('are left out where ossa.yaml says so', async () => {
    const configured = {
      ...files,
      'ossa.yaml': 'graph: { derivations: { co-used: false, shares-capability: false } }\n',
    }
    const counts = countGraph(await graphOf(configured))
    expect(counts.edges.byKind).not.toHaveProperty('co-used')
    expect(counts.edges.derived).toBe(3)
  })
})

describe('counting pairs', () => {
  it('gives what making them gives', () => {
    const agents = 70
    const members = fc
      .uniqueArray(fc.nat(agents - 1), { maxLength: agents, size: 'max' })
      .map((list) => list.sort((a, b) => a - b))
    const nothing = fc.constant(() => [])
    const group = fc.record({
      through: fc.constant(0),
      from: members,
      to: members,
      weight: fc.constant(1),
      becauseOfSource: nothing,
      becauseOfTarget: nothing,
    })
    const derivation = fc.record({
      dependent: fc.constantFrom('source' as const, 'target' as const, 'neither' as const),
      list: fc.array(group, { maxLength: 5 }),
    })
    const edges = fc.array(fc.tuple(fc.nat(agents - 1), fc.nat(agents - 1)), { maxLength: 10 })
    fc.assert(
      fc.property(fc.array(derivation, { maxLength: 3 }), edges, (derived, declared) => {
        const id = (node: number) => `agent:${String(node).padStart(3, '0')}`
        const facts = new GraphIndex({
          nodes: Array.from({ length: agents }, (_, node) => ({
            id: id(node),
            kind: 'agent',
            name: '',
            file: '',
            pointer: '',
          })),
          edges: declared.map(([source, target]) => ({
            source: id(source),
            target: id(target),
            kind: 'reviews',
            origin: 'declared',
            evidence: [],
          })),
        })
        const derivations = derived.map(({ dependent, list }, place) => ({
          rule: '',
          summary: '',
          kind: `kind-${place}`,
          dependent,
          groups: () => list.map((each) => (dependent === 'neither' ? { ...each, to: each.from } : each)),
        }))
        const { edges: made } = pairEdges(facts, derivations)
        const pairs = [...made]
        expect([...made]).toEqual(pairs)
        const keys = pairs.map(({ source, kind, target }) => `${source}\n${kind}\n${target}`)
        expect(keys).toEqual([...new Set(keys)].sort())
        const either = [...facts.edges, ...pairs].filter(({ source, target }) => source !== target)
        const distinct = new Set(either.map(({ source, target }) => [source, target].sort().join()))
        expect(countPairs(facts, derivations)).toEqual({
          derived: Object.fromEntries(
            derivations.map(({ kind }) => [kind, pairs.filter((pair) => pair.kind === kind).length]),
          ),
          distinct: distinct.size,
        })
      }),
      { numRuns: 50 },
    )
  })
})
