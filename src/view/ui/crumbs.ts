import type { Place } from '../model/scene.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { icon } from './icons.ts'

/** Says where one is, and leads back. */
export function keepCrumbs(app: App, container: HTMLElement): void {
  const update = () => {
    const trail = trailOf(app, app.store.state.place)
    const above = trail.at(-2)
    const back = h('button', { type: 'button', class: 'quiet', 'aria-label': 'Back' }, icon('back'))
    back.addEventListener('click', () => above !== undefined && app.go(above.place))
    const items = trail.map(({ name, place }, index) => {
      if (index === trail.length - 1) return h('li', { 'aria-current': 'page' }, h('bdi', {}, name))
      return h('li', {}, h('button', { type: 'button', class: 'link', click: () => app.go(place) }, h('bdi', {}, name)))
    })
    container.replaceChildren(
      h('nav', { 'aria-label': 'Where you are' }, above !== undefined && back, h('ol', {}, ...items)),
    )
  }
  app.store.subscribe(({ place }, previous) => place !== previous.place && update())
  update()
}

function trailOf(app: App, place: Place): { name: string; place: Place }[] {
  const map = { name: 'All communities', place: { view: 'map' } as const }
  if (place.view === 'map') return [map]
  if (place.view === 'community') return [map, communityCrumb(app, place.community)]
  if (place.view === 'path')
    return [map, { name: `${app.nameOf({ node: place.from })} to ${app.nameOf({ node: place.to })}`, place }]
  const community = app.fleet.communityOf(place.node)
  const own = { name: `Around ${app.nameOf({ node: place.node })}`, place }
  return community === undefined ? [map, own] : [map, communityCrumb(app, community), own]
}

function communityCrumb(app: App, community: number): { name: string; place: Place } {
  return { name: app.nameOf({ community }), place: { view: 'community', community } }
}
