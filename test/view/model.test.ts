import { describe, expect, it } from 'vitest'
import { addressOf, readAddress } from '../../src/view/model/address.ts'
import { nextInDirection } from '../../src/view/model/direction.ts'
import { edgeKindKey, initialFilters, Sieve, toggled } from '../../src/view/model/filters.ts'
import type { Fleet } from '../../src/view/model/fleet.ts'
import { linksOf } from '../../src/view/model/links.ts'
import { findPath } from '../../src/view/model/path.ts'
import { search } from '../../src/view/model/search.ts'
import { initialState, placeAbove, Store } from '../../src/view/model/state.ts'
import { shortened, visible } from '../../src/view/model/text.ts'
import { twoTeams } from './fleet-of.ts'

const fleet = await twoTeams()

const node = (name: string) => {
  const found = Array.from({ length: fleet.nodeCount }, (_, index) => index).find((index) => fleet.name(index) === name)
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}

const names = (nodes: readonly number[]) => nodes.map((each) => fleet.name(each))

function pathBetween(from: string, to: string, sieve = new Sieve(fleet, initialFilters(fleet))): string[] | undefined {
  const steps = findPath(fleet, sieve, { from: node(from), to: node(to) })
  return steps && names(steps.map((step) => step.node))
}

describe('the graph in the page', () => {
  it('knows nodes, edges and their evidence', () => {
    const edges = [...fleet.edgesOf(node('red-2'))]
    const depends = edges.find((edge) => fleet.edgeKind(edge) === 'depends-on' && fleet.source(edge) === node('red-2'))!
    expect(fleet.name(fleet.target(depends))).toBe('red-1')
    expect(fleet.evidence(depends)).toEqual([
      { file: 'red-2.yaml', pointer: '/spec/dependsOn/0/agent', line: 9, rule: 'agent-dependency' },
    ])
    expect(fleet.facts(node('red-1'))).toEqual({ type: 'worker', version: '1.0.0', file: 'red-1.yaml', line: 1 })
  })

  it('puts agents that share nothing together, and last', () => {
    expect(fleet.communities.map(({ agents, isRest }) => [names(agents), isRest])).toEqual([
      [['blue-1', 'blue-2', 'blue-3', 'blue-4'], false],
      [['red-1', 'red-2', 'red-3', 'red-4'], false],
      [['hermit', 'recluse'], true],
    ])
  })

  it('sees what joins communities', () => {
    expect(linksOf(fleet)).toEqual([{ a: 0, b: 1, direct: 0, shared: 1, weight: 0.5 }])
  })
})

describe('search', () => {
  const found = (text: string) =>
    search(fleet, text, { limit: 3 }).hits.map((hit) =>
      'node' in hit ? fleet.name(hit.node) : `community ${hit.community}`,
    )

  it('gives whole names, then beginnings, then words, then the rest', () => {
    expect(found('red')).toEqual(['red', 'red-1', 'red-2'])
    expect(found('work')).toEqual(['community 1', 'community 0', 'red-work'])
    expect(found('ermi')).toEqual(['hermit'])
  })

  it('asks for all words, in any order, and does not mind case or accents', () => {
    expect(found('4 BLÜE')).toEqual(['blue-4'])
  })

  it('finds nothing for nothing', () => {
    expect(search(fleet, '  ', { limit: 3 })).toEqual({ hits: [], total: 0 })
  })
})

