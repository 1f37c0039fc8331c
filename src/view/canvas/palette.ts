import { hues } from './appearance.ts'

/** The colours of the style sheet as canvases need them. */
export interface Palette {
  readonly background: string
  readonly text: string
  readonly quiet: string
  readonly accent: string
  readonly line: string
  readonly kinds: readonly string[]
  readonly tints: readonly string[]
  readonly origins: Readonly<Record<string, string>>
}

const tintCount = 8

/** Reads the colours as they are now, light or dark. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const numbered = (name: string, count: number) => Array.from({ length: count }, (_, at) => colour(`${name}-${at}`))
  return {
    background: colour('canvas'),
    text: colour('text'),
    quiet: colour('quiet'),
    accent: colour('accent'),
    line: colour('edge'),
    kinds: numbered('kind', hues),
    tints: numbered('tint', tintCount),
    origins: { declared: colour('declared'), inferred: colour('inferred'), derived: colour('derived') },
  }
}

/** A colour between two, both written as `#rrggbb`; `share` of the first. */
export function mixed(first: string, second: string, share: number): string {
  const channel = (at: number) => {
    const [a, b] = [first, second].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
