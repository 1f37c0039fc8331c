import fc from 'fast-check'
import { UndirectedGraph } from 'graphology'
import communityDetection from 'graphology-communities-louvain'
import { expect, it } from 'vitest'
import { clusterEdges } from '../../src/core/graph/cluster-graph.ts'
import { louvain, seededRandom } from '../../src/core/graph/louvain.ts'

const { detailed } = communityDetection as unknown as (typeof communityDetection)['default']

const vertices = 24
const vertex = fc.nat({ max: vertices - 1 })
const pairs = fc.array(
  fc.tuple(vertex, vertex).filter(([a, b]) => a < b),
  { minLength: 1, maxLength: 120 },
)

it('communities found in columns are those of a graph of graphology', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const keys = Float64Array.from(list, ([a, b]) => a * vertices + b)
      const edges = clusterEdges({ vertices, keys, weights: new Float64Array(vertices) })
      const graph = new UndirectedGraph()
      for (let node = 0; node < vertices; node += 1) graph.addNode(node)
      edges.weights.forEach((weight, edge) => {
        graph.addUndirectedEdge(edges.first[edge], edges.second[edge], { weight })
      })
      const { communities, modularity } = detailed(graph, { rng: seededRandom() })
      const parts = Array.from({ length: vertices }, (_, node) => communities[node])
      expect(louvain(vertices, edges)).toEqual({ parts, modularity })
    }),
  )
})
