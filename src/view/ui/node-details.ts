import { Sieve } from '../model/filters.ts'
import type { Fleet } from '../model/fleet.ts'
import { counted, visible, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { kindMark, originMark } from './icons.ts'
import { evidenceOf, facts, growingList, placeText, subjectButton } from './lists.ts'

interface Neighbourhood {
  readonly kind: string
  readonly origin: string
  readonly isOutgoing: boolean
  readonly edges: number[]
}

/** What a node is, where it is declared, and what it leads to and what leads to it, each with the evidence. */
export function nodeDetails(app: App, node: number): HTMLElement[] {
  const { fleet, store } = app
  const sieve = new Sieve(fleet, store.state.filters)
  const edges = [...fleet.edgesOf(node)]
  const shown = edges.filter((edge) => sieve.hasEdge(edge))
  const hidden = edges.length - shown.length
  return [
    head(app, node),
    h(
      'div',
      { class: 'card' },
      h('h3', {}, counted(shown.length, 'edge')),
      ...neighbourhoods(fleet, node, shown).map((group) => groupOf(app, node, group)),
      hidden > 0 && h('p', { class: 'hint' }, `${counted(hidden, 'edge')} of kinds that are not shown.`),
    ),
  ]
}

function head(app: App, node: number): HTMLElement {
  const { fleet } = app
  const { type, version, file, line } = fleet.facts(node)
  const community = fleet.communityOf(node)
  const kind = fleet.kind(node)
  return h(
    'div',
    { class: 'card' },
    h('p', { class: 'kind' }, kindMark(kind), wordsOf(kind)),
    h('h2', {}, h('bdi', {}, app.nameOf({ node }))),
    facts([
      ['Type', type],
      ['Version', visible(version)],
      ['Community', community === undefined ? undefined : subjectButton(app, { community })],
      ['Found at', h('code', { class: 'place' }, h('bdi', {}, placeText(file, line)))],
      ['Id', h('code', {}, h('bdi', {}, visible(fleet.id(node))))],
    ]),
    actions(app, node),
  )
}

function actions(app: App, node: number): HTMLElement {
  const { mode, place } = app.store.state
  const action = (label: string, act: () => void) => h('button', { type: 'button', click: act }, label)
  const isAround = place.view === 'around' && place.node === node
  const other = otherEnd(app, node)
  return h(
    'p',
    { class: 'actions' },
    mode === 'tables' && action('Show in the graph', () => app.showInGraph({ node })),
    !isAround && action('Neighbourhood', () => app.go({ view: 'around', node }, { node })),
    action('Path from here', () => app.startPath(node)),
    other !== undefined && action('Path to here', () => app.go({ view: 'path', from: other, to: node }, { node })),
  )
}

// What a path could come from: what it came from last, or what is in the middle.
function otherEnd({ store }: App, node: number): number | undefined {
  const { place } = store.state
  const end = place.view === 'path' ? place.from : place.view === 'around' ? place.node : undefined
  return end === node ? undefined : end
}

function neighbourhoods(fleet: Fleet, node: number, edges: readonly number[]): Neighbourhood[] {
  const groups = new Map<string, Neighbourhood>()
  for (const edge of edges) {
    const group = { kind: fleet.edgeKind(edge), origin: fleet.origin(edge), isOutgoing: fleet.source(edge) === node }
    const key = Object.values(group).join(' ')
    const known = groups.get(key) ?? { ...group, edges: [] }
    known.edges.push(edge)
    groups.set(key, known)
  }
  return [...groups.values()].sort((a, b) => Number(b.isOutgoing) - Number(a.isOutgoing) || (a.kind < b.kind ? -1 : 1))
}

function groupOf(app: App, node: number, { kind, origin, isOutgoing, edges }: Neighbourhood): HTMLElement {
  const { fleet } = app
  const title = isOutgoing ? `${wordsOf(kind)} →` : `← ${wordsOf(kind)}`
  const words = isOutgoing ? `${wordsOf(kind)}, ${origin}, from here` : `${wordsOf(kind)}, ${origin}, to here`
  const nearest = edges.toSorted((a, b) => fleet.weight(b) - fleet.weight(a) || a - b)
  return h(
    'section',
    { class: 'group', 'aria-label': words },
    h('h4', {}, originMark(origin), title, h('small', {}, `${origin}, ${edges.length.toLocaleString('en')}`)),
    growingList(nearest, (edge) =>
      h(
        'li',
        { class: 'said' },
        subjectButton(app, { node: fleet.otherEnd(edge, node) }),
        evidenceOf(fleet.evidence(edge)),
      ),
    ),
  )
}
