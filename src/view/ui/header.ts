import { counted } from '../model/text.ts'
import type { App } from './app.ts'
import { combobox } from './combobox.ts'
import { byId, h } from './dom.ts'
import { helpButton } from './help.ts'
import { icon } from './icons.ts'

const themes = ['system', 'light', 'dark'] as const

/** Title, search, and what concerns the whole page. */
export function fillHeader(app: App, onTheme: () => void): void {
  const { fleet } = app
  const agents = fleet.nodeKinds.find(({ kind }) => kind === 'agent')?.count ?? 0
  byId('counts').textContent = [
    counted(agents, 'agent'),
    counted(fleet.nodeCount, 'node'),
    counted(fleet.edgeCount, 'edge'),
  ].join(' · ')
  const search = combobox(app, {
    id: 'search',
    label: 'Search',
    placeholder: 'Search agents, capabilities, communities…',
    nodesOnly: false,
    isLabelShown: false,
    onChoose: (hit) => app.reveal(hit),
  })
  byId('search-box').append(search.element, h('kbd', { 'aria-hidden': 'true' }, '/'))
  byId('controls').append(modeSwitch(app), themeButton(app, onTheme), helpButton())
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isTyping(event.target)) return
    event.preventDefault()
    search.input.focus()
  })
}

function modeSwitch(app: App): HTMLElement {
  const button = (mode: 'graph' | 'tables', label: string) =>
    h('button', { type: 'button', click: () => app.store.set({ mode }) }, label)
  const [graph, tables] = [button('graph', 'Graph'), button('tables', 'Tables')]
  const update = () => {
    graph.setAttribute('aria-pressed', String(app.store.state.mode === 'graph'))
    graph.disabled = !app.store.state.canDraw
    tables.setAttribute('aria-pressed', String(app.store.state.mode === 'tables'))
  }
  app.store.subscribe(update)
  update()
  return h('div', { class: 'switch', role: 'group', 'aria-label': 'Show as' }, graph, tables)
}

function themeButton(app: App, onTheme: () => void): HTMLElement {
  let theme: (typeof themes)[number] = 'system'
  const button = h('button', { type: 'button', class: 'quiet theme' })
  const update = () => {
    button.replaceChildren(icon('theme'), { system: 'Auto', light: 'Light', dark: 'Dark' }[theme])
    button.setAttribute('aria-label', `Colours: ${{ system: 'auto', light: 'light', dark: 'dark' }[theme]}`)
    if (theme === 'system') document.documentElement.removeAttribute('data-theme')
    else document.documentElement.setAttribute('data-theme', theme)
  }
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    update()
    onTheme()
    app.announce(`Colours: ${theme}.`)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onTheme)
  update()
  return button
}

/** True where letters go into a field. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}
