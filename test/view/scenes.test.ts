import { describe, expect, it } from 'vitest'
import { Sieve } from '../../src/view/model/filters.ts'
import type { Fleet } from '../../src/view/model/fleet.ts'
import { makeScene } from '../../src/view/model/make-scene.ts'
import type { Place, Scene, SceneNode, Stock } from '../../src/view/model/scene.ts'
import { agent, graphOf } from '../graph/graph-of.ts'
import { fleetOf, stockOf, twoTeams } from './fleet-of.ts'

const fleet = await twoTeams()
const crowd = await crowded(600)

const scene = (place: Place, stock: Stock = stockOf(fleet)) => makeScene(stock, place, undefined)

function namesIn({ nodes }: Scene, of: Fleet = fleet): string[] {
  return nodes
    .flatMap(({ subject, form }) => ('node' in subject && form === 'node' ? [of.name(subject.node)] : []))
    .toSorted()
}

/** Agents in one community: all have something in common, and tens something more. */
async function crowded(count: number): Promise<Fleet> {
  const files = Array.from({ length: count }, (_, index) => {
    const depends = index === 0 ? '' : `  dependsOn: [{ agent: a-${index >> 1} }]`
    return [`a-${index}.yaml`, agent(`a-${index}`, `  domains: [all, part-${index % 60}]\n${depends}`)] as const
  })
  const graph = await graphOf(Object.fromEntries(files))
  const one = { id: 0, name: 'all', agents: count }
  const nodes = graph.nodes.map((each) => ({ ...each, community: 0 }))
  return fleetOf({ nodes, edges: graph.edges, pairs: graph.pairs, communities: [one] })
}

describe('the map', () => {
  it('shows communities with their agents in them, and no agent twice', () => {
    const { nodes, edges } = scene({ view: 'map' })
    expect(nodes.filter(({ form }) => form === 'region')).toHaveLength(3)
    const dots = nodes.filter(({ form }) => form === 'dot')
    expect(new Set(dots.map(({ subject }) => JSON.stringify(subject))).size).toBe(10)
    expect(dots).toHaveLength(10)
    expect(edges.map(({ source, target }) => [source, target])).toEqual([[{ community: 0 }, { community: 1 }]])
  })

  it('lets no community touch another, and keeps agents inside of theirs', () => {
    const { nodes } = scene({ view: 'map' })
    const regions = nodes.filter(({ form }) => form === 'region')
    for (const [index, a] of regions.entries())
      for (const b of regions.slice(index + 1)) expect(distance(a, b)).toBeGreaterThan(a.size + b.size)
    const inside = (dot: SceneNode) => regions.filter((region) => distance(dot, region) + dot.size <= region.size)
    for (const dot of nodes.filter(({ form }) => form === 'dot')) expect(inside(dot)).toHaveLength(1)
  })
})

describe('very many communities', () => {
  const count = 2_000
  const nodes = Array.from({ length: 2 * count }, (_, index) => ({
    id: `agent:a-${index}`,
    kind: 'agent' as const,
    name: `a-${index}`,
    file: 'a.yaml',
    pointer: '',
    community: index >> 1,
  }))
  const protocol = { id: 'protocol:rest', kind: 'protocol' as const, name: 'rest', file: 'a.yaml', pointer: '' }
  const evidence = [{ file: 'a.yaml', pointer: '', rule: 'agent-protocol' }]
  const edges = nodes.map(({ id }) => {
    return { source: id, target: protocol.id, kind: 'speaks', origin: 'declared' as const, evidence }
  })
  const communities = Array.from({ length: count }, (_, id) => ({ id, name: `c-${id}`, agents: 2 }))

  it('fit on the map side by side, and are not joined by what is everywhere', () => {
    const many = fleetOf({ nodes: [...nodes, protocol], edges, communities, pairs: [] })
    const shown = scene({ view: 'map' }, stockOf(many, 1.5))
    const regions = shown.nodes.filter(({ form }) => form === 'region')
    expect(regions).toHaveLength(count)
    expect(shown.edges).toEqual([])
    const sorted = regions.toSorted((a, b) => a.x - b.x)
    const touching = sorted.filter((a, index) =>
      sorted.slice(index + 1, index + 200).some((b) => distance(a, b) < a.size + b.size),
    )
    expect(touching).toEqual([])
  })
})

