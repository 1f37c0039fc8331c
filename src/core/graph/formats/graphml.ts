import { escapeControls } from '#core/diagnostics'
import { flatEdge } from './flat.ts'
import type { Format } from './format.ts'

const nodeKeys = {
  kind: 'string',
  name: 'string',
  version: 'string',
  type: 'string',
  community: 'int',
  file: 'string',
  document: 'int',
  pointer: 'string',
  line: 'int',
} as const

const edgeKeys = {
  kind: 'string',
  origin: 'string',
  weight: 'double',
  rule: 'string',
  file: 'string',
  document: 'int',
  pointer: 'string',
  line: 'int',
  mentions: 'int',
} as const

/** GraphML 1.0 (http://graphml.graphdrawing.org), as networkx, igraph, Gephi and yEd read it. */
export const graphml: Format = {
  name: 'graphml',
  summary: 'GraphML.',
  file: 'graph.graphml',
  head: '<?xml version="1.0" encoding="UTF-8"?><!-- Made by ossa. -->',
  serialize({ nodes, edges }) {
    return [
      this.head,
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...declarations('node', nodeKeys),
      ...declarations('edge', edgeKeys),
      '<graph id="ossa" edgedefault="directed">',
      ...nodes.map((node) => `<node id="${xmlText(node.id)}">${dataOf('node', node, nodeKeys)}</node>`),
      ...edges.map((edge) => {
        const ends = `source="${xmlText(edge.source)}" target="${xmlText(edge.target)}"`
        return `<edge ${ends}>${dataOf('edge', flatEdge(edge), edgeKeys)}</edge>`
      }),
      '</graph>',
      '</graphml>\n',
    ].join('\n')
  },
}

function declarations(owner: 'node' | 'edge', keys: Readonly<Record<string, string>>): string[] {
  return Object.entries(keys).map(
    ([name, type]) => `<key id="${owner}_${name}" for="${owner}" attr.name="${name}" attr.type="${type}"/>`,
  )
}

function dataOf(
  owner: 'node' | 'edge',
  attributes: Readonly<Record<string, unknown>>,
  keys: Readonly<Record<string, string>>,
): string {
  let text = ''
  for (const name in keys) {
    const value = attributes[name]
    if (typeof value === 'string' || typeof value === 'number')
      text += `<data key="${owner}_${name}">${typeof value === 'number' ? value : xmlText(value)}</data>`
  }
  return text
}

const ordinary = /^[\w .:/@#-]*$/
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// Noncharacters and lone surrogates, which XML has no way to write; controls become visible before.
const impossible = /[\p{Cs}\ufffe\uffff]/gu

/** Text for an element or a quoted attribute. What XML cannot hold is written as `\u{…}`. */
export function xmlText(text: string): string {
  return ordinary.test(text) ? text : written(text)
}

function written(text: string): string {
  return escapeControls(text, { oneLine: true })
    .replace(impossible, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"]/g, (character) => markup[character] ?? character)
}
