import type { Fleet } from '../model/fleet.ts'
import type { Link } from '../model/links.ts'
import type { Place, Subject } from '../model/scene.ts'
import { placeOf, type Store } from '../model/state.ts'
import { visible } from '../model/text.ts'

/** What the parts of the page share. */
export class App {
  readonly fleet: Fleet
  readonly links: readonly Link[]
  readonly store: Store
  readonly #announcer: HTMLElement
  readonly #pathListeners: ((from: number) => void)[] = []

  constructor(parts: { fleet: Fleet; links: readonly Link[]; store: Store; announcer: HTMLElement }) {
    this.fleet = parts.fleet
    this.links = parts.links
    this.store = parts.store
    this.#announcer = parts.announcer
  }

  nameOf(subject: Subject): string {
    if ('node' in subject) return visible(this.fleet.name(subject.node)) || '(no name)'
    return visible(this.fleet.communities[subject.community]?.name ?? '')
  }

  select(subject: Subject | undefined): void {
    this.store.set({ selected: subject })
  }

  go(place: Place, selected?: Subject): void {
    this.store.set({ place, selected })
  }

  /** Shows something wherever it is seen best, from anywhere. Tables stay as they are. */
  reveal(subject: Subject): void {
    if (this.store.state.mode === 'tables') this.select(subject)
    else if ('community' in subject) this.go({ view: 'map' }, subject)
    else this.go(placeOf(this.fleet, subject.node), subject)
  }

  showInGraph(subject: Subject): void {
    this.store.set({ mode: 'graph' })
    this.reveal(subject)
  }

  /** Begins to look for a path. */
  startPath(from: number): void {
    for (const listener of this.#pathListeners) listener(from)
  }

  onPathStart(listener: (from: number) => void): void {
    this.#pathListeners.push(listener)
  }

  /** Says something to those who do not see it. */
  announce(text: string): void {
    this.#announcer.textContent = text
  }
}
