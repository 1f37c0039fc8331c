import { readWorkspace } from '#core/compiler'
import type { GraphEdge } from '#core/contract'
import { assembleGraph } from '#core/graph'
import { memoryTree } from '#core/source'

/** The graph of files that are in memory. */
export async function graphOf(files: Readonly<Record<string, string>>, targets: readonly string[] = ['']) {
  return assembleGraph(readWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets }))
}

/** A manifest; `spec` is written in flow style. */
export function agent(name: string, spec = '', version = '1.0.0'): string {
  return [
    'apiVersion: ossa/v1',
    'kind: Agent',
    `metadata: { name: ${name}, version: ${version} }`,
    'spec:',
    '  type: worker',
    ...spec.split('\n').filter(Boolean),
    '',
  ].join('\n')
}

/** Edges in short, as `source kind target`. */
export function short(edges: readonly GraphEdge[]): string[] {
  return edges.map(({ source, kind, target }) => `${source} ${kind} ${target}`)
}
