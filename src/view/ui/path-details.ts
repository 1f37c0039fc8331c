import { Sieve } from '../model/filters.ts'
import { findPath, type Step } from '../model/path.ts'
import { counted, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { originMark } from './icons.ts'
import { evidenceOf, subjectButton } from './lists.ts'

/** The steps from one node to another, each with its evidence. */
export function pathDetails(app: App, { from, to }: { from: number; to: number }): HTMLElement {
  const { fleet, store } = app
  const steps = findPath(fleet, new Sieve(fleet, store.state.filters), { from, to })
  const title = h('h2', {}, 'Path')
  if (steps === undefined)
    return h(
      'div',
      { class: 'card' },
      title,
      h('p', {}, subjectButton(app, { node: from }), ' and ', subjectButton(app, { node: to })),
      h(
        'p',
        { class: 'hint' },
        'Nothing that is shown leads from the one to the other. Show more kinds of nodes and edges.',
      ),
    )
  return h(
    'div',
    { class: 'card' },
    title,
    h('p', {}, `${counted(steps.length, 'step')}; the way on which edges say most.`),
    h(
      'ol',
      { class: 'steps' },
      h('li', {}, subjectButton(app, { node: from })),
      ...steps.map((step) => stepItem(app, step)),
    ),
  )
}

function stepItem(app: App, { edge, node }: Step): HTMLElement {
  const { fleet } = app
  const isForward = fleet.target(edge) === node
  const kind = wordsOf(fleet.edgeKind(edge))
  return h(
    'li',
    {},
    h('p', { class: 'step' }, originMark(fleet.origin(edge)), isForward ? `${kind} →` : `← ${kind}`),
    evidenceOf(fleet.evidence(edge)),
    subjectButton(app, { node }),
  )
}
