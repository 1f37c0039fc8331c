import type { Fleet } from './fleet.ts'
import type { Place, Subject } from './scene.ts'
import type { State } from './state.ts'

type Addressed = Pick<State, 'mode' | 'place' | 'selected'>

/** What is shown, as the fragment of an address: it can be bookmarked, and the browser's way back works. */
export function addressOf(fleet: Fleet, { mode, place, selected }: Addressed): string {
  const words = new URLSearchParams()
  if (mode === 'tables') words.set('tables', '')
  if (place.view === 'community') words.set('community', String(place.community))
  if (place.view === 'around') words.set('around', fleet.id(place.node))
  if (place.view === 'path') {
    words.set('from', fleet.id(place.from))
    words.set('to', fleet.id(place.to))
  }
  if (selected !== undefined)
    words.set('selected', 'node' in selected ? fleet.id(selected.node) : `community ${selected.community}`)
  return words.toString()
}

/** What an address shows. What is not in this graph is left out. */
export function readAddress(fleet: Fleet, fragment: string): Addressed {
  const words = new URLSearchParams(fragment.replace(/^#/, ''))
  const node = (name: string) => fleet.find(words.get(name) ?? '')
  const selected = node('selected') ?? communityIn(fleet, words.get('selected')?.match(/^community (\d+)$/)?.[1])
  return {
    mode: words.has('tables') ? 'tables' : 'graph',
    place: placeIn(fleet, words.get('community') ?? undefined, node),
    selected: typeof selected === 'number' ? { node: selected } : selected,
  }
}

function placeIn(fleet: Fleet, named: string | undefined, node: (name: string) => number | undefined): Place {
  const community = communityIn(fleet, named)
  if (community !== undefined) return { view: 'community', ...community }
  const around = node('around')
  if (around !== undefined) return { view: 'around', node: around }
  const [from, to] = [node('from'), node('to')]
  return from === undefined || to === undefined ? { view: 'map' } : { view: 'path', from, to }
}

function communityIn(fleet: Fleet, index: string | undefined): (Subject & { community: number }) | undefined {
  const community = Number(index ?? Number.NaN)
  return fleet.communities[community] === undefined ? undefined : { community }
}
