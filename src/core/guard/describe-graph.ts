import { escapeControls, type Style } from '#core/diagnostics'
import { quote } from '#core/git'
import type { CheckedWorkspace } from './checked-workspace.ts'
import type { GraphCheck } from './graph-check.ts'

export interface Appearance {
  readonly style: Style
  /** Turns a path from the top of the repository into one that works where the user is. */
  readonly displayPath: (path: string) => string
}

/** A path on one line, safe to print. */
export function shownPath(path: string, { displayPath }: Appearance): string {
  return escapeControls(displayPath(path), { oneLine: true })
}

/** What people read about the graph of a workspace: nothing if it is as it should be. */
export function describeGraph(
  { folder, graph }: Pick<CheckedWorkspace, 'folder'> & { graph: GraphCheck },
  appearance: Appearance,
): string[] {
  const { state, stale } = graph
  const note = graph.note === undefined ? '' : ` ${escapeControls(graph.note)}`
  const place = shownPath(graph.folder ?? folder, appearance)
  if (state === 'committed') {
    const done = `The graph in ${place} was stale. It has been rebuilt and committed; that commit is not part of this push.`
    return [done, ...describeLeftover('The rebuild removed', graph, appearance)]
  }
  if (state !== 'stale') return note === '' ? [] : [`The graph was not brought up to date.${note}`]
  const files = stale.map(({ path }) => shownPath(path, appearance)).join(', ')
  const hint = `${appearance.style.info('hint:')} ${rebuildCommand(folder, graph, appearance)}`
  return [
    `The graph in ${place} is not that of what is pushed: ${files}.${note}`,
    `  ${hint}`,
    ...describeLeftover('It removes', graph, appearance),
  ]
}

function describeLeftover(what: string, { leftover }: GraphCheck, appearance: Appearance): string[] {
  if (leftover.length === 0) return []
  const files = leftover.map((path) => shownPath(path, appearance)).join(', ')
  return [`  ${what} ${files}; to keep such files, name their formats in ossa.yaml (graph.formats).`]
}

function rebuildCommand(folder: string, graph: GraphCheck, appearance: Appearance): string {
  const root = shownPath(folder, appearance)
  return [
    'ossa knowledge-graph build',
    ...(root === '.' ? [] : ['--root', quote(root)]),
    '--output',
    quote(shownPath(graph.folder ?? folder, appearance)),
    ...(graph.formats === undefined ? [] : ['--format', graph.formats.join(',')]),
  ].join(' ')
}
