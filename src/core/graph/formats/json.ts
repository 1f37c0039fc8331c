import type { Format } from './format.ts'
import { jsonLines } from './json-lines.ts'

export const json: Format = {
  name: 'json',
  summary: 'Everything, as schemas/output/graph.schema.json describes it.',
  file: 'graph.json',
  head: '{"generator":"ossa",',
  serialize({ version, communities, nodes, edges }) {
    return [
      `${this.head}"version":${version},\n`,
      `"communities":${jsonLines(communities)},\n"nodes":${jsonLines(nodes)},\n"edges":${jsonLines(edges)}}\n`,
    ].join('')
  },
}