describe('paths', () => {
  it('prefer edges that say much to what everybody shares', () => {
    expect(pathBetween('red-1', 'red-4')).toEqual(['red-2', 'red-3', 'red-4'])
    expect(pathBetween('red-1', 'red-2')).toEqual(['red-2'])
    expect(pathBetween('red-1', 'blue-1')).toEqual(['rest', 'blue-1'])
  })

  it('go only over what is shown', () => {
    const { edgeKinds } = initialFilters(fleet)
    const hidden = toggled(edgeKinds, [edgeKindKey({ kind: 'speaks', origin: 'declared' })], true)
    expect(
      pathBetween('red-1', 'blue-1', new Sieve(fleet, { nodeKinds: new Set(), edgeKinds: hidden })),
    ).toBeUndefined()
    const onlyHubs = toggled(edgeKinds, [edgeKindKey({ kind: 'depends-on', origin: 'declared' })], true)
    const shared = pathBetween(
      'red-1',
      'red-4',
      new Sieve(fleet, { nodeKinds: new Set(['domain']), edgeKinds: onlyHubs }),
    )
    expect(shared).toEqual(['red-work', 'red-4'])
  })

  it('are empty from a node to itself, and none where nothing leads', () => {
    expect(pathBetween('red-1', 'red-1')).toEqual([])
    expect(pathBetween('red-1', 'hermit')).toBeUndefined()
  })
})

describe('addresses', () => {
  it('lead back to what they were made of', () => {
    const places = [
      { view: 'map' },
      { view: 'community', community: 1 },
      { view: 'around', node: node('red-1') },
      { view: 'path', from: node('red-1'), to: node('blue-2') },
    ] as const
    for (const place of places)
      for (const selected of [undefined, { node: node('red') }, { community: 0 }])
        for (const mode of ['graph', 'tables'] as const) {
          const shown = { mode, place, selected }
          expect(readAddress(fleet, `#${addressOf(fleet, shown)}`)).toEqual(shown)
        }
  })

  it('of things that are not here lead to the map', () => {
    for (const address of [
      '#community=9',
      '#community=x',
      '#around=agent%3Anobody',
      '#from=a&to=b',
      '#selected=%00',
      '#%',
    ])
      expect(readAddress(fleet, address)).toEqual({ mode: 'graph', place: { view: 'map' }, selected: undefined })
  })
})

describe('the state', () => {
  it('begins with the usual amount at another place', () => {
    const store = new Store(initialState(fleet))
    store.set({ plenty: 4 })
    store.set({ place: { view: 'map' } })
    expect(store.state.plenty).toBe(4)
    store.set({ place: { view: 'community', community: 0 } })
    expect(store.state.plenty).toBe(1)
  })

  it('goes back from a node to its community, and from there to the map', () => {
    expect(placeAbove(fleet, { view: 'around', node: node('red-1') })).toEqual({ view: 'community', community: 1 })
    expect(placeAbove(fleet, { view: 'community', community: 1 })).toEqual({ view: 'map' })
  })
})

describe('arrow keys', () => {
  const at = (name: string, x: number, y: number) =>
    ({ subject: { node: node(name) }, x, y, size: 1, form: 'node' }) as const
  const nodes = [at('red-1', 0, 0), at('red-2', 10, 1), at('red-3', 0, 10), at('red-4', -5, -5)]
  const next = (from: string | undefined, direction: readonly [number, number]) => {
    const found = nextInDirection(nodes, from === undefined ? undefined : { node: node(from) }, direction)
    return found !== undefined && 'node' in found ? fleet.name(found.node) : undefined
  }

  it('go to the nearest node on that side, and stay where there is none', () => {
    expect(next(undefined, [1, 0])).toBe('red-1')
    expect(next('red-1', [1, 0])).toBe('red-2')
    expect(next('red-1', [0, 1])).toBe('red-3')
    expect(next('red-2', [1, 0])).toBeUndefined()
  })
})

describe('text', () => {
  it('hides nothing and ends', () => {
    expect(visible('a\u202eb\u0000c\ud800d\u200be')).toBe('a\\u{202e}b\\u{0}c\\u{d800}d\\u{200b}e')
    expect(visible('x'.repeat(9_000)).length).toBe(2_001)
    expect(shortened('a-very-long-name-indeed', 12)).toBe('a-very-l…eed')
  })
})

const derived = (other: Fleet) => other.edgeKinds.filter(({ origin }) => origin === 'derived').map(({ kind }) => kind)

describe('filters', () => {
  it('begin without what is derived', () => {
    expect(derived(fleet)).toEqual(['shares-capability', 'shares-domain', 'shares-protocol'])
    expect(new Sieve(fleet, initialFilters(fleet)).derivedKinds).toEqual([])
  })
})
