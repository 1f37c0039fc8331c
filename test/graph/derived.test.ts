import { describe, expect, it } from 'vitest'
// What agents share is counted without making the pairs; here both ways are compared.
import { countGraph } from '../../src/core/graph/counts.ts'
import { pairEdges } from '../../src/core/graph/pairs.ts'
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
    const pairs = pairEdges(await graphOf(files))
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
