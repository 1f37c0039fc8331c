import type { ReadWorkspace } from '#core/compiler'
import { isAddress } from '#core/diagnostics'
import { withRemote } from '#core/remote'
import { diskTree } from '#core/source'
import type { CacheCounts } from '#core/workspace'
import { locateWorkspace, WorkspaceCache } from '#core/workspace'
import { graphOfSketches } from './assemble.ts'
import { countGraph, type GraphSize } from './counts.ts'
import { edgeKinds } from './derivations/index.ts'
import type { Graph, Memo } from './model.ts'
import { pairDerivations } from './pairs/index.ts'
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

export interface GraphOnDisk extends GraphNotes {
  readonly root: string
  readonly read: ReadWorkspace
  readonly graph: Graph
  readonly counts: CacheCounts
}

/** Makes the graph of what is on disk. An error in a file never hides the others. Throws OssaError for paths that do not exist. */
export async function readGraph(request: GraphRequest): Promise<GraphOnDisk> {
  const { result: _, ...read } = await readGraphWith(request, () => undefined)
  return read
}

/** The same, with what can be counted in it. */
export async function readCountedGraph(request: GraphRequest): Promise<GraphOnDisk & { readonly size: GraphSize }> {
  const { result: size, ...read } = await readGraphWith(request, ({ graph, memo }) => countGraph(graph, memo))
  return { ...read, size }
}

/** A graph whose cache is open. */
export interface OpenGraph {
  readonly root: string
  readonly read: ReadWorkspace
  readonly graph: Graph
  readonly memo: Memo | undefined
}

/** Does something with the graph while the cache is open, too. */
export async function readGraphWith<T>(
  { cache: isWanted, allowPlugins = false, startSketching: start, ...where }: GraphRequest,
  work: (open: OpenGraph) => T | Promise<T>,
): Promise<GraphOnDisk & { readonly result: T }> {
  const { root, targets } = locateWorkspace(where)
  const cache = isWanted ? await WorkspaceCache.open(root) : undefined
  const tree = diskTree(root)
  const help = start && { root, start }
  try {
    // Operations may stand in documents of other hosts. For a graph, no host is asked.
    const { value } = await withRemote(tree, { root, offline: true, cache: isWanted }, async (whole) => {
      const { read, sketched, ...notes } = await readSketches({ tree: whole, targets, cache, help })
      const paths = read.workspace.configuration.graph?.plugins ?? []
      const plugins = allowPlugins ? await loadPlugins({ root, tree, paths, taken: usualKinds }) : []
      const graph = await graphOfSketches(read, sketched, { memo: cache, plugins })
      return { read, graph, unusedPlugins: paths.length - plugins.length, ...notes }
    })
    const { read, graph, counts, faultyFiles, isKnown, unusedPlugins } = value
    const result = await work({ root, read, graph, memo: cache })
    const isGone = (file: string) => !isKnown(file) && !isAddress(file) && tree.kindOf(file) === 'missing'
    await cache?.close({ isGone })
    return {
      root,
      read,
      graph,
      counts,
      faultyFiles: faultyFiles.size,
      cacheProblem: cache?.problem,
      uncompared: graph.uncompared,
      unusedPlugins,
      result,
    }
  } finally {
    await cache?.close()
  }
}

/** What a command tells beside its answer. */
export function notesOf({
  root,
  faultyFiles: files,
  cacheProblem,
  uncompared,
  unusedPlugins,
}: GraphOnDisk): GraphNotes & { readonly root: string } {
  return { root, faultyFiles: files, cacheProblem, uncompared, unusedPlugins }
}
