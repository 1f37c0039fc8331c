import { describe, expect, it } from 'vitest'
// What agents share is counted without making the pairs; here both ways are compared.
import { countGraph } from '../../src/core/graph/counts.ts'
import { expandPairs } from '../../src/core/graph/expand.ts'
import { agent, graphOf } from './graph-of.ts'

const files = {
  'a.yaml': agent('a', '  domains: [x, y]\n  protocols: [rest]\n  reviews: [c]'),
  'b.yaml': agent('b', '  domains: [x, y]\n  protocols: [rest]'),
  'c.yaml': agent('c', '  protocols: [rest]'),
  'd.yaml': agent('d', '  dependsOn: [{ agent: d }]'),
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
    const { edges, skipped } = expandPairs(await graphOf(files), 3)
    const pairs = [...edges]
    expect(skipped).toEqual([])
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
  it('are as many as are counted, in order, however often they are asked for', async () => {
    const fleet = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `${index}.yaml`,
        agent(`n${index}`, `  domains: [d${index % 3}, e${index % 4}]\n  protocols: [p${index % 5}, q]`),
      ]),
    )
    const graph = await graphOf(fleet)
    const { edges } = expandPairs(graph, 40)
    const [pairs, again] = [[...edges], [...edges]]
    expect(again).toEqual(pairs)
    expect(pairs).toHaveLength(countGraph(graph).edges.derived)
    const keys = pairs.map(({ source, kind, target }) => `${source}\n${kind}\n${target}`)
    expect(keys).toEqual([...new Set(keys)].sort())
  })

  it('are left out where more agents than allowed share it, and that is said', async () => {
    const { edges, skipped } = expandPairs(await graphOf(files), 2)
    expect([...edges].map(({ source, kind, target }) => [source, kind, target])).toEqual([
      ['agent:a@1.0.0', 'shares-domain', 'agent:b@1.0.0'],
    ])
    expect(skipped).toEqual([{ id: 'protocol:rest', kind: 'shares-protocol', agents: 3 }])
  })
})
