import { counted } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { growingList, subjectButton } from './lists.ts'

/** What a community is about, who is in it, and with which others it has to do. */
export function communityDetails(app: App, index: number): HTMLElement[] {
  const { fleet, links, store } = app
  const community = fleet.communities[index]
  if (community === undefined) return []
  const { agents, members, isRest } = community
  const place = store.state.place
  const isOpen = place.view === 'community' && place.community === index
  const own = links.filter(({ a, b }) => a === index || b === index)
  const open = h('button', { type: 'button', class: 'primary' }, 'Open')
  open.addEventListener('click', () => app.go({ view: 'community', community: index }))
  const joined = agents.toSorted((a, b) => fleet.degree(b) - fleet.degree(a) || a - b)
  return [
    h(
      'div',
      { class: 'card' },
      h('p', { class: 'kind' }, h('span', { class: 'mark bubble' }), 'community'),
      h('h2', {}, h('bdi', {}, app.nameOf({ community: index }))),
      h('p', {}, `${counted(agents.length, 'agent')}, ${counted(members.length, 'node')} in all.`),
      isRest &&
        h('p', { class: 'hint' }, 'They share nothing with other agents. They are shown together to save room.'),
      !isOpen && h('p', { class: 'actions' }, open),
    ),
    h(
      'div',
      { class: 'card' },
      h('h3', {}, 'Agents'),
      growingList(joined, (node) =>
        h('li', {}, subjectButton(app, { node }), h('small', {}, counted(fleet.degree(node), 'edge'))),
      ),
    ),
    ...(own.length === 0
      ? []
      : [
          h(
            'div',
            { class: 'card' },
            h('h3', {}, 'Linked communities'),
            growingList(own, ({ a, b, direct, shared }) =>
              h(
                'li',
                {},
                subjectButton(app, { community: a === index ? b : a }),
                h('small', {}, linkWords(direct, shared)),
              ),
            ),
          ),
        ]),
  ]
}

function linkWords(direct: number, shared: number): string {
  const parts = [
    ...(direct === 0 ? [] : [counted(direct, 'edge')]),
    ...(shared === 0 ? [] : [`${shared.toLocaleString('en')} shared`]),
  ]
  return parts.join(', ')
}
