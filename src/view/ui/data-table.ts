import { counted } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'

export interface Column<T> {
  readonly title: string
  readonly isNumber?: boolean
  readonly cell: (row: T) => string | Node
  /** Texts are sorted as people expect; undefined is the end. */
  readonly key: (row: T) => string | number
}

export interface TableSource<T> {
  readonly caption: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
}

const pageSize = 100
const collator = new Intl.Collator('en', { numeric: true })

/** A table with a caption, sorted by any column, a page at a time. */
export class DataTable<T> {
  readonly element: HTMLElement
  readonly #app: App
  readonly #source: TableSource<T>
  readonly #body = h('tbody')
  readonly #range = h('span')
  readonly #earlier = this.#pageButton('Previous', -1)
  readonly #later = this.#pageButton('Next', 1)
  readonly #heads: readonly HTMLElement[]
  #rows: readonly T[]
  #sorted: { readonly column: number; readonly isDown: boolean } | undefined
  #page = 0

  constructor(app: App, source: TableSource<T>) {
    this.#app = app
    this.#source = source
    this.#rows = source.rows
    this.#heads = source.columns.map((column, index) => this.#head(column, index))
    const caption = h('caption', {}, source.caption)
    const scroller = h(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': source.caption },
      h('table', {}, caption, h('thead', {}, h('tr', {}, ...this.#heads)), this.#body),
    )
    const pager = h('nav', { class: 'pager', 'aria-label': 'Pages' }, this.#earlier, this.#range, this.#later)
    this.element = h('div', { class: 'data-table' }, scroller, pager)
    this.#draw()
  }

  #head({ title, isNumber = false }: Column<T>, index: number): HTMLElement {
    const button = h('button', { type: 'button', click: () => this.#sort(index) }, title)
    return h('th', { scope: 'col', class: isNumber ? 'number' : '' }, button)
  }

  #pageButton(label: string, step: number): HTMLButtonElement {
    const turn = () => {
      this.#page += step
      this.#draw()
      this.#app.announce(this.#range.textContent ?? '')
    }
    return h('button', { type: 'button', click: turn }, label)
  }

  #sort(column: number): void {
    const isDown = this.#sorted?.column === column ? !this.#sorted.isDown : false
    const { columns, rows } = this.#source
    const sorter = columns[column]
    if (sorter === undefined) return
    const keyed = rows.map((row, place) => ({ row, place, key: sorter.key(row) }))
    const sign = isDown ? -1 : 1
    keyed.sort((a, b) => sign * compareKeys(a.key, b.key) || a.place - b.place)
    this.#rows = keyed.map(({ row }) => row)
    this.#sorted = { column, isDown }
    this.#page = 0
    this.#draw()
    this.#app.announce(`Sorted by ${sorter.title}, ${isDown ? 'descending' : 'ascending'}.`)
  }

  #draw(): void {
    const { columns } = this.#source
    const first = this.#page * pageSize
    const rows = this.#rows.slice(first, first + pageSize)
    this.#body.replaceChildren(
      ...rows.map((row) =>
        h(
          'tr',
          {},
          ...columns.map(({ cell, isNumber = false }, index) =>
            index === 0
              ? h('th', { scope: 'row' }, cell(row))
              : h('td', { class: isNumber ? 'number' : '' }, cell(row)),
          ),
        ),
      ),
    )
    for (const [index, head] of this.#heads.entries())
      head.setAttribute('aria-sort', this.#sorted?.column === index ? direction(this.#sorted.isDown) : 'none')
    const all = counted(this.#rows.length, 'row')
    this.#range.textContent = rows.length === 0 ? 'No rows' : `${first + 1} to ${first + rows.length} of ${all}`
    this.#earlier.disabled = this.#page === 0
    this.#later.disabled = first + pageSize >= this.#rows.length
  }
}

function direction(isDown: boolean): string {
  return isDown ? 'descending' : 'ascending'
}

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
}
