import type { ViewData } from '../core/graph/view/view-data.ts'
import { addressOf, readAddress } from './model/address.ts'
import { Fleet } from './model/fleet.ts'
import { linksOf } from './model/links.ts'
import { initialState, Store } from './model/state.ts'
import { visible } from './model/text.ts'
import { App } from './ui/app.ts'
import { keepCrumbs } from './ui/crumbs.ts'
import { keepDetails } from './ui/details.ts'
import { byId, h } from './ui/dom.ts'
import { filterPanel } from './ui/filter-panel.ts'
import { GraphView } from './ui/graph-view.ts'
import { fillHeader } from './ui/header.ts'
import { pathPanel } from './ui/path-panel.ts'
import { keepTables } from './ui/tables.ts'

// The page is painted before it is filled.
requestAnimationFrame(() => setTimeout(() => void start()))

async function start(): Promise<void> {
  const app = openApp()
  const { fleet, store } = app
  keepMode(app)
  const view = new GraphView(app)
  keepAddress(app)
  fillHeader(app, () => view.recolour())
  byId('panel').append(pathPanel(app), filterPanel(app))
  keepCrumbs(app, byId('crumbs'))
  keepDetails(app, byId('details'))
  keepTables(app, byId('tables'))
  keepSkipLinks()
  if (fleet.nodeCount === 0) notice('There are no agents and no workflows here.')
  else await draw(app, view)
  document.body.dataset['ready'] = store.state.mode
}

// A fragment of the address says what is shown, not where the focus is.
function keepSkipLinks(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.skip'))
    link.addEventListener('click', (event) => {
      event.preventDefault()
      byId(link.hash.slice(1)).focus()
    })
}

function openApp(): App {
  const data = JSON.parse(byId('graph-data').textContent ?? '') as ViewData
  const fleet = new Fleet(data)
  const store = new Store({ ...initialState(fleet), ...readAddress(fleet, location.hash) })
  document.title = visible(data.title)
  const title = document.querySelector('h1')
  if (title !== null) title.textContent = visible(data.title)
  return new App({ fleet, links: linksOf(fleet), store, announcer: byId('announcer') })
}

// The address follows the state, and the state follows the address where somebody goes back or forward.
function keepAddress({ fleet, store }: App): void {
  const shown = () => `#${addressOf(fleet, store.state)}`
  store.subscribe((state, previous) => {
    if (shown() === (location.hash || '#')) return
    // Only a change of place is a step to go back to.
    if (state.place === previous.place && state.mode === previous.mode) history.replaceState(null, '', shown())
    else location.hash = shown()
  })
  addEventListener('hashchange', () => {
    if (shown() !== (location.hash || '#')) store.set(readAddress(fleet, location.hash))
  })
}

function keepMode({ store }: App): void {
  const update = () => {
    byId('graph').hidden = store.state.mode === 'tables'
    byId('tables').hidden = store.state.mode === 'graph'
  }
  store.subscribe(update)
  update()
}

// Graphics may be missing, or fail. All else works without them.
async function draw(app: App, view: GraphView): Promise<void> {
  try {
    const { Stage } = await import('./canvas/stage.ts')
    view.start(new Stage(byId('stage'), { fleet: app.fleet, ...view.callbacks }))
  } catch (error) {
    app.store.set({ mode: 'tables', canDraw: false })
    const reason = error instanceof Error ? error.message : String(error)
    notice(
      `The graph cannot be drawn: this browser offers no WebGL (${visible(reason)}). The tables hold all that is in it.`,
    )
  }
}

function notice(text: string): void {
  const element = byId('notice')
  element.hidden = false
  element.replaceChildren(h('p', {}, text))
  byId('announcer').textContent = text
}
