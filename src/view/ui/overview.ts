import { counted } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { growingList, subjectButton } from './lists.ts'

const mostHubs = 40

/** What there is to know before anything is selected. */
export function overview(app: App): HTMLElement {
  const { fleet } = app
  const hubs = Array.from({ length: fleet.nodeCount }, (_, node) => node)
    .filter((node) => !fleet.isAgent(node) && fleet.degree(node) > 1)
    .sort((a, b) => fleet.degree(b) - fleet.degree(a) || a - b)
    .slice(0, mostHubs)
  return h(
    'div',
    { class: 'card' },
    h('h2', {}, 'Overview'),
    h(
      'p',
      {},
      'Each bubble is a community: agents that have more to do with one another than with the rest. A dot is an agent.',
    ),
    h('p', { class: 'hint' }, 'Select one to see what it holds, open it with a double click or Enter.'),
    h('h3', {}, `${counted(fleet.communities.length, 'community', 'communities')}`),
    growingList(fleet.communities, ({ index, agents }) =>
      h('li', {}, subjectButton(app, { community: index }), h('small', {}, counted(agents.length, 'agent'))),
    ),
    h('h3', {}, 'Most joined'),
    growingList(hubs, (node) =>
      h('li', {}, subjectButton(app, { node }), h('small', {}, counted(fleet.degree(node), 'edge'))),
    ),
  )
}
