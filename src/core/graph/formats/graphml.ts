import type { Evidence, GraphEdge } from '#core/contract'
import { type Attribute, edgeAttributes, evidenceAttributes, nodeAttributes, ownEdgeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
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
        const ofNode = dataOf('node', nodeAttributes)
        for (const node of nodes) yield `<node id="${xmlText(node.id)}">${ofNode(node)}</node>\n`
        const idText = rememberedText()
        const ofEdge = likeTheLast(dataOf('edge', ownEdgeAttributes))
        const ofEvidence = rememberedData(dataOf<Evidence>('edge', evidenceAttributes))
        for (const edge of edges) {
          const [first] = edge.evidence
          const said = first === undefined ? '' : ofEvidence(first)
          yield `<edge source="${idText(edge.source)}" target="${idText(edge.target)}">${ofEdge(edge)}${said}</edge>\n`
        }
        yield '</graph>\n</graphml>\n'
      },
    },
  ],
}

function* declarations<T>(owner: 'node' | 'edge', attributes: readonly Attribute<T>[]): Generator<string> {
  for (const { name, type } of attributes)
    yield `<key id="${owner}_${name}" for="${owner}" attr.name="${name}" attr.type="${types[type]}"/>\n`
}

function dataOf<T>(owner: 'node' | 'edge', attributes: readonly Attribute<T>[]): (item: T) => string {
  const tags = attributes.map(({ name }) => `<data key="${owner}_${name}">`)
  return (item) => {
    let text = ''
    for (const [index, { read }] of attributes.entries()) {
      const value = read(item)
      if (value !== undefined) text += `${tags[index]}${typeof value === 'number' ? value : xmlText(value)}</data>`
    }
    return text
  }
}

// There may be a million edges between a thousand nodes, for a few hundred reasons.

function rememberedText(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text) ?? xmlText(text)
    known.set(text, before)
    return before
  }
}

function rememberedData<T extends object>(textOf: (item: T) => string): (item: T) => string {
  const known = new WeakMap<T, string>()
  return (item) => {
    const before = known.get(item)
    if (before !== undefined) return before
    const text = textOf(item)
    known.set(item, text)
    return text
  }
}

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
