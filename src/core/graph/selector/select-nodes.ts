import type { WorkspaceConfiguration } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { GraphIndex } from '../graph-index.ts'
import type { Graph } from '../model.ts'
import { parseSelector } from './parse.ts'
import { type SavedSelector, type SelectRequest, select, type Unmatched } from './select.ts'
import { literalOf, writtenOf } from './syntax.ts'

/** What a selector may need to know beside the graph. */
export interface SelectorContext {
  /** As `graph.selectors` of ossa.yaml has them. */
  readonly saved?: NonNullable<WorkspaceConfiguration['graph']>['selectors']
  /** The files that were changed since `git#REF`. Without it, `changed:` is refused. */
  readonly changedFiles?: (since: string) => Promise<readonly string[]>
}

export interface SelectedNodes {
  readonly index: GraphIndex
  /** Numbers of nodes in the index, in order. */
  readonly nodes: readonly number[]
  readonly unmatched: readonly Unmatched[]
}

/** Selects nodes of a graph. Throws OssaError, pointing at the character, for what is no selector. */
export async function selectNodes(
  graph: Pick<Graph, 'nodes' | 'edges' | 'communities' | 'pairs'>,
  wanted: SavedSelector,
  context: SelectorContext = {},
): Promise<SelectedNodes> {
  const index = new GraphIndex(graph)
  const { communities, pairs } = graph
  const saved = new Map(Object.entries(context.saved ?? {}))
  const changed = await changedSince(versionsIn(wanted, saved), context)
  return { index, ...select(wanted, { index, communities, pairs, saved, changed }) }
}

async function changedSince(
  versions: ReadonlySet<string>,
  { changedFiles }: SelectorContext,
): Promise<SelectRequest['changed']> {
  const found = new Map<string, ReadonlySet<string>>()
  for (const version of versions) {
    if (changedFiles === undefined)
      throw usageError('graph/no-repository', '`changed:` needs a git repository.', 'Select in another way.')
    found.set(version, new Set(await changedFiles(version)))
  }
  return found
}

// Git is asked before anything is selected, for all that may be needed, in saved selectors too.
function versionsIn(wanted: SavedSelector, saved: ReadonlyMap<string, SavedSelector>): Set<string> {
  const versions = new Set<string>()
  const selectors: [text: string | undefined, name?: string][] = [[wanted.select], [wanted.exclude]]
  const seen = new Set<string>()
  for (const [text, name] of selectors) {
    if (text === undefined) continue
    for (const { method, value } of parseSelector({ text, saved: name }).anyOf.flatMap(({ allOf }) => allOf)) {
      if (method === 'changed') versions.add(writtenOf(value))
      const next = method === 'selector' ? literalOf(value) : undefined
      const found = next === undefined || seen.has(next) ? undefined : saved.get(next)
      if (next === undefined || found === undefined) continue
      seen.add(next)
      selectors.push([found.select, next], [found.exclude, next])
    }
  }
  return versions
}
