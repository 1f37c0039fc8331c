import { byId, h } from './dom.ts'

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'search'],
  ['Tab', 'go through search, filters, graph and details'],
  ['Arrow keys', 'in the graph: to the next node in that direction'],
  ['Enter', 'in the graph: open the community, or the neighbourhood of the node'],
  ['Escape', 'in the graph: give up the selection, then go back'],
  ['+ − 0', 'in the graph: zoom in, zoom out, show all'],
  ['?', 'this help'],
]

/** The button that opens the help. */
export function helpButton(): HTMLElement {
  const dialog = byId('help') as HTMLDialogElement
  const close = h('button', { type: 'button', class: 'primary', autofocus: true, click: () => dialog.close() }, 'Close')
  dialog.append(
    h('h2', { id: 'help-title' }, 'Help'),
    h(
      'p',
      {},
      'The map shows communities: agents that have more to do with one another than with the rest. Open one to see its agents and what they share. Select anything to see what it is joined to, and in which file and line that is said.',
    ),
    h(
      'dl',
      { class: 'keys' },
      ...keys.map(([key, does]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, does))),
    ),
    h('p', {}, 'This page is one file. It holds all it needs, and sends and loads nothing.'),
    h(
      'details',
      {},
      h('summary', {}, 'Licences of what is in this page'),
      h('pre', { tabindex: '0' }, byId('licences').textContent ?? ''),
    ),
    h('p', { class: 'actions' }, close),
  )
  const open = () => dialog.showModal()
  document.addEventListener('keydown', (event) => {
    if (event.key === '?' && !(event.target instanceof HTMLInputElement)) open()
  })
  return h('button', { type: 'button', class: 'quiet', click: open }, 'Help')
}
