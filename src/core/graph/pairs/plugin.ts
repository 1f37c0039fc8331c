import { pathToFileURL } from 'node:url'
import { OssaError } from '#core/diagnostics'
import { hashText, isObject } from '#core/json'
import { type FileTree, resolveFrom } from '#core/source'
import { configurationFile } from '#core/workspace'
import type { GraphIndex } from '../graph-index.ts'
import type { PairDerivation, PairGroup } from './pair-derivation.ts'

const kindPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export interface PluginRequest {
  readonly root: string
  readonly tree: FileTree
  /** As they are written in the configuration. */
  readonly paths: readonly string[]
  /** Kinds of edges that there are without them. */
  readonly taken: readonly string[]
}

/**
 * Loads derivations that a workspace brings along. This runs its code. Throws OssaError `graph/plugin` for one that cannot be loaded
 * or has another shape.
 */
export async function loadPlugins({ root, tree, paths, taken }: PluginRequest): Promise<PairDerivation[]> {
  const loaded: PairDerivation[] = []
  for (const path of paths) {
    const plugin = await loadPlugin(path, { root, tree })
    const isTaken = [...taken, ...loaded.map(({ kind }) => kind)].includes(plugin.kind)
    if (isTaken) throw faulty(path, `there are edges of the kind ${plugin.kind} without it`)
    loaded.push(plugin)
  }
  return loaded
}

async function loadPlugin(path: string, { root, tree }: Pick<PluginRequest, 'root' | 'tree'>): Promise<PairDerivation> {
  const file = resolveFrom(configurationFile, path)
  if (file === undefined) throw faulty(path, 'it leads out of the workspace')
  // What a link leads to outside of the workspace cannot be read either.
  const version = hashText(tree.read(file))
  const module = await importAnew(`${root}/${file}`, version).catch((cause: unknown) => {
    throw faulty(path, `it cannot be loaded: ${messageOf(cause)}`, cause)
  })
  return checkedPlugin(path, module.default)
}

// Node remembers modules by their address, and a file may be edited while it is watched.
function importAnew(file: string, version: string): Promise<{ default?: unknown }> {
  return import(`${pathToFileURL(file).href}?version=${version}`) as Promise<{ default?: unknown }>
}

function checkedPlugin(path: string, plugin: unknown): PairDerivation {
  if (!isObject(plugin)) throw faulty(path, 'its default export is no object')
  const { kind, summary = '', dependent = 'neither', groups } = plugin
  if (typeof kind !== 'string' || !kindPattern.test(kind)) throw faulty(path, '`kind` must be a name such as same-team')
  if (typeof summary !== 'string') throw faulty(path, '`summary` must be a text')
  if (dependent !== 'neither' && dependent !== 'source' && dependent !== 'target')
    throw faulty(path, '`dependent` must be source, target or neither')
  if (typeof groups !== 'function') throw faulty(path, '`groups` must be a function')
  const work = (facts: GraphIndex): unknown => Reflect.apply(groups, plugin, [facts])
  return { rule: kind, kind, summary, dependent, groups: (facts) => checkedGroups({ path, dependent, facts }, work) }
}

interface Context {
  readonly path: string
  readonly dependent: PairDerivation['dependent']
  readonly facts: GraphIndex
}

function* checkedGroups(context: Context, work: (facts: GraphIndex) => unknown): Generator<PairGroup> {
  const { path, facts } = context
  let groups: unknown[]
  try {
    groups = [...(work(facts) as Iterable<unknown>)]
  } catch (cause) {
    throw faulty(path, `it failed: ${messageOf(cause)}`, cause)
  }
  for (const [place, group] of groups.entries()) {
    if (!isObject(group)) throw faulty(path, `group ${place} is no object`)
    yield checkedGroup({ ...context, place }, group)
  }
}

function checkedGroup(
  context: Context & { readonly place: number },
  group: Readonly<Record<string, unknown>>,
): PairGroup {
  const { path, facts, dependent, place } = context
  const { weight = 1 } = group
  const from = agentsIn(context, 'from', group['from'])
  // Where edges have no direction, there is one list of agents.
  const to = dependent === 'neither' ? from : agentsIn(context, 'to', group['to'])
  if (typeof weight !== 'number' || !(weight > 0 && weight < Number.POSITIVE_INFINITY))
    throw faulty(path, `\`weight\` of group ${place} is no number above 0`)
  const { through = from[0] ?? to[0] } = group
  if (through !== undefined && !isNode(through, facts)) throw faulty(path, `\`through\` of group ${place} is no node`)
  const said = (agent: number) => [{ evidence: [evidenceOf(agent, facts)] }]
  return { through: through ?? 0, from, to, weight, becauseOfSource: said, becauseOfTarget: said }
}

function agentsIn(
  { path, facts, place }: Context & { readonly place: number },
  name: string,
  given: unknown,
): number[] {
  const agents = Array.isArray(given) ? [...new Set(given)] : undefined
  if (agents === undefined || !agents.every((each) => isNode(each, facts) && facts.node(each).kind === 'agent'))
    throw faulty(
      path,
      `\`${name}\` of group ${place} is no list of agents, as \`facts.nodesOfKind('agent')\` gives them`,
    )
  return (agents as number[]).sort((a, b) => a - b)
}

function isNode(value: unknown, facts: GraphIndex): value is number {
  return Number.isInteger(value) && facts.nodes[value as number] !== undefined
}

// A plugin says of which agents it speaks; that is where to look.
function evidenceOf(agent: number, facts: GraphIndex) {
  const { file, document, pointer, line } = facts.node(agent)
  const place = { file, ...(document === undefined ? {} : { document }), pointer }
  return { ...place, ...(line === undefined ? {} : { line }), rule: '' }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

function faulty(path: string, reason: string, cause?: unknown): OssaError {
  return new OssaError('graph/plugin', `The plugin ${path} of ${configurationFile} cannot be used: ${reason}.`, {
    hint: 'See docs/graph-plugins.md for what a plugin exports.',
    ...(cause === undefined ? {} : { cause }),
  })
}
