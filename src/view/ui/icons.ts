import { appearanceOf, outlines } from '../canvas/appearance.ts'
import { svg } from './dom.ts'

/** The mark of a kind of nodes, as it is drawn in the graph. */
export function kindMark(kind: string): SVGElement {
  const { hue, shape } = appearanceOf(kind)
  const path = svg('path', { d: outlines[shape], 'fill-rule': 'evenodd' })
  return svg('svg', { class: `mark kind-${hue}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path)
}

/** The mark of an origin of edges. */
export function originMark(origin: string): SVGElement {
  const path = svg('path', { d: 'M1 8H12M9 4.5L12.5 8L9 11.5', fill: 'none' })
  return svg('svg', { class: `mark line origin-${origin}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, path)
}

const icons = {
  plus: 'M8 3V13M3 8H13',
  minus: 'M3 8H13',
  fit: 'M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10',
  swap: 'M4.5 13V4M2 6.5L4.5 4L7 6.5M11.5 3V12M9 9.5L11.5 12L14 9.5',
  theme: 'M8 2A6 6 0 1 1 8 14A6 6 0 1 1 8 2ZM8 2V14M10.5 3V13M12.7 4.6V11.4',
  back: 'M9.5 3.5L5 8L9.5 12.5',
} as const

export function icon(name: keyof typeof icons): SVGElement {
  return svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: icons[name] }))
}
