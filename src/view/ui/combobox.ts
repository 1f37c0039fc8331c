import { type Hit, search } from '../model/search.ts'
import { counted, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { kindMark } from './icons.ts'

interface Options {
  readonly id: string
  readonly label: string
  readonly placeholder: string
  readonly nodesOnly: boolean
  readonly isLabelShown: boolean
  readonly onChoose: (hit: Hit) => void
  /** Also when what is in the field is no longer what was chosen. */
  readonly onClear?: () => void
}

export interface Combobox {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
}

const mostHits = 40

/** A field that proposes what is in the graph: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function combobox(app: App, options: Options): Combobox {
  const { id, label, placeholder } = options
  const listId = `${id}-list`
  const input = h('input', {
    id,
    type: 'text',
    role: 'combobox',
    placeholder,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
  })
  const list = h('ul', { id: listId, role: 'listbox', 'aria-label': label, hidden: true })
  const hint = h('p', { class: 'hint', hidden: true })
  const popup = h('div', { class: 'popup' }, list, hint)
  const labelClass = options.isLabelShown ? '' : 'unseen'
  const element = h('div', { class: 'combobox' }, h('label', { for: id, class: labelClass }, label), input, popup)
  new Proposals(app, { input, list, hint }, options)
  return { element, input }
}

class Proposals {
  readonly #app: App
  readonly #input: HTMLInputElement
  readonly #list: HTMLElement
  readonly #hint: HTMLElement
  readonly #options: Options
  #hits: readonly Hit[] = []
  #active = -1

  constructor(
    app: App,
    { input, list, hint }: { input: HTMLInputElement; list: HTMLElement; hint: HTMLElement },
    options: Options,
  ) {
    this.#app = app
    this.#input = input
    this.#list = list
    this.#hint = hint
    this.#options = options
    input.addEventListener('input', () => {
      options.onClear?.()
      this.#open()
    })
    input.addEventListener('focus', () => input.select())
    input.addEventListener('keydown', (event) => this.#press(event))
    input.addEventListener('blur', () => this.#close())
    // The field must keep the focus, or the list is gone before it is clicked.
    list.addEventListener('mousedown', (event) => event.preventDefault())
    list.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('[role=option]') : null
      if (option !== null) this.#choose([...list.children].indexOf(option))
    })
  }

  #open(): void {
    const { id, nodesOnly } = this.#options
    const { hits, total } = search(this.#app.fleet, this.#input.value, { limit: mostHits, nodesOnly })
    this.#hits = hits
    this.#list.replaceChildren(...hits.map((hit, index) => this.#option(hit, `${id}-${index}`)))
    const isAsked = this.#input.value.trim() !== ''
    this.#list.hidden = hits.length === 0
    this.#hint.hidden = !isAsked || (total > 0 && total <= hits.length)
    this.#hint.textContent = total === 0 ? 'Nothing has this in its name.' : `The first ${hits.length} of ${total}.`
    this.#input.setAttribute('aria-expanded', String(hits.length > 0))
    this.#activate(hits.length > 0 ? 0 : -1)
    if (isAsked) this.#app.announce(total === 0 ? 'Nothing found.' : `${counted(total, 'result')}.`)
  }

  #option(hit: Hit, id: string): HTMLElement {
    const { fleet } = this.#app
    const name = h('bdi', {}, this.#app.nameOf(hit))
    if ('community' in hit)
      return h('li', { id, role: 'option' }, h('span', { class: 'mark bubble' }), name, h('small', {}, 'community'))
    const kind = fleet.kind(hit.node)
    const { version, file } = fleet.facts(hit.node)
    const detail = [wordsOf(kind), version].filter((word) => word !== '').join(' ')
    return h('li', { id, role: 'option', title: file }, kindMark(kind), name, h('small', {}, detail))
  }

  #activate(index: number): void {
    this.#active = index
    for (const [place, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(place === index))
      if (place === index) option.scrollIntoView({ block: 'nearest' })
    }
    const id = this.#list.children[index]?.id
    if (id === undefined) this.#input.removeAttribute('aria-activedescendant')
    else this.#input.setAttribute('aria-activedescendant', id)
  }

  #press(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      if (isOpen) this.#activate((this.#active + step + this.#hits.length) % this.#hits.length)
      else this.#open()
    } else if (event.key === 'Enter' && isOpen) this.#choose(this.#active)
    else if (event.key === 'Escape' && (isOpen || this.#input.value !== '')) {
      if (!isOpen) this.#clear()
      this.#close()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  #clear(): void {
    this.#input.value = ''
    this.#options.onClear?.()
  }

  #choose(index: number): void {
    const hit = this.#hits[index]
    if (hit === undefined) return
    this.#input.value = this.#app.nameOf(hit)
    this.#close()
    this.#options.onChoose(hit)
  }

  #close(): void {
    this.#list.hidden = true
    this.#hint.hidden = true
    this.#input.setAttribute('aria-expanded', 'false')
    this.#input.removeAttribute('aria-activedescendant')
  }
}
