import type { State } from '../model/state.ts'
import type { App } from './app.ts'
import { communityDetails } from './community-details.ts'
import { nodeDetails } from './node-details.ts'
import { overview } from './overview.ts'
import { pathDetails } from './path-details.ts'

/** Keeps the details of what is selected, or of the place, up to date. */
export function keepDetails(app: App, container: HTMLElement): void {
  const update = () => {
    container.replaceChildren(...contentOf(app))
    container.scrollTop = 0
  }
  app.store.subscribe((state, previous) => {
    const isOther = ['selected', 'place', 'filters'].some((key) => isChanged(state, previous, key as keyof State))
    if (isOther) update()
  })
  update()
}

function isChanged(state: State, previous: State, key: keyof State): boolean {
  return state[key] !== previous[key]
}

function contentOf(app: App): HTMLElement[] {
  const { selected, place } = app.store.state
  const path = place.view === 'path' ? [pathDetails(app, place)] : []
  if (selected !== undefined)
    return [
      ...('node' in selected ? nodeDetails(app, selected.node) : communityDetails(app, selected.community)),
      ...path,
    ]
  if (path.length > 0) return path
  if (place.view === 'community') return communityDetails(app, place.community)
  if (place.view === 'around') return nodeDetails(app, place.node)
  return [overview(app)]
}
