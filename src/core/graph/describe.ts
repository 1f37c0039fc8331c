import type {
  Community,
  GraphBuildOutput,
  GraphExpansion,
  GraphExportOutput,
  GraphQueryOutput,
  GraphStatsOutput,
} from '#core/contract'
import { escapeControls, plural } from '#core/diagnostics'
import type { GraphNotes } from './read-graph.ts'

const mostCommunities = 10
const mostSkipped = 5
const widestName = 80

/** What was built, in words. */
export function describeBuild(output: GraphBuildOutput, communities: readonly Community[]): string[] {
  return [
    ...describeSize(output, communities.length),
    ...describeCommunities(communities),
    ...output.files.map((file) => `Written: ${shown(file)}`),
    ...output.removed.map((file) => `Removed: ${shown(file)}, which an earlier build wrote.`),
  ]
}

/** What was left out of what was written, in words. */
export function describeExpansion(expansion: GraphExpansion | undefined): string[] {
  if (expansion === undefined || expansion.skipped.length === 0) return []
  const { hubCap, skipped } = expansion
  const rest = skipped.length - mostSkipped
  return [
    `Pairs of agents were left out where one thing joins more than ${hubCap}; --hub-cap sets how many it may.`,
    ...columns(skipped.slice(0, mostSkipped).map(({ id, agents }) => [plural(agents, 'agent'), id])),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}

/** What was exported to files, in words. */
export function describeExport({ files, nodes, edges }: GraphExportOutput): string[] {
  if (files.length === 0) return []
  const { declared, inferred, derived } = edges
  return [
    `${plural(nodes, 'node')}, ${plural(declared + inferred + derived, 'edge')}.`,
    ...files.map((file) => `Written: ${shown(file)}`),
  ]
}

/** What there is, in words. */
export function describeStats(output: GraphStatsOutput): string[] {
  const { communities, nodes, nodesByKind, edges, pairs, density, hubs } = output
  if (nodes === 0) return describeSize(output, 0)
  return [
    ...describeSize(output, communities.length),
    ...describeCommunities(communities),
    `Pairs of agents with something between them: ${pairs}, which is ${percent(density)} of all.`,
    'Nodes by kind:',
    ...columns(Object.entries(nodesByKind).map(([kind, count]) => [String(count), kind])),
    'Edges by kind:',
    ...columns(Object.entries(edges.byKind).map(([kind, count]) => [String(count), kind])),
    ...(hubs.length === 0 ? [] : ['Most agents lead to:']),
    ...columns(hubs.map(({ id, agents }) => [plural(agents, 'agent'), id])),
  ]
}

/** What to say beside the result. */
export function describeNotes({ faultyFiles, cacheProblem, uncompared, unusedPlugins }: GraphNotes): string[] {
  return [
    ...(faultyFiles === 0 ? [] : [`${plural(faultyFiles, 'file')} could not be read in full. See: ossa spec validate`]),
    ...(uncompared === 0
      ? []
      : [
          `${plural(uncompared, 'pair')} of schemas were not compared: there are too many. Some can-feed edges may be missing.`,
        ]),
    ...(unusedPlugins === 0
      ? []
      : [
          `${plural(unusedPlugins, 'plugin')} of ossa.yaml ${unusedPlugins === 1 ? 'was' : 'were'} not loaded. --allow-plugins runs their code.`,
        ]),
    ...(cacheProblem === undefined ? [] : [escapeControls(cacheProblem)]),
  ]
}

/** What to say about parts of a selector that select nothing. */
export function describeUnmatched(unmatched: GraphQueryOutput['unmatched']): string[] {
  return unmatched.map(({ term, hint }) =>
    escapeControls(`Nothing is selected by ${term}.${hint === undefined ? '' : ` ${hint}`}`, { oneLine: true }),
  )
}

function describeSize(
  { agents, nodes, edges, modularity }: Pick<GraphBuildOutput, 'agents' | 'nodes' | 'edges' | 'modularity'>,
  communities: number,
): string[] {
  if (nodes === 0) return ['There are no agents and no workflows here.']
  const { declared, inferred, derived } = edges
  const groups = communities === 1 ? '1 community' : `${communities} communities`
  return [
    `${plural(agents, 'agent')} and what they refer to: ${plural(nodes, 'node')}, ${plural(declared, 'declared edge')} and ${inferred} inferred.`,
    `${plural(derived, 'derived edge')}: pairs of agents that share something or work together.`,
    `${groups}, modularity ${modularity.toFixed(3)}.`,
  ]
}

function describeCommunities(communities: readonly Community[]): string[] {
  const rest = communities.length - mostCommunities
  return [
    ...columns(communities.slice(0, mostCommunities).map(({ agents, name }) => [plural(agents, 'agent'), name])),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padStart(width)}  ${shown(second)}`)
}

function shown(text: string): string {
  const cut = text.length > widestName ? `${text.slice(0, widestName - 1)}…` : text
  return escapeControls(cut, { oneLine: true })
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
