import type { GraphNode } from '#core/contract'
import { agentTypes } from '#core/manifest'
import type { GraphIndex } from '../graph-index.ts'
import { type Matcher, nameMatcher, pathMatcher } from './match.ts'
import { literalOf, type Pattern, writtenOf } from './syntax.ts'

/** What a term such as `domain:billing` selects. */
export interface Method {
  readonly name: string
  readonly summary: string
  /** The only values that make sense, where that is known. */
  readonly values?: readonly string[]
  select(context: MethodContext, value: Pattern): Iterable<number>
  /** What could have been meant where nothing is selected. */
  candidates?(context: MethodContext): Iterable<string>
}

export interface MethodContext {
  readonly index: GraphIndex
  readonly communities: readonly { readonly id: number; readonly name: string }[]
  /** Files that were changed since a commit, by what was written after `changed:`. */
  readonly changed: ReadonlyMap<string, ReadonlySet<string>>
}

/** Kinds of nodes that are made by one place in one file; all others are only mentioned in files. */
const made: ReadonlySet<GraphNode['kind']> = new Set(['agent', 'workflow', 'task', 'operation', 'server'])

const nodeKinds: Readonly<Record<GraphNode['kind'], true>> = {
  agent: true,
  capability: true,
  domain: true,
  model: true,
  operation: true,
  owner: true,
  protocol: true,
  schema: true,
  server: true,
  task: true,
  tool: true,
  workflow: true,
}

/** All methods. What has none selects by name. */
export const methods: readonly Method[] = [
  ofNodes('id', 'the node with this id', ({ id }) => [id]),
  { ...ofNodes('kind', 'nodes of a kind', ({ kind }) => [kind]), values: Object.keys(nodeKinds) },
  { ...ofNodes('type', 'agents of a type', ({ type }) => (type === undefined ? [] : [type])), values: agentTypes },
  ...(['agent', 'workflow', 'task', 'operation', 'server'] as const).map((kind) =>
    ofNodes(kind, `${kind}s by name`, (node) => (node.kind === kind ? namesOf(node) : [])),
  ),
  linkedTo('domain', 'agents in a domain', 'in-domain'),
  linkedTo('capability', 'agents that offer a capability', 'has-capability'),
  linkedTo('protocol', 'agents that speak a protocol', 'speaks'),
  linkedTo('tool', 'agents that use a tool', 'uses-tool'),
  linkedTo('model', 'agents that run on a language model', 'uses-model'),
  linkedTo('owner', 'agents and workflows of an owner', 'owned-by'),
  ofNodes('label', 'what has a label, as KEY or KEY=VALUE', ({ labels = {} }) =>
    Object.entries(labels).flatMap(([key, value]) => [key, `${key}=${value}`]),
  ),
  ofNodes('tag', 'what has a tag', ({ tags = [] }) => tags),
  {
    name: 'community',
    summary: 'a community, by number or name',
    select: ({ index, communities }, value) => {
      const isMatch = nameMatcher(value)
      const wanted = new Set(
        communities.filter(({ id, name }) => isMatch(String(id)) || isMatch(name)).map(({ id }) => id),
      )
      return where(index, ({ community }) => community !== undefined && wanted.has(community))
    },
    candidates: ({ communities }) => communities.map(({ name }) => name),
  },
  {
    name: 'file',
    summary: 'what a file makes, or the files of a folder',
    select: ({ index }, value) => {
      const isMatch = remembered(pathMatcher(value))
      return where(index, ({ kind, file }) => made.has(kind) && isMatch(file))
    },
    candidates: ({ index }) => new Set(index.nodes.map(({ file }) => file)),
  },
  {
    name: 'changed',
    summary: 'what files make that were changed since a commit, as git#REF',
    select: ({ index, changed }, value) => {
      const files = changed.get(writtenOf(value))
      return where(index, ({ kind, file }) => made.has(kind) && files?.has(file) === true)
    },
  },
]

/** Nodes by name, by name and version, or by id. One name may stand for several things; then agents and workflows are meant. */
export const byName: Method = {
  ...ofNodes('', 'nodes by name', (node) => [...namesOf(node), node.id]),
  select({ index }, value) {
    const isMatch = nameMatcher(value)
    const found = [...where(index, (node) => isMatch(node.id) || namesOf(node).some(isMatch))]
    const main = found.filter((node) => ['agent', 'workflow'].includes(index.node(node).kind))
    return literalOf(value) !== undefined && main.length > 0 ? main : found
  },
}

/** A method that reads the words by which a node is known. */
function ofNodes(name: string, summary: string, wordsOf: (node: GraphNode) => readonly string[]): Method {
  return {
    name,
    summary,
    select: ({ index }, value) => {
      const isMatch = nameMatcher(value)
      return where(index, (node) => wordsOf(node).some(isMatch))
    },
    candidates: ({ index }) => new Set(index.nodes.flatMap(wordsOf)),
  }
}

/** A method for what leads to a hub. */
function linkedTo(name: GraphNode['kind'], summary: string, kind: string): Method {
  return {
    name,
    summary,
    *select({ index }, value) {
      const isMatch = nameMatcher(value)
      for (const hub of where(index, (node) => node.kind === name && namesOf(node).some(isMatch)))
        for (const edge of index.incoming.of(hub)) if (index.edge(edge).kind === kind) yield index.source(edge)
    },
    candidates: ({ index }) => index.nodes.filter((node) => node.kind === name).map((node) => node.name),
  }
}

// An id is its kind, a colon, and what tells the node from others of its kind.
function namesOf({ id, kind, name, version }: GraphNode): string[] {
  const rest = id.slice(kind.length + 1)
  return [...new Set([name, ...(version === undefined ? [] : [`${name}@${version}`]), rest])]
}

function* where(index: GraphIndex, isWanted: (node: GraphNode) => boolean): Generator<number> {
  for (const [number, node] of index.nodes.entries()) if (isWanted(node)) yield number
}

function remembered(isMatch: Matcher): Matcher {
  const known = new Map<string, boolean>()
  return (text) => {
    const result = known.get(text) ?? isMatch(text)
    known.set(text, result)
    return result
  }
}
