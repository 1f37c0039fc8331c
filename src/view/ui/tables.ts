import type { Community } from '../model/communities.ts'
import { Sieve } from '../model/filters.ts'
import type { Fleet } from '../model/fleet.ts'
import { counted, visible, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { DataTable, type TableSource } from './data-table.ts'
import { h } from './dom.ts'
import { placeText, subjectButton } from './lists.ts'

const kinds = ['Communities', 'Nodes', 'Edges'] as const

type Kind = (typeof kinds)[number]

/** All that is in the graph as tables. They follow the filters, and a community that is open. */
export function keepTables(app: App, container: HTMLElement): void {
  let shown: Kind = app.store.state.place.view === 'community' ? 'Nodes' : 'Communities'
  let query = ''
  const body = h('div')
  const chooser = h('div', { class: 'switch', role: 'group', 'aria-label': 'Table of' })
  const filter = h('input', { id: 'table-filter', type: 'search', placeholder: 'Part of a name' })
  const buttons = kinds.map((kind) => h('button', { type: 'button', click: () => choose(kind) }, kind))
  chooser.append(...buttons)
  const label = h('label', { for: 'table-filter' }, 'Filter rows')
  container.replaceChildren(
    h('h2', { class: 'unseen' }, 'Tables'),
    h('div', { class: 'tools' }, chooser, label, filter),
    body,
  )
  const draw = () => {
    for (const [index, button] of buttons.entries()) button.setAttribute('aria-pressed', String(kinds[index] === shown))
    body.replaceChildren(tableOf(app, shown, query))
    app.announce(`${body.querySelector('caption')?.textContent}.`)
  }
  const choose = (kind: Kind) => {
    shown = kind
    draw()
  }
  filter.addEventListener('input', () => {
    query = filter.value.trim().toLowerCase()
    draw()
  })
  app.store.subscribe((state, previous) => {
    const isOther = state.mode !== previous.mode || state.place !== previous.place || state.filters !== previous.filters
    if (state.mode !== 'tables' || !isOther) return
    if (state.place !== previous.place && state.place.view === 'community') shown = 'Nodes'
    draw()
  })
  if (app.store.state.mode === 'tables') draw()
}

function tableOf(app: App, kind: Kind, query: string): HTMLElement {
  const { fleet, store } = app
  const { place, filters } = store.state
  const sieve = new Sieve(fleet, filters)
  const community = place.view === 'community' ? place.community : undefined
  const isIn = (node: number) => community === undefined || fleet.communityOf(node) === community
  const matches = (node: number) => query === '' || fleet.name(node).toLowerCase().includes(query)
  const where = community === undefined ? '' : ` of the community ${app.nameOf({ community })}`
  if (kind === 'Communities') return new DataTable(app, communityTable(app, query)).element
  if (kind === 'Nodes') {
    const nodes = numbers(fleet.nodeCount).filter((node) => sieve.hasNode(node) && isIn(node) && matches(node))
    return new DataTable(app, { ...nodeTable(app, nodes), caption: `${counted(nodes.length, 'node')}${where}` }).element
  }
  const edges = numbers(fleet.edgeCount).filter((edge) => {
    const [source, target] = [fleet.source(edge), fleet.target(edge)]
    return sieve.hasEdge(edge) && (isIn(source) || isIn(target)) && (matches(source) || matches(target))
  })
  return new DataTable(app, { ...edgeTable(app, edges), caption: `${counted(edges.length, 'edge')}${where}` }).element
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function communityTable(app: App, query: string): TableSource<Community> {
  const rows = app.fleet.communities.filter(({ name }) => name.toLowerCase().includes(query))
  const linked = (index: number) => app.links.filter(({ a, b }) => a === index || b === index).length
  return {
    caption: counted(rows.length, 'community', 'communities'),
    rows,
    columns: [
      { title: 'Community', cell: ({ index }) => subjectButton(app, { community: index }), key: ({ name }) => name },
      number('Agents', ({ agents }) => agents.length),
      number('Nodes', ({ members }) => members.length),
      number('Linked communities', ({ index }) => linked(index)),
    ],
  }
}

function nodeTable(app: App, rows: readonly number[]): Omit<TableSource<number>, 'caption'> {
  const { fleet } = app
  const communityName = (node: number) => {
    const community = fleet.communityOf(node)
    return community === undefined ? '' : app.nameOf({ community })
  }
  return {
    rows,
    columns: [
      { title: 'Name', cell: (node) => subjectButton(app, { node }), key: (node) => fleet.name(node) },
      text('Kind', (node) => wordsOf(fleet.kind(node))),
      text('Type', (node) => fleet.facts(node).type),
      text('Version', (node) => visible(fleet.facts(node).version)),
      text('Community', communityName),
      number('Edges', (node) => fleet.degree(node)),
      text('Found at', (node) => placeText(fleet.facts(node).file, fleet.facts(node).line)),
    ],
  }
}

function edgeTable(app: App, rows: readonly number[]): Omit<TableSource<number>, 'caption'> {
  const { fleet } = app
  return {
    rows,
    columns: [
      {
        title: 'From',
        cell: (edge) => subjectButton(app, { node: fleet.source(edge) }),
        key: (edge) => fleet.name(fleet.source(edge)),
      },
      text('Kind', (edge) => wordsOf(fleet.edgeKind(edge))),
      {
        title: 'To',
        cell: (edge) => subjectButton(app, { node: fleet.target(edge) }),
        key: (edge) => fleet.name(fleet.target(edge)),
      },
      text('Origin', (edge) => fleet.origin(edge)),
      text('Said at', (edge) => evidenceText(fleet, edge)),
    ],
  }
}

function evidenceText(fleet: Fleet, edge: number): string {
  const [first, ...others] = fleet.evidence(edge)
  if (first === undefined) return ''
  return `${placeText(first.file, first.line)}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

function text<T>(title: string, read: (row: T) => string) {
  return { title, cell: (row: T) => h('bdi', {}, read(row)), key: read }
}

function number<T>(title: string, read: (row: T) => number) {
  return { title, isNumber: true, cell: (row: T) => read(row).toLocaleString('en'), key: read }
}
