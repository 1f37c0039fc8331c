import { type Filters, initialFilters } from './filters.ts'
import type { Fleet } from './fleet.ts'
import { isSamePlace, type Place, type Subject } from './scene.ts'

/** What the page shows. */
export interface State {
  readonly mode: 'graph' | 'tables'
  /** False where the browser cannot draw. */
  readonly canDraw: boolean
  readonly place: Place
  readonly selected: Subject | undefined
  readonly filters: Filters
  /** How many times the usual amount is drawn. */
  readonly plenty: number
}

export function initialState(fleet: Fleet): State {
  return {
    mode: 'graph',
    canDraw: true,
    place: { view: 'map' },
    selected: undefined,
    filters: initialFilters(fleet),
    plenty: 1,
  }
}

type Listener = (state: State, previous: State) => void

/** Holds the state, and tells of every change. */
export class Store {
  #state: State
  readonly #listeners: Listener[] = []

  constructor(state: State) {
    this.#state = state
  }

  get state(): State {
    return this.#state
  }

  /** Another place begins with the usual amount. */
  set(change: Partial<State>): void {
    const previous = this.#state
    const isElsewhere = change.place !== undefined && !isSamePlace(change.place, previous.place)
    this.#state = { ...previous, ...(isElsewhere ? { plenty: 1 } : {}), ...change }
    for (const listener of this.#listeners) listener(this.#state, previous)
  }

  subscribe(listener: Listener): void {
    this.#listeners.push(listener)
  }
}

/** The place that is one step back towards the map. */
export function placeAbove(fleet: Fleet, place: Place): Place {
  if (place.view !== 'around') return { view: 'map' }
  const community = fleet.communityOf(place.node)
  return community === undefined ? { view: 'map' } : { view: 'community', community }
}

/** The place where a node is seen among its like. */
export function placeOf(fleet: Fleet, node: number): Place {
  const community = fleet.communityOf(node)
  return community === undefined ? { view: 'around', node } : { view: 'community', community }
}
