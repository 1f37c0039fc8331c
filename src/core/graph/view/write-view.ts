import path from 'node:path'
import type { GraphViewOutput } from '#core/contract'
import { escapeControls, plural, usageError } from '#core/diagnostics'
import { firstLineOf, isFolderAt, writeArtifacts } from '#core/source'
import { prepareStateFolder, stateFolder } from '#core/workspace'
import { type GraphNotes, type GraphRequest, notesOf, readGraph } from '../read-graph.ts'
import { viewDataOf } from './view-data-of.ts'
import { pageHead, viewPage } from './view-page.ts'

export interface ViewRequest extends GraphRequest {
  /** The file, relative to `cwd`. Default: below the state folder. */
  readonly output?: string | undefined
  readonly title: string
  /** The page that the graph goes into. */
  readonly page: string
}

export interface WrittenView extends GraphNotes {
  readonly output: GraphViewOutput
  /** The absolute path of the page. */
  readonly file: string
}

/** Writes the graph of what is on disk as one page for a browser. Throws OssaError where that would replace a file of somebody else. */
export async function writeView(request: ViewRequest): Promise<WrittenView> {
  const start = request.now()
  const read = await readGraph(request)
  const { graph, root, counts: cache } = read
  const file = fileOf(request, root)
  const content = viewPage(request.page, viewDataOf(graph, request.title))
  refuseForeign(file)
  if (request.output === undefined) prepareStateFolder(root)
  writeArtifacts(path.dirname(file), [{ path: path.basename(file), content }])
  const output: GraphViewOutput = {
    file: request.output ?? path.relative(request.cwd, file),
    agents: graph.nodes.filter(({ kind }) => kind === 'agent').length,
    nodes: graph.nodes.length,
    edges: graph.edges.length,
    communities: graph.communities.length,
    cache,
    durationMs: Math.round(request.now() - start),
  }
  return { output, file, ...notesOf(read) }
}

/** What was written, in words. */
export function describeView({ agents, nodes, edges, communities, file }: GraphViewOutput): string {
  const groups = communities === 1 ? '1 community' : `${communities} communities`
  return [
    `${plural(agents, 'agent')} in ${groups}: ${plural(nodes, 'node')}, ${plural(edges, 'edge')}.`,
    `Written: ${escapeControls(file, { oneLine: true })}`,
    'Open it in a browser. It is one file and needs no network.',
  ].join('\n')
}

function fileOf({ cwd, output }: ViewRequest, root: string): string {
  if (output === undefined) return path.join(root, stateFolder, 'graph/view.html')
  if (/[/\\]$/.test(output) || isFolderAt(output, cwd))
    throw usageError('graph/view-is-a-file', `${output} is a folder.`, 'Name a file with --output, such as fleet.html.')
  return path.resolve(cwd, output)
}

// Someone's own page must not be lost because a name was mistyped.
function refuseForeign(file: string): void {
  const head = firstLineOf(path.dirname(file), path.basename(file))
  if (head === undefined || head.startsWith(pageHead)) return
  throw usageError(
    'graph/not-generated',
    `${file} exists and is not a page that OSSA made.`,
    'Choose another file with --output, or remove it.',
  )
}
