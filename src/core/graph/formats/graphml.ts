import type { Evidence, GraphEdge } from '#core/contract'
import { type Attribute, edgeAttributes, evidenceAttributes, nodeAttributes, ownEdgeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { lines } from './lines.ts'
import { remembering, sameAsLast } from './remembered-text.ts'
import { xmlHead, xmlText } from './xml.ts'

const types = { text: 'string', integer: 'int', decimal: 'double' } as const

/** GraphML 1.0 (http://graphml.graphdrawing.org). */
export const graphml: Format = {
  name: 'graphml',
  summary: 'GraphML, for yEd, Gephi, networkx and igraph.',
  files: [
    {
      path: 'graph.graphml',
      head: xmlHead,
      *write({ nodes, edges }) {
        yield '\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        yield* declarations('node', nodeAttributes)
        yield* declarations('edge', edgeAttributes)
        yield '<graph id="ossa" edgedefault="directed">\n'
        const ofNode = dataOf('node', nodeAttributes, xmlText)
        yield lines(nodes, (node) => `<node id="${xmlText(node.id)}">${ofNode(node)}</node>\n`)
        const text = remembering(xmlText)
        const ofEdge = likeTheLast(dataOf('edge', ownEdgeAttributes, text))
        const ofEvidence = sameAsLast(dataOf<Evidence>('edge', evidenceAttributes, text))
        yield lines(edges, (edge) => {
          const [first] = edge.evidence
          const said = first === undefined ? '' : ofEvidence(first)
          return `<edge source="${text(edge.source)}" target="${text(edge.target)}">${ofEdge(edge)}${said}</edge>\n`
        })
        yield '</graph>\n</graphml>\n'
      },
    },
  ],
}

function* declarations<T>(owner: 'node' | 'edge', attributes: readonly Attribute<T>[]): Generator<string> {
  for (const { name, type } of attributes)
    yield `<key id="${owner}_${name}" for="${owner}" attr.name="${name}" attr.type="${types[type]}"/>\n`
}

function dataOf<T>(
  owner: 'node' | 'edge',
  attributes: readonly Attribute<T>[],
  textOf: (text: string) => string,
): (item: T) => string {
  const tagged = attributes.map(({ name, read }) => ({ tag: `<data key="${owner}_${name}">`, read }))
  return (item) => {
    let text = ''
    for (const { tag, read } of tagged) {
      const value = read(item)
      if (value !== undefined) text += `${tag}${typeof value === 'number' ? value : textOf(value)}</data>`
    }
    return text
  }
}

// There may be a million edges between a thousand nodes, for a few hundred reasons.
function likeTheLast(textOf: (edge: GraphEdge) => string): (edge: GraphEdge) => string {
  let [last, text]: [GraphEdge | undefined, string] = [undefined, '']
  return (edge) => {
    const isAlike =
      last?.kind === edge.kind &&
      last.origin === edge.origin &&
      last.weight === edge.weight &&
      last.evidence.length === edge.evidence.length
    if (!isAlike) text = textOf(edge)
    last = edge
    return text
  }
}