describe('a community', () => {
  it('shows its agents and what at least two of them share', () => {
    const shown = scene({ view: 'community', community: 1 })
    expect(namesIn(shown)).toEqual(['red', 'red-1', 'red-2', 'red-3', 'red-4', 'red-work', 'rest'])
    expect(shown.edges.filter(({ kind }) => kind === 'depends-on')).toHaveLength(3)
    expect(shown.all).toEqual({ nodes: shown.nodes.length, edges: shown.edges.length })
  })

  it('shows derived edges only when they are asked for', () => {
    const stock = { ...stockOf(fleet), sieve: new Sieve(fleet, { nodeKinds: new Set(), edgeKinds: new Set() }) }
    const { edges } = scene({ view: 'community', community: 1 }, stock)
    expect(edges.filter(({ kind }) => kind === 'shares-domain')).toHaveLength(6)
    expect(scene({ view: 'community', community: 1 }).edges.some(({ origin }) => origin === 'derived')).toBe(false)
  })

  it('shows the most telling part of a large one, and more on demand', () => {
    const stock = stockOf(crowd)
    const some = scene({ view: 'community', community: 0 }, stock)
    expect(some.nodes).toHaveLength(150)
    expect(some.edges.length).toBeLessThanOrEqual(300)
    expect(some.all.nodes).toBe(661)
    const joined = new Set(some.edges.flatMap(({ source, target }) => [JSON.stringify(source), JSON.stringify(target)]))
    const alone = some.nodes.filter(({ subject }) => !joined.has(JSON.stringify(subject)))
    expect(alone.length).toBeLessThan(8)
    const all = scene({ view: 'community', community: 0 }, { ...stock, plenty: 16 })
    expect(all.nodes).toHaveLength(661)
    expect(all.edges).toHaveLength(all.all.edges)
  })

  it('always shows what is selected', () => {
    const wanted = crowd.find('agent:a-599@1.0.0')!
    const { nodes } = makeScene(stockOf(crowd), { view: 'community', community: 0 }, wanted)
    expect(nodes.some(({ subject }) => 'node' in subject && subject.node === wanted)).toBe(true)
  })
})

describe('a neighbourhood', () => {
  it('has the node in the middle and all that is joined to it around', () => {
    const node = fleet.find('agent:red-2@1.0.0')!
    const shown = scene({ view: 'around', node })
    expect(namesIn(shown)).toEqual(['red', 'red-1', 'red-2', 'red-3', 'red-work', 'rest'])
    expect(shown.nodes[0]).toMatchObject({ subject: { node }, x: 0, y: 0 })
    expect(shown.edges).toHaveLength(5)
  })

  it('of what all lead to is cut', () => {
    const shown = scene({ view: 'around', node: crowd.find('domain:all')! }, stockOf(crowd))
    expect(shown.nodes).toHaveLength(61)
    expect(shown.all).toEqual({ nodes: 601, edges: 600 })
  })
})

describe('every picture', () => {
  const places: Place[] = [
    { view: 'map' },
    { view: 'community', community: 0 },
    { view: 'around', node: fleet.find('protocol:rest')! },
    { view: 'path', from: fleet.find('agent:red-1@1.0.0')!, to: fleet.find('agent:blue-3@1.0.0')! },
    { view: 'path', from: fleet.find('agent:red-1@1.0.0')!, to: fleet.find('agent:hermit@1.0.0')! },
  ]

  it.each(places)('is always the same, and every place in it a number: $view', (place) => {
    const shown = scene(place)
    expect(scene(place)).toEqual(shown)
    for (const { x, y, size } of shown.nodes) expect([x, y, size].every(Number.isFinite)).toBe(true)
  })
})

function distance(a: SceneNode, b: SceneNode): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
