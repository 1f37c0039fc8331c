import type { Format } from './format.ts'
import { jsonEdges } from './json-edge.ts'
import { jsonLines, textLines } from './lines.ts'
import { jsonText, remembering } from './remembered-text.ts'

export const json: Format = {
  name: 'json',
  summary: 'Everything, as schemas/output/graph.schema.json describes it.',
  files: [
    {
      path: 'graph.json',
      head: '{"generator":"ossa",',
      *write({ communities, nodes, edges }) {
        yield '"version":1,\n"communities":'
        yield jsonLines(communities)
        yield ',\n"nodes":'
        yield jsonLines(nodes)
        yield ',\n"edges":'
        yield textLines(edges, jsonEdges(remembering(jsonText)))
        yield '}\n'
      },
    },
  ],
}
