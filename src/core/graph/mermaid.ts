import type { GraphEdge } from '#core/contract'
import { mermaidLabel } from './formats/mermaid-label.ts'

/** Edges, each once, and the nodes that are to stand out, as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html). */
export function mermaidChart(
  edges: Iterable<Pick<GraphEdge, 'source' | 'target' | 'kind'>>,
  marked: readonly string[],
): string[] {
  const numbers = new Map<string, number>()
  const nodes: string[] = []
  const nodeOf = (id: string) => {
    const known = numbers.get(id)
    if (known !== undefined) return `n${known}`
    numbers.set(id, numbers.size)
    nodes.push(`  n${nodes.length}["${mermaidLabel(id)}"]`)
    return `n${nodes.length - 1}`
  }
  const targets = marked.map(nodeOf)
  const arrows = new Set(
    [...edges].map(({ source, target, kind }) => `  ${nodeOf(source)} -->|"${mermaidLabel(kind)}"| ${nodeOf(target)}`),
  )
  const emphasis =
    targets.length === 0 ? [] : ['  classDef marked stroke-width:3px', `  class ${targets.join(',')} marked`]
  return ['flowchart LR', ...nodes, ...arrows, ...emphasis]
}
