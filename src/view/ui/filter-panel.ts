import { edgeKindKey, type Filters, toggled } from '../model/filters.ts'
import type { EdgeKind } from '../model/fleet.ts'
import { wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { kindMark, originMark } from './icons.ts'

const originHints: Readonly<Record<string, string>> = {
  declared: 'A file says so.',
  inferred: 'It follows from what files say.',
  derived: 'Two agents share something.',
}

/** What is seen and what is not; the legend at the same time. */
export function filterPanel(app: App): HTMLElement {
  const { fleet, store } = app
  const boxes: { readonly box: HTMLInputElement; readonly isOn: (filters: Filters) => boolean }[] = []
  const change = (filters: Partial<Filters>) => store.set({ filters: { ...store.state.filters, ...filters } })
  const nodeKinds = fleet.nodeKinds.map(({ kind, count }) => {
    const box = checkbox((isOn) => change({ nodeKinds: toggled(store.state.filters.nodeKinds, [kind], !isOn) }))
    boxes.push({ box, isOn: ({ nodeKinds: hidden }) => !hidden.has(kind) })
    return row(box, kindMark(kind), { name: wordsOf(kind), count })
  })
  const edgeRow = (edgeKind: EdgeKind) => {
    const key = edgeKindKey(edgeKind)
    const box = checkbox((isOn) => change({ edgeKinds: toggled(store.state.filters.edgeKinds, [key], !isOn) }))
    boxes.push({ box, isOn: ({ edgeKinds }) => !edgeKinds.has(key) })
    return row(box, originMark(edgeKind.origin), { name: wordsOf(edgeKind.kind), count: edgeKind.count })
  }
  const originGroup = (origin: string) => {
    const kinds = fleet.edgeKinds.filter((each) => each.origin === origin)
    const keys = kinds.map(edgeKindKey)
    const box = checkbox((isOn) => change({ edgeKinds: toggled(store.state.filters.edgeKinds, keys, !isOn) }))
    boxes.push({ box, isOn: ({ edgeKinds }) => keys.every((key) => !edgeKinds.has(key)) })
    const legend = h('legend', {}, h('label', { class: 'all' }, box, ` ${origin} edges`))
    return h(
      'fieldset',
      {},
      legend,
      h('p', { class: 'hint' }, originHints[origin] ?? ''),
      h('ul', {}, ...kinds.map(edgeRow)),
    )
  }
  const origins = [...new Set(fleet.edgeKinds.map(({ origin }) => origin))]
  const update = ({ filters }: { filters: Filters }) => {
    for (const { box, isOn } of boxes) box.checked = isOn(filters)
  }
  store.subscribe((state, previous) => state.filters !== previous.filters && update(state))
  const panel = h(
    'div',
    { class: 'card' },
    h('h2', {}, 'Show'),
    h('fieldset', {}, h('legend', {}, 'Nodes'), h('ul', {}, ...nodeKinds)),
    ...origins.map(originGroup),
  )
  update(store.state)
  return panel
}

function checkbox(onChange: (isOn: boolean) => void): HTMLInputElement {
  const box = h('input', { type: 'checkbox' })
  box.addEventListener('change', () => onChange(box.checked))
  return box
}

function row(
  box: HTMLInputElement,
  mark: SVGElement,
  { name, count }: { name: string; count: number | undefined },
): HTMLElement {
  const shown = count === undefined ? '' : count.toLocaleString('en')
  return h('li', {}, h('label', {}, box, mark, h('span', {}, name), h('small', {}, shown)))
}
