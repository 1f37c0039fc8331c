import { type Attribute, edgeAttributes, nodeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { lines } from './lines.ts'
import { visible } from './visible.ts'

/** Graphviz refuses strings of 16 KiB and more, but joins several. */
const pieces = /.{1,4000}/gsu
const widestLabel = 200

/** The language of Graphviz (https://graphviz.org/doc/info/lang.html). */
export const dot: Format = {
  name: 'dot',
  summary: 'DOT, for Graphviz.',
  files: [
    {
      path: 'graph.dot',
      head: '// Made by ossa.',
      *write({ nodes, edges }) {
        yield '\ndigraph ossa {\n'
        yield lines(
          nodes,
          (node) => `${quoted(node.id)} [label=${label(node.name)}${attributesOf(node, nodeAttributes)}];\n`,
        )
        yield lines(edges, (edge) => {
          const ends = `${quoted(edge.source)} -> ${quoted(edge.target)}`
          return `${ends} [label=${label(edge.kind)}${attributesOf(edge, edgeAttributes)}];\n`
        })
        yield '}\n'
      },
    },
  ],
}

function attributesOf<T>(item: T, attributes: readonly Attribute<T>[]): string {
  let text = ''
  for (const { name, read } of attributes) {
    const value = read(item)
    if (value !== undefined) text += `, ${name}=${typeof value === 'number' ? value : quoted(value)}`
  }
  return text
}

// `\"` is the only escape there is. A backslash is doubled, lest it escape what follows; in what is drawn, two mean one.
function quoted(text: string): string {
  const found = visible(text).match(pieces) ?? ['']
  return found.map((piece) => `"${piece.replace(/["\\]/g, '\\$&')}"`).join(' + ')
}

// In labels Graphviz looks for entities of HTML.
function label(text: string): string {
  const shown = text.length > widestLabel ? `${[...text.slice(0, widestLabel)].slice(0, -1).join('')}…` : text
  return quoted(shown).replaceAll('&', '&amp;')
}
