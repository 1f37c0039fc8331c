import type { GraphEdge, GraphImpactOutput, GraphNode, GraphWhyOutput } from '#core/contract'
import { escapeControls, plural, type Style } from '#core/diagnostics'
import { mermaidChart } from './mermaid.ts'
import { drawTree, type TextTree } from './text-tree.ts'

/** How to show what was found. */
export interface Appearance {
  readonly style: Style
  /** Turns a root-relative path into a shown one. */
  readonly displayPath: (file: string) => string
}

/** What may break, in words: a tree for each target. */
export function describeImpact({ targets, reached }: GraphImpactOutput, appearance: Appearance): string[] {
  if (targets.length === 0) return ['Nothing has changed that is in the graph.']
  const trees = targets.map((target) => ({ text: nodeLine(target, undefined, appearance), children: [] as TextTree[] }))
  const treeOf = new Map(targets.map(({ id }, place) => [id, trees[place]]))
  for (const { node, path, edge } of reached) {
    const tree = { text: nodeLine(node, edge, appearance), children: [] }
    treeOf.get(path.at(-2) ?? '')?.children.push(tree)
    treeOf.set(node.id, tree)
  }
  return [...trees.flatMap(drawTree), summary(targets.length, reached)]
}

function summary(targets: number, reached: GraphImpactOutput['reached']): string {
  const changed = targets === 1 ? 'If this changes' : `If one of these ${targets} changes`
  if (reached.length === 0) return `${changed}, nothing else is reached.`
  const counts = new Map<string, number>()
  for (const { node } of reached) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1)
  const said = [...counts].map(([kind, count]) => pluralKind(count, kind)).join(', ')
  return `${changed}, it may reach ${said}.`
}

function pluralKind(count: number, kind: string): string {
  return count > 1 && kind.endsWith('y') ? `${count} ${kind.slice(0, -1)}ies` : plural(count, kind)
}

/** The same as a flowchart. */
export function drawImpact({ targets, reached }: GraphImpactOutput): string[] {
  const edges = reached.map(({ edge }) => edge)
  return mermaidChart(
    edges,
    targets.map(({ id }) => id),
  )
}

/** The strongest paths, in words. */
export function describeWhy({ from, to, paths }: GraphWhyOutput, appearance: Appearance): string[] {
  const ends = `${endsOf(from)} and ${endsOf(to)}`
  if (paths.length === 0) return [`Nothing leads from one to the other: ${ends}.`]
  return paths.flatMap((path, place) => [
    ...(place === 0 ? [] : ['']),
    appearance.style.faint(`${place + 1}. strength ${path.strength}`),
    ...drawTree(chain(path, appearance)),
  ])
}

function endsOf([first = '', ...rest]: readonly string[]): string {
  return shown(rest.length === 0 ? first : `${first} (or ${rest.length} more)`)
}

function chain({ nodes, steps }: GraphWhyOutput['paths'][number], { style, displayPath }: Appearance): TextTree {
  return nodes.reduceRight<TextTree | undefined>((below, id, place) => {
    const edges = steps[place - 1] ?? []
    const how = edges.map((edge) => {
      const arrow = edge.target === id ? `─ ${edge.kind} →` : `← ${edge.kind} ─`
      return `${arrow} ${style.faint(evidenceOf(edge, displayPath))}`
    })
    return { text: [style.strong(shown(id)), ...how].join('  '), children: below === undefined ? [] : [below] }
  }, undefined) as TextTree
}

/** The same as a flowchart. */
export function drawWhy({ from, to, paths }: GraphWhyOutput): string[] {
  const edges = paths.flatMap(({ steps }) => steps.flat())
  const visited = new Set(paths.flatMap(({ nodes }) => [nodes[0], nodes.at(-1)]))
  return mermaidChart(
    edges,
    [...from, ...to].filter((id) => visited.has(id)),
  )
}

function nodeLine(node: GraphNode, edge: GraphEdge | undefined, { style, displayPath }: Appearance): string {
  const id = style.strong(shown(node.id))
  return edge === undefined ? id : `${id}  ${edge.kind}  ${style.faint(evidenceOf(edge, displayPath))}`
}

/** Where an edge is said first, and the rule. */
export function evidenceOf({ evidence: [first] }: GraphEdge, displayPath: Appearance['displayPath']): string {
  if (first === undefined) return ''
  const { file, line, rule, verb } = first
  const said = verb === undefined ? rule : `${rule}: ${verb}`
  return shown(`${displayPath(file)}${line === undefined ? '' : `:${line}`} (${said})`)
}

function shown(text: string): string {
  return escapeControls(text, { oneLine: true })
}
