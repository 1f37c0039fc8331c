import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GraphIndex } from '../../src/core/graph/graph-index.ts'
import { strongestPaths } from '../../src/core/graph/strongest-paths.ts'

type Edge = readonly [source: number, target: number, weight?: number]

function indexOf(nodes: number, edges: readonly Edge[]): GraphIndex {
  const id = (node: number) => `agent:${String(node).padStart(2, '0')}`
  return new GraphIndex({
    nodes: Array.from({ length: nodes }, (_, node) => ({
      id: id(node),
      kind: 'agent',
      name: '',
      file: '',
      pointer: '',
    })),
    edges: edges.map(([source, target, weight]) => ({
      source: id(source),
      target: id(target),
      kind: 'depends-on',
      origin: 'declared',
      ...(weight === undefined ? {} : { weight }),
      evidence: [],
    })),
  })
}

/** The costs of all paths, found by trying. */
function allCosts(
  nodes: number,
  edges: readonly Edge[],
  { from, to }: { from: readonly number[]; to: readonly number[] },
) {
  const costs: number[] = []
  const cheapest = (a: number, b: number) =>
    Math.min(
      ...edges
        .filter(([source, target]) => (source === a && target === b) || (source === b && target === a))
        .map(([, , weight = 1]) => 1 / weight),
    )
  const walk = (path: readonly number[], cost: number) => {
    const last = path.at(-1) ?? -1
    if (to.includes(last)) {
      costs.push(cost)
      return
    }
    for (let next = 0; next < nodes; next += 1)
      if (!path.includes(next) && !from.includes(next) && cheapest(last, next) !== Number.POSITIVE_INFINITY)
        walk([...path, next], cost + cheapest(last, next))
  }
  for (const start of from) walk([start], 0)
  return costs.sort((a, b) => a - b)
}

describe('the strongest paths', () => {
  it('are the cheapest of all there are, each once', () => {
    const graphs = fc.integer({ min: 2, max: 7 }).chain((nodes) => {
      const node = fc.nat(nodes - 1)
      const ends = fc.uniqueArray(node, { minLength: 2, maxLength: Math.min(4, nodes) })
      const edges = fc.array(fc.tuple(node, node, fc.constantFrom(1, 0.5, 0.25)), { maxLength: 14 })
      return fc.record({ nodes: fc.constant(nodes), edges, ends, most: fc.integer({ min: 1, max: 8 }) })
    })
    fc.assert(
      fc.property(graphs, ({ nodes, edges, ends, most }) => {
        const [from, to] = [ends.filter((_, place) => place % 2 === 0), ends.filter((_, place) => place % 2 === 1)]
        const found = strongestPaths(indexOf(nodes, edges), { from, to, most })
        const expected = allCosts(nodes, edges, { from, to }).slice(0, most)
        expect(found.map(({ cost }) => cost.toFixed(6))).toEqual(expected.map((cost) => cost.toFixed(6)))
        expect(new Set(found.map((path) => path.nodes.join())).size).toBe(found.length)
        for (const path of found) expect(new Set(path.nodes).size).toBe(path.nodes.length)
      }),
      { numRuns: 1_000 },
    )
  })

  it('go through what few share rather than what many do', () => {
    const shared: Edge[] = [
      [0, 2, 0.1],
      [1, 2, 0.1],
      [0, 3],
      [3, 4],
      [4, 1],
    ]
    expect(strongestPaths(indexOf(5, shared), { from: [0], to: [1], most: 2 })).toEqual([
      { nodes: [0, 3, 4, 1], cost: 3 },
      { nodes: [0, 2, 1], cost: 20 },
    ])
  })
})
