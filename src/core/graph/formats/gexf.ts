import { type Attribute, edgeAttributes, nodeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { xmlHead, xmlText } from './xml.ts'

const types = { text: 'string', integer: 'integer', decimal: 'double' } as const

// GEXF has a place of its own for it.
const flatAttributes = edgeAttributes.filter(({ name }) => name !== 'weight')

/** GEXF 1.2draft (https://gexf.net), the last version that networkx 2 reads. */
export const gexf: Format = {
  name: 'gexf',
  summary: 'GEXF 1.2draft, for Gephi and networkx.',
  files: [
    {
      path: 'graph.gexf',
      head: xmlHead,
      *write({ nodes, edges }) {
        yield '\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        yield '<graph mode="static" defaultedgetype="directed">\n'
        yield* declarations('node', nodeAttributes)
        yield* declarations('edge', flatAttributes)
        yield '<nodes>\n'
        const ofNode = valuesOf(nodeAttributes)
        for (const node of nodes)
          yield `<node id="${xmlText(node.id)}" label="${xmlText(node.name)}">${ofNode(node)}</node>\n`
        yield '</nodes>\n<edges>\n'
        const ofEdge = valuesOf(flatAttributes)
        let id = 0
        for (const edge of edges) {
          const { source, target, weight = 1 } = edge
          const ends = `source="${xmlText(source)}" target="${xmlText(target)}"`
          yield `<edge id="${id}" ${ends} weight="${weight}">${ofEdge(edge)}</edge>\n`
          id += 1
        }
        yield '</edges>\n</graph>\n</gexf>\n'
      },
    },
  ],
}

function* declarations<T>(owner: 'node' | 'edge', attributes: readonly Attribute<T>[]): Generator<string> {
  yield `<attributes class="${owner}" mode="static">\n`
  for (const { name, type } of attributes) yield `<attribute id="${name}" title="${name}" type="${types[type]}"/>\n`
  yield '</attributes>\n'
}

function valuesOf<T>(attributes: readonly Attribute<T>[]): (item: T) => string {
  const tags = attributes.map(({ name }) => `<attvalue for="${name}" value="`)
  return (item) => {
    let text = '<attvalues>'
    for (const [index, { read }] of attributes.entries()) {
      const value = read(item)
      if (value !== undefined) text += `${tags[index]}${typeof value === 'number' ? value : xmlText(value)}"/>`
    }
    return `${text}</attvalues>`
  }
}
