import type { Evidence } from '../model/fleet.ts'
import type { Subject } from '../model/scene.ts'
import { counted, visible, wordsOf } from '../model/text.ts'
import type { App } from './app.ts'
import { h } from './dom.ts'
import { kindMark } from './icons.ts'

const fewItems = 12
const someItems = 200

/** A list that begins short, and grows on demand. */
export function growingList<T>(items: readonly T[], rowOf: (item: T) => HTMLElement): HTMLElement {
  const list = h('ul', { class: 'rows' })
  const more = h('button', { type: 'button', class: 'quiet more' })
  let shown = 0
  const grow = (count: number) => {
    const next = items.slice(shown, shown + count).map(rowOf)
    list.append(...next)
    shown += next.length
    more.hidden = shown >= items.length
    more.textContent = `${counted(items.length - shown, 'more', 'more')}`
    return next[0]
  }
  more.addEventListener('click', () => {
    const first = grow(someItems)
    // Who came here by keyboard goes on where the list grew.
    first?.querySelector('button')?.focus()
  })
  grow(fewItems)
  return h('div', {}, list, more)
}

/** A button with the name of a node or a community, which leads there. */
export function subjectButton(app: App, subject: Subject): HTMLElement {
  const mark = 'node' in subject ? kindMark(app.fleet.kind(subject.node)) : h('span', { class: 'mark bubble' })
  const kind = 'node' in subject ? wordsOf(app.fleet.kind(subject.node)) : 'community'
  const name = h('bdi', {}, app.nameOf(subject))
  const button = h('button', { type: 'button', class: 'subject', title: kind }, mark, name)
  button.addEventListener('click', () => app.reveal(subject))
  return button
}

/** Where it is said; opened, also the place in the file and the rule that read it there. */
export function evidenceOf(evidence: readonly Evidence[]): HTMLElement {
  const [first, ...others] = evidence
  if (first === undefined) return h('span')
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return h(
    'details',
    { class: 'evidence' },
    h('summary', {}, h('code', {}, h('bdi', {}, placeText(first.file, first.line))), more),
    h('ul', {}, ...evidence.map((each) => evidenceItem(each, others.length > 0))),
  )
}

function evidenceItem({ file, line, pointer, rule }: Evidence, isPlaceShown: boolean): HTMLElement {
  return h(
    'li',
    {},
    isPlaceShown && h('code', {}, h('bdi', {}, placeText(file, line))),
    pointer !== '' && h('code', {}, h('bdi', {}, visible(pointer))),
    h('small', {}, `rule ${rule}`),
  )
}

/** `file:line`, as editors and terminals open it. */
export function placeText(file: string, line: number): string {
  return line === 0 ? visible(file) : `${visible(file)}:${line}`
}

/** Pairs of a word and what it says. */
export function facts(entries: readonly (readonly [name: string, value: string | Node | undefined])[]): HTMLElement {
  const shown = entries.filter(([, value]) => value !== undefined && value !== '')
  return h('dl', {}, ...shown.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))))
}
