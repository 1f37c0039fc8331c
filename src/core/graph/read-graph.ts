import type { ReadWorkspace } from '#core/compiler'
import { isAddress } from '#core/diagnostics'
import { hashText } from '#core/json'
import { withRemote } from '#core/remote'
import { diskTree } from '#core/source'
import type { CacheCounts } from '#core/workspace'
import { locateWorkspace, WorkspaceCache } from '#core/workspace'
import { graphOfSketches } from './assemble.ts'
import { countGraph, type GraphSize } from './counts.ts'
import { edgeKinds } from './derivations/index.ts'
import type { Graph, Memo } from './model.ts'
import { pairDerivations } from './pairs/index.ts'
import type { PairDerivation } from './pairs/pair-derivation.ts'
import { loadPlugins } from './pairs/plugin.ts'
import { readSketches } from './read-sketches.ts'
import type { StartSketching } from './sketch-share.ts'

const usualKinds = [...edgeKinds, ...pairDerivations.map(({ kind }) => kind)]

export interface GraphRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** False to read every file anew and remember nothing. */
  readonly cache: boolean
  /** Whether code that the workspace brings along may be run. */
  readonly allowPlugins?: boolean
  /** Milliseconds; only differences count. */
  readonly now: () => number
  /** Starts threads that help where there is much to read. */
  readonly startSketching?: StartSketching
  /** Called where more than a few files have to be parsed, but not very many. */
  readonly expectMuch?: (() => void) | undefined
}

/** What commands tell about how the graph came about, beside the graph itself. */
export interface GraphNotes {
  /** How many files have errors, and may hold more than is in the graph. */
  readonly faultyFiles: number
  /** What was wrong with the cache. */
  readonly cacheProblem: string | undefined
  /** Pairs of schemas that were not compared, because there are too many. */
  readonly uncompared: number
  /** Plugins that were not loaded, because nobody has allowed it. */
  readonly unusedPlugins: number
}

export interface WorkspaceOnDisk extends GraphNotes {
  readonly root: string
  readonly read: ReadWorkspace
  readonly counts: CacheCounts
}

export interface GraphOnDisk extends WorkspaceOnDisk {
  readonly graph: Graph
}

/** Makes the graph of what is on disk. An error in a file never hides the others. Throws OssaError for paths that do not exist. */
export async function readGraph(request: GraphRequest): Promise<GraphOnDisk> {
  const { result: graph, ...read } = await readGraphWith(request, { work: ({ graph: made }) => made })
  return { ...read, graph }
}

/** The same, with what can be counted in it. */
export async function readCountedGraph(request: GraphRequest): Promise<GraphOnDisk & { readonly size: GraphSize }> {
  const work = ({ graph, memo }: OpenGraph) => ({ graph, size: countGraph(graph, memo) })
  const { result, ...read } = await readGraphWith(request, { work })
  return { ...read, ...result }
}

/** A workspace whose cache is open. */
export interface OpenWorkspace {
  readonly root: string
  readonly read: ReadWorkspace
  readonly memo: Memo | undefined
  /** Names all that the graph follows from, where that is known. */
  readonly state: string | undefined
}

/** The same, with its graph. */
export interface OpenGraph extends OpenWorkspace {
  readonly graph: Graph
}

export interface GraphWork<T> {
  /** What is known without the graph. */
  recall?(open: OpenWorkspace): (T & Pick<Graph, 'uncompared'>) | undefined
  /** Does something with the graph. */
  work(open: OpenGraph): T | Promise<T>
}

/** Does something with the graph while the cache is open, too. */
export async function readGraphWith<T>(
  { cache: isWanted, allowPlugins = false, startSketching: start, expectMuch, ...where }: GraphRequest,
  task: GraphWork<T>,
): Promise<WorkspaceOnDisk & { readonly result: T }> {
  const { root, targets } = locateWorkspace(where)
  const cache = isWanted ? await WorkspaceCache.open(root) : undefined
  const tree = diskTree(root)
  const help = start && { root, start }
  try {
    // Operations may stand in documents of other hosts. For a graph, no host is asked.
    const { value } = await withRemote(tree, { root, offline: true, cache: isWanted }, async (whole) => {
      const {
        read,
        sketched,
        state: sketches,
        ...notes
      } = await readSketches({ tree: whole, targets, cache, help, expectMuch })
      const paths = read.workspace.configuration.graph?.plugins ?? []
      const plugins = allowPlugins ? await loadPlugins({ root, tree, paths, taken: usualKinds }) : []
      const open = { root, read, memo: cache, state: stateWith(plugins, sketches, read) }
      const unusedPlugins = paths.length - plugins.length
      const recalled = task.recall?.(open)
      if (recalled !== undefined) return { ...notes, open, unusedPlugins, recalled }
      const graph = await graphOfSketches(read, sketched, { memo: cache, plugins })
      return { ...notes, open, unusedPlugins, graph }
    })
    const { open, counts, faultyFiles, isKnown, unusedPlugins } = value
    const result = 'graph' in value ? await task.work({ ...open, graph: value.graph }) : value.recalled
    const { uncompared } = 'graph' in value ? value.graph : value.recalled
    const isGone = (file: string) => !isKnown(file) && !isAddress(file) && tree.kindOf(file) === 'missing'
    await cache?.close({ isGone })
    const notes = { faultyFiles: faultyFiles.size, cacheProblem: cache?.problem, uncompared, unusedPlugins }
    return { root, read: open.read, counts, ...notes, result }
  } finally {
    await cache?.close()
  }
}

// What plugins do is known to nobody.
function stateWith(
  plugins: readonly PairDerivation[],
  sketches: string | undefined,
  { workspace }: ReadWorkspace,
): string | undefined {
  const isKnown = sketches !== undefined && plugins.length === 0
  return isKnown ? hashText(JSON.stringify([sketches, workspace.configuration])) : undefined
}

/** What a command tells beside its answer. */
export function notesOf({
  root,
  faultyFiles: files,
  cacheProblem,
  uncompared,
  unusedPlugins,
}: WorkspaceOnDisk): GraphNotes & { readonly root: string } {
  return { root, faultyFiles: files, cacheProblem, uncompared, unusedPlugins }
}
