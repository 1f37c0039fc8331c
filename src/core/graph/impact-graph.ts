import type { GraphImpactOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { type Step, stepsFrom } from './dependency.ts'
import type { GraphIndex } from './graph-index.ts'
import { type AskRequest, selectOnDisk } from './query-graph.ts'
import { type Reached, reach } from './reach.ts'
import { type GraphNotes, notesOf, readGraph } from './read-graph.ts'
import { requireNodes } from './why-graph.ts'

export interface ImpactRequest extends AskRequest {
  /** A selector of what changes. */
  readonly target?: string | undefined
  /** Or what has changed since a version, `git#REF`. */
  readonly changed?: string | undefined
  /** How many edges away at most. */
  readonly depth?: number | undefined
}

/** What may break if something changes. Throws OssaError if a target is named that does not exist. */
export async function impactOf(
  request: ImpactRequest,
): Promise<GraphNotes & { readonly root: string; readonly output: GraphImpactOutput }> {
  const start = request.now()
  const { target, changed, depth } = request
  if ((target === undefined) === (changed === undefined))
    throw usageError(
      'graph/no-target',
      target === undefined ? 'What changes is not said.' : 'What changes is said twice.',
      'Name it, or give --changed git#REF.',
    )
  const read = await readGraph({ ...request, paths: [] })
  const { index, nodes } =
    target === undefined
      ? await selectOnDisk(read, { select: `changed:${JSON.stringify(changed)}` })
      : await requireNodes(read, target)
  const steps = (node: number) => stepsFrom(index, node, { direction: 'dependents' })
  const reached = reach({ from: nodes, steps, depth })
  const output = {
    targets: nodes.map((node) => index.node(node)),
    reached: [...reached.values()].flatMap((each) => shown(index, each, reached)),
    durationMs: Math.round(request.now() - start),
  }
  return { output, ...notesOf(read) }
}

function shown(
  index: GraphIndex,
  { node, distance, last }: Reached<Step>,
  reached: ReadonlyMap<number, Reached<Step>>,
): GraphImpactOutput['reached'][number][] {
  if (last === undefined) return []
  const path = [index.node(node).id]
  for (let step: Reached<Step>['last'] = last; step !== undefined; step = reached.get(step.from)?.last)
    path.unshift(index.node(step.from).id)
  return [{ node: index.node(node), distance, path, edge: index.edge(last.step.edge) }]
}
