import { type ReadWorkspace, readWorkspace } from '#core/compiler'
import { isAddress } from '#core/diagnostics'
import { withRemote } from '#core/remote'
import { diskTree } from '#core/source'
import type { CacheCounts } from '#core/workspace'
import { locateWorkspace, WorkspaceCache } from '#core/workspace'
import { assembleGraph } from './assemble.ts'
import type { Graph } from './model.ts'

export interface GraphRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** False to read every file anew and remember nothing. */
  readonly cache: boolean
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

/** What commands tell about how the graph came about, beside the graph itself. */
export interface GraphNotes {
  /** How many files have errors, and may hold more than is in the graph. */
  readonly faultyFiles: number
  /** What was wrong with the cache. */
  readonly cacheProblem: string | undefined
  /** Pairs of schemas that were not compared, because there are too many. */
  readonly uncompared: number
}

export interface GraphOnDisk extends GraphNotes {
  readonly root: string
  readonly read: ReadWorkspace
  readonly graph: Graph
  readonly counts: CacheCounts
}

/** Makes the graph of what is on disk. An error in a file never hides the others. Throws OssaError for paths that do not exist. */
export async function readGraph({ cache: isWanted, ...where }: GraphRequest): Promise<GraphOnDisk> {
  const { root, targets } = locateWorkspace(where)
  const cache = isWanted ? await WorkspaceCache.open(root) : undefined
  const tree = diskTree(root)
  try {
    // Operations may stand in documents of other hosts. For a graph, no host is asked.
    const { value } = await withRemote(tree, { root, offline: true, cache: isWanted }, async (whole) => {
      const read = readWorkspace({ tree: whole, targets, cache, manifestsOnly: true })
      return { read, graph: await assembleGraph(read, cache) }
    })
    const { read, graph } = value
    await cache?.close({ isGone: (file) => !isAddress(file) && tree.kindOf(file) === 'missing' })
    const { counts } = read.workspace.files
    return {
      root,
      read,
      graph,
      counts,
      faultyFiles: faultyFiles(read),
      cacheProblem: cache?.problem,
      uncompared: graph.uncompared,
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
}: GraphOnDisk): GraphNotes & { readonly root: string } {
  return { root, faultyFiles: files, cacheProblem, uncompared }
}

function faultyFiles({ facts, findings }: ReadWorkspace): number {
  const own = [...facts.values()].flatMap((each) => each.findings)
  const errors = [...own, ...findings].filter(({ severity }) => severity === 'error')
  return new Set(errors.map(({ file }) => file)).size
}
