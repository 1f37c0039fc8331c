import type { Hit } from '../model/search.ts'
import type { App } from './app.ts'
import { combobox } from './combobox.ts'
import { h } from './dom.ts'
import { icon } from './icons.ts'

/** Asks for two nodes, and shows how they hang together. */
export function pathPanel(app: App): HTMLElement {
  const ends: { from?: number | undefined; to?: number | undefined } = {}
  const problem = h('p', { class: 'hint', role: 'alert' })
  const field = (end: 'from' | 'to', label: string) =>
    combobox(app, {
      id: `path-${end}`,
      label,
      placeholder: 'Name of a node',
      nodesOnly: true,
      isLabelShown: true,
      onChoose: (hit: Hit) => {
        ends[end] = 'node' in hit ? hit.node : undefined
      },
      onClear: () => {
        ends[end] = undefined
      },
    })
  const [from, to] = [field('from', 'From'), field('to', 'To')]
  const find = (event: Event) => {
    event.preventDefault()
    const missing = ends.from === undefined ? from : ends.to === undefined ? to : undefined
    problem.textContent = missing === undefined ? '' : 'Choose a node from the list.'
    if (missing !== undefined) missing.input.focus()
    else if (ends.from !== undefined && ends.to !== undefined) app.go({ view: 'path', from: ends.from, to: ends.to })
  }
  const swap = () => {
    ;[ends.from, ends.to] = [ends.to, ends.from]
    ;[from.input.value, to.input.value] = [to.input.value, from.input.value]
  }
  app.store.subscribe(({ place }, previous) => {
    if (place === previous.place || place.view !== 'path') return
    Object.assign(ends, { from: place.from, to: place.to })
    from.input.value = app.nameOf({ node: place.from })
    to.input.value = app.nameOf({ node: place.to })
  })
  app.onPathStart((node) => {
    ends.from = node
    from.input.value = app.nameOf({ node })
    to.input.focus()
    app.announce('Choose where the path leads to.')
  })
  const swapButton = h('button', { type: 'button', 'aria-label': 'Swap from and to', click: swap }, icon('swap'))
  return h(
    'form',
    { class: 'card path', submit: find, 'aria-labelledby': 'path-title' },
    h('h2', { id: 'path-title' }, 'Path'),
    h('div', { class: 'ends' }, from.element, to.element, swapButton),
    problem,
    h('button', { type: 'submit', class: 'primary' }, 'Find the path'),
  )
}
