/** How kinds of nodes look: each has a colour and a shape, so that nobody has to tell colours apart. */
export const shapes = ['circle', 'hexagon', 'square', 'triangle', 'diamond', 'cross', 'ring'] as const

export type Shape = (typeof shapes)[number]

interface Appearance {
  /** The number of a colour in the style sheet, `--kind-N`. */
  readonly hue: number
  readonly shape: Shape
}

const known: Readonly<Record<string, Appearance>> = {
  agent: { hue: 0, shape: 'circle' },
  workflow: { hue: 1, shape: 'hexagon' },
  capability: { hue: 2, shape: 'square' },
  operation: { hue: 3, shape: 'triangle' },
  domain: { hue: 4, shape: 'diamond' },
  tool: { hue: 5, shape: 'cross' },
  protocol: { hue: 6, shape: 'ring' },
  model: { hue: 7, shape: 'hexagon' },
  owner: { hue: 8, shape: 'triangle' },
  task: { hue: 9, shape: 'square' },
  server: { hue: 10, shape: 'diamond' },
}

export const hues = 11

/** Kinds that are not known here look different from one another as far as there are colours and shapes. */
export function appearanceOf(kind: string): Appearance {
  const found = Object.hasOwn(known, kind) ? known[kind] : undefined
  if (found !== undefined) return found
  const number = [...kind].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) >>> 0
  return { hue: number % hues, shape: shapes[number % shapes.length] ?? 'circle' }
}

/** The shape in a square of 16 by 16, for the legend. */
export const outlines: Readonly<Record<Shape, string>> = {
  circle: 'M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8Z',
  hexagon: 'M14.5 8L11.25 13.6H4.75L1.5 8L4.75 2.4H11.25Z',
  square: 'M3.5 2.5H12.5Q13.5 2.5 13.5 3.5V12.5Q13.5 13.5 12.5 13.5H3.5Q2.5 13.5 2.5 12.5V3.5Q2.5 2.5 3.5 2.5Z',
  triangle: 'M8 1.5L15 13.5H1Z',
  diamond: 'M8 1L15 8L8 15L1 8Z',
  cross: 'M5.5 1.5H10.5V5.5H14.5V10.5H10.5V14.5H5.5V10.5H1.5V5.5H5.5Z',
  ring: 'M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8ZM11 8A3 3 0 1 0 5 8A3 3 0 1 0 11 8Z',
}
