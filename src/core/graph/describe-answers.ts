import type { GraphCyclesOutput, GraphDiffOutput, GraphEdge, GraphNode, GraphOrphansOutput } from '#core/contract'
import { escapeControls, plural, type Style } from '#core/diagnostics'
import { type Appearance, evidenceOf } from './describe-ways.ts'

/** Cycles, in words. */
export function describeCycles({ kinds, cycles }: GraphCyclesOutput, { style, displayPath }: Appearance): string[] {
  if (cycles.length === 0) return [`Nothing depends on itself by ${kinds.join(', ')}.`]
  return cycles.flatMap(({ nodes, edges }, place) => {
    const steps = edges.map((edge) => {
      const said = style.faint(evidenceOf(edge, displayPath))
      return `  ${shown(edge.source)} ${edge.kind} ${shown(edge.target)}  ${said}`
    })
    const visited = new Set(edges.flatMap(({ source, target }) => [source, target]))
    const others = nodes.filter((node) => !visited.has(node))
    const rest = others.length === 0 ? [] : [`  In a circle with these, too: ${others.map(shown).join(', ')}`]
    return [
      style.strong(`${place + 1}. ${plural(nodes.length, 'node')}, a circle of ${plural(edges.length, 'edge')}:`),
      ...steps,
      ...rest,
    ]
  })
}

/** What to say instead of a list without orphans. */
export function describeNoOrphans({ ignored }: GraphOrphansOutput): string {
  const beside = ignored.length === 0 ? '' : `, ${ignored.join(', ')} set aside`
  return `Every agent and every workflow has something to do with another one${beside}.`
}

/** What is different, in words. */
export function describeDiff({ nodes, edges }: GraphDiffOutput, style: Style): string[] {
  const counts = (lists: Readonly<Record<string, readonly unknown[]>>) =>
    Object.entries(lists).map(([how, list]) => `${list.length} ${how}`)
  const said = `Nodes: ${counts(nodes).join(', ')}. Edges: ${counts(edges).join(', ')}.`
  if (!/[1-9]/.test(said)) return ['The graphs are equal.']
  return [
    said,
    ...nodes.added.map(({ id }) => style.info(`+ ${shown(id)}`)),
    ...nodes.removed.map(({ id }) => style.error(`- ${shown(id)}`)),
    ...nodes.changed.map((change) => style.warning(`~ ${shown(change.after.id)}: ${changesOf(change)}`)),
    ...edges.added.map((edge) => style.info(`+ ${edgeText(edge)}`)),
    ...edges.removed.map((edge) => style.error(`- ${edgeText(edge)}`)),
    ...edges.changed.map((change) =>
      style.warning(`~ ${edgeText(change.after)}: ${change.before.origin} → ${change.after.origin}`),
    ),
  ]
}

function changesOf({ before, after, fields }: GraphDiffOutput['nodes']['changed'][number]): string {
  return fields.map((field) => `${field} ${fieldText(before, field)} → ${fieldText(after, field)}`).join(', ')
}

function fieldText(node: GraphNode, field: string): string {
  const value: unknown = node[field as keyof GraphNode]
  return shown(typeof value === 'string' ? value : value === undefined ? 'none' : JSON.stringify(value))
}

function edgeText({ source, kind, target }: GraphEdge): string {
  return `${shown(source)} ${kind} ${shown(target)}`
}

function shown(text: string): string {
  return escapeControls(text, { oneLine: true })
}
