import type { Stage } from '../canvas/stage.ts'
import { nextInDirection } from '../model/direction.ts'
import { Sieve } from '../model/filters.ts'
import { makeScene } from '../model/make-scene.ts'
import type { Scene, Subject } from '../model/scene.ts'
import { placeAbove, type State } from '../model/state.ts'
import { counted, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import { icon } from './icons.ts'

const morePlenty = 4
const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** Draws what the state says, and turns what is done on the canvas into changes of the state. */
export class GraphView {
  readonly #app: App
  readonly #element = byId('stage')
  readonly #overlay = byId('overlay')
  readonly #notice = byId('notice')
  readonly #amount = byId('amount')
  #stage: Stage | undefined
  #scene: Scene | undefined

  constructor(app: App) {
    this.#app = app
    this.#element.addEventListener('keydown', (event) => this.#press(event))
    app.store.subscribe((state, previous) => this.#update(state, previous))
  }

  /** Begins to draw, on what is given. */
  start(stage: Stage): void {
    this.#stage = stage
    this.#rebuild()
  }

  get callbacks() {
    return {
      onPick: (subject: Subject | undefined) => this.#app.select(subject),
      onOpen: (subject: Subject) => this.open(subject),
    }
  }

  /** Goes into a community, or to what is around a node. */
  open(subject: Subject): void {
    if ('community' in subject) this.#app.go({ view: 'community', community: subject.community })
    else this.#app.go({ view: 'around', node: subject.node }, subject)
  }

  recolour(): void {
    this.#stage?.recolour()
  }

  #update(state: State, previous: State): void {
    this.#amount.hidden = state.mode === 'tables'
    if (this.#stage === undefined || state.mode === 'tables') return
    const isOther =
      state.place !== previous.place ||
      state.filters !== previous.filters ||
      state.plenty !== previous.plenty ||
      state.mode !== previous.mode
    const { selected } = state
    if (isOther || (selected !== undefined && !this.#stage.has(selected))) this.#rebuild()
    else if (selected !== previous.selected) this.#stage.choose(selected)
    if (selected !== undefined && selected !== previous.selected) {
      this.#stage.center(selected)
      this.#app.announce(this.#describe(selected))
    }
  }

  #rebuild(): void {
    const { fleet, links, store } = this.#app
    const { filters, plenty, place, selected } = store.state
    const { clientWidth, clientHeight } = this.#element
    const aspect = clientHeight === 0 ? 1 : clientWidth / clientHeight
    const stock = { fleet, links, sieve: new Sieve(fleet, filters), aspect, plenty }
    const node = selected !== undefined && 'node' in selected ? selected.node : undefined
    const scene = makeScene(stock, place, node)
    this.#scene = scene
    this.#stage?.show(scene)
    this.#stage?.choose(selected)
    this.#drawOverlay(scene)
    const isEmpty = scene.nodes.length === 0
    this.#notice.hidden = !isEmpty
    this.#notice.replaceChildren(h('p', {}, isEmpty ? 'Nothing that is shown is here. Show more kinds of nodes.' : ''))
  }

  #drawOverlay(scene: Scene): void {
    const action = (name: Parameters<typeof icon>[0], label: string, act: () => void) =>
      h('button', { type: 'button', 'aria-label': label, title: label, click: act }, icon(name))
    const amount = amountOf(scene)
    const isCut = scene.nodes.length < scene.all.nodes || scene.edges.length < scene.all.edges
    const more = h('button', { type: 'button', class: 'quiet' }, 'Show more')
    more.addEventListener('click', () => this.#app.store.set({ plenty: this.#app.store.state.plenty * morePlenty }))
    this.#amount.replaceChildren(amount, ...(isCut ? [more] : []))
    this.#overlay.replaceChildren(
      h(
        'div',
        { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
        action('plus', 'Zoom in', () => this.#stage?.zoom(1.6)),
        action('minus', 'Zoom out', () => this.#stage?.zoom(1 / 1.6)),
        action('fit', 'Show all', () => this.#stage?.fit()),
      ),
    )
    this.#app.announce(`${amount}.`)
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = this.#actionFor(event.key)
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  #actionFor(key: string): (() => void) | undefined {
    const { store, fleet } = this.#app
    const { selected, place } = store.state
    const direction = directions[key]
    if (direction !== undefined) return () => this.#move(direction)
    if (key === 'Enter' && selected !== undefined) return () => this.open(selected)
    if (key === '+' || key === '=') return () => this.#stage?.zoom(1.6)
    if (key === '-') return () => this.#stage?.zoom(1 / 1.6)
    if (key === '0') return () => this.#stage?.fit()
    if (key !== 'Escape') return undefined
    if (selected !== undefined) return () => this.#app.select(undefined)
    return place.view === 'map' ? undefined : () => this.#app.go(placeAbove(fleet, place))
  }

  #move(direction: readonly [number, number]): void {
    const next = nextInDirection(this.#scene?.nodes ?? [], this.#app.store.state.selected, direction)
    if (next !== undefined) this.#app.select(next)
  }

  #describe(subject: Subject): string {
    const { fleet } = this.#app
    const name = this.#app.nameOf(subject)
    if ('node' in subject)
      return `${name}, ${wordsOf(fleet.kind(subject.node))}, ${counted(fleet.degree(subject.node), 'edge')}.`
    return `${name}, community, ${counted(fleet.communities[subject.community]?.agents.length ?? 0, 'agent')}.`
  }
}

function amountOf({ place, nodes, edges, all }: Scene): string {
  const of = (shown: number, total: number, noun: string) =>
    shown < total ? `${shown.toLocaleString('en')} of ${counted(total, noun)}` : counted(total, noun)
  if (place.view !== 'map') return `${of(nodes.length, all.nodes, 'node')}, ${of(edges.length, all.edges, 'edge')}`
  const regions = nodes.filter(({ form }) => form === 'region').length
  return `${counted(regions, 'community', 'communities')}, ${of(edges.length, all.edges, 'link')}`
}
