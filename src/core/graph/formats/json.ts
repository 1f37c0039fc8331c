import type { Format } from './format.ts'
import { jsonLines } from './json-lines.ts'

export const json: Format = {
  name: 'json',
  summary: 'Everything, as schemas/output/graph.schema.json describes it.',
  files: [
    {
      path: 'graph.json',
      head: '{"generator":"ossa",',
      *write({ communities, nodes, edges }) {
        yield '"version":1,\n"communities":'
        yield* jsonLines(communities)
        yield ',\n"nodes":'
        yield* jsonLines(nodes)
        yield ',\n"edges":'
        yield* jsonLines(edges)
        yield '}\n'
      },
    },
  ],
}
