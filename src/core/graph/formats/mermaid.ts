import type { EdgeOrigin, GraphNode } from '#core/contract'
import type { Format } from './format.ts'
import { mermaidLabel } from './mermaid-label.ts'
import { visible } from './visible.ts'

const arrows: Readonly<Record<EdgeOrigin, string>> = { declared: '-->', inferred: '-.->', derived: '---' }
const widestLabel = 60
/** Without other settings Mermaid refuses to draw more. */
const mostEdges = 500

/** A flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html), with names only. */
export const mermaid: Format = {
  name: 'mermaid',
  summary: 'A Mermaid flowchart, for Markdown on GitHub and GitLab; names only.',
  files: [
    {
      path: 'graph.mmd',
      head: '%% Made by ossa.',
      *write({ nodes, edges }) {
        yield '\nflowchart LR\n'
        const numbers = new Map(nodes.map(({ id }, index) => [id, index]))
        for (const [index, node] of nodes.entries()) yield `  n${index}${box(node)}\n`
        for (const { source, target, kind, origin } of edges)
          yield `  n${numbers.get(source)} ${arrows[origin]}|"${shortLabel(kind)}"| n${numbers.get(target)}\n`
      },
    },
  ],
  caution: (edges) =>
    edges > mostEdges
      ? [`Mermaid draws at most ${mostEdges} edges, and these are ${edges}. Where it is drawn, maxEdges can be set.`]
      : [],
}

function box({ kind, name }: GraphNode): string {
  if (kind === 'agent') return `["${shortLabel(name)}"]`
  if (kind === 'workflow') return `[["${shortLabel(name)}"]]`
  return `("${shortLabel(`${kind}: ${name}`)}")`
}

function shortLabel(text: string): string {
  const characters = [...visible(text)]
  return mermaidLabel(characters.length > widestLabel ? `${characters.slice(0, widestLabel - 1).join('')}…` : text)
}
