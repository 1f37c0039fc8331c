import type { GraphDiffOutput, GraphEdge, GraphNode } from '#core/contract'
import { canonicalJson } from '#core/json'

type Graphs = Readonly<
  Record<'before' | 'after', { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }>
>

/** What of a node is its own. Places and communities change with other things; so do ids with versions, which are compared. */
const ownFields = ['version', 'type', 'file', 'labels', 'tags'] as const

/** Kinds of nodes that are only mentioned, in many places: theirs say nothing about them. */
const mentioned: ReadonlySet<GraphNode['kind']> = new Set([
  'capability',
  'domain',
  'model',
  'owner',
  'protocol',
  'tool',
])

/** What is different between two graphs. What has another version is the same thing, changed. Derived edges follow, and are left out. */
export function diffGraphs({ before, after }: Graphs): Pick<GraphDiffOutput, 'nodes' | 'edges'> {
  const renamed = newIds(before.nodes, after.nodes)
  const newId = (id: string) => renamed.get(id) ?? id
  const [oldNodes, newNodes] = [byKey(before.nodes, ({ id }) => newId(id)), byKey(after.nodes, ({ id }) => id)]
  const keyOf = ({ source, kind, target }: GraphEdge) => `${newId(source)}\n${kind}\n${newId(target)}`
  const stated = (edges: readonly GraphEdge[]) => edges.filter(({ origin }) => origin !== 'derived')
  const [oldEdges, newEdges] = [byKey(stated(before.edges), keyOf), byKey(stated(after.edges), keyOf)]
  return {
    nodes: {
      added: missing(newNodes, oldNodes),
      removed: missing(oldNodes, newNodes),
      changed: both(oldNodes, newNodes).flatMap(([was, is]) => {
        const fields = differences(was, is)
        return fields.length === 0 ? [] : [{ before: was, after: is, fields }]
      }),
    },
    edges: {
      added: missing(newEdges, oldEdges),
      removed: missing(oldEdges, newEdges),
      changed: both(oldEdges, newEdges)
        .filter(([was, is]) => was.origin !== is.origin)
        .map(([was, is]) => ({ before: was, after: is })),
    },
  }
}

// Where one thing of a name is gone and one is new, it is the same with another version. Its parts go with it.
function newIds(before: readonly GraphNode[], after: readonly GraphNode[]): Map<string, string> {
  const [gone, fresh] = [goneByName(before, after), goneByName(after, before)]
  const ids = new Map<string, string>()
  for (const [name, [was, ...others]] of gone) {
    const [is, ...rest] = fresh.get(name) ?? []
    if (was !== undefined && is !== undefined && others.length === 0 && rest.length === 0) ids.set(was.id, is.id)
  }
  return ids
}

function goneByName(from: readonly GraphNode[], to: readonly GraphNode[]): Map<string, GraphNode[]> {
  const there = new Set(to.map(({ id }) => id))
  const gone = new Map<string, GraphNode[]>()
  for (const node of from) {
    if (there.has(node.id) || mentioned.has(node.kind)) continue
    const key = `${node.kind}:${node.name}`
    gone.set(key, [...(gone.get(key) ?? []), node])
  }
  return gone
}

function differences(was: GraphNode, is: GraphNode): string[] {
  if (mentioned.has(was.kind)) return []
  return ownFields.filter((field) => canonicalJson(was[field]) !== canonicalJson(is[field]))
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]))
}

function missing<T>(from: ReadonlyMap<string, T>, to: ReadonlyMap<string, T>): T[] {
  return [...from].filter(([key]) => !to.has(key)).map(([, item]) => item)
}

function both<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): [T, T][] {
  return [...before].flatMap(([key, was]): [T, T][] => {
    const is = after.get(key)
    return is === undefined ? [] : [[was, is]]
  })
}
