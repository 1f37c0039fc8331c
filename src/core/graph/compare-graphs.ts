import path from 'node:path'
import { versionRef } from '#core/compiler'
import type { GraphDiffOutput, GraphDocument } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { validateShape } from '#core/schema'
import { readDiskFile, realPath } from '#core/source'
import { locateWorkspace } from '#core/workspace'
import { commitGraph } from './commit-graph.ts'
import { diffGraphs } from './graph-diff.ts'
import type { Graph } from './model.ts'
import type { AskRequest } from './query-graph.ts'
import { readGraph } from './read-graph.ts'

export interface CompareRequest extends AskRequest {
  /** A graph.json or its folder, or `git#REF`. */
  readonly before: string
  /** Another one. Default the workspace as it is on disk. */
  readonly after?: string | undefined
}

export interface ComparedGraphs {
  readonly output: GraphDiffOutput
  readonly isEqual: boolean
}

/** What is different between two graphs. Throws OssaError for a file that holds none, and for a commit that git does not know. */
export async function compareGraphs(request: CompareRequest): Promise<ComparedGraphs> {
  const start = request.now()
  const { before, after } = request
  const graphs = { before: await graphAt(before, request), after: await graphAt(after, request) }
  const diff = diffGraphs(graphs)
  const isEqual = [diff.nodes, diff.edges].flatMap(Object.values).every((list: readonly unknown[]) => list.length === 0)
  const durationMs = Math.round(request.now() - start)
  return { output: { before, ...(after && { after }), ...diff, durationMs }, isEqual }
}

async function graphAt(place: string | undefined, request: AskRequest): Promise<Pick<Graph, 'nodes' | 'edges'>> {
  const { cwd, root: given, cache } = request
  if (place === undefined) return (await readGraph({ ...request, paths: [] })).graph
  if (!place.startsWith('git#')) return graphInFile(place, cwd)
  const { root } = locateWorkspace({ cwd, root: given, paths: [] })
  return commitGraph({ root, ref: versionRef(place), cache })
}

function graphInFile(place: string, cwd: string): GraphDocument {
  const { path: found, isFolder } = realPath(place, cwd)
  const file = isFolder ? path.join(place, 'graph.json') : place
  const { text } = readDiskFile(isFolder ? realPath('graph.json', found).path : found) ?? { text: '' }
  const document = parsed(text)
  if (document !== undefined && validateShape('GraphDocument', document).length === 0) return document as GraphDocument
  throw new OssaError('graph/not-a-graph', `${file} is not a graph that this version of OSSA can read.`, {
    kind: 'input',
    hint: 'Make one with `ossa knowledge-graph build --format json`, or name a version with git#REF.',
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
