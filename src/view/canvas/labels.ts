import type { Palette } from './palette.ts'

/** A name to be written beside something. */
export interface Label {
  readonly owner: string
  readonly lines: readonly string[]
  /** A last line, smaller. */
  readonly detail: string | undefined
  /** The middle of what it belongs to, and its radius, in pixels. */
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Written on a plate of its own, whatever is in the way. */
  readonly isChosen: boolean
  readonly isStrong: boolean
  /** It may stand on what it belongs to. */
  readonly mayCover: boolean
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Something drawn that names of others should leave free. */
export interface Obstacle extends Box {
  readonly owner: string
}

interface Ground {
  readonly width: number
  readonly height: number
  readonly obstacles: readonly Obstacle[]
}

const size = 12
const lineHeight = 15
const gap = 3

/** Writes names below or above what they belong to, the first ones first. One that would cover something is left out. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly Label[],
  { palette, ground }: { palette: Palette; ground: Ground },
): void {
  const taken: Box[] = []
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  for (const label of labels.toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen))) {
    const places = placesFor(sizeOf(context, label), label, ground)
    const isFree = (box: Box) =>
      !taken.some((other) => overlaps(other, box)) &&
      !ground.obstacles.some((other) => other.owner !== label.owner && overlaps(other, box))
    const box = places.find(isFree) ?? (label.isChosen ? places[0] : undefined)
    if (box === undefined) continue
    taken.push(box)
    if (label.isChosen) drawPlate(context, box, palette)
    write(context, label, { box, palette })
  }
}

function fontOf({ isStrong, isChosen }: Label): string {
  return `${isStrong || isChosen ? 600 : 400} ${size}px system-ui, sans-serif`
}

const detailFont = `400 ${size - 1}px system-ui, sans-serif`

function sizeOf(context: CanvasRenderingContext2D, label: Label): { width: number; height: number } {
  context.font = fontOf(label)
  const widths = label.lines.map((line) => context.measureText(line).width)
  context.font = detailFont
  const detail = label.detail === undefined ? 0 : context.measureText(label.detail).width
  const lines = label.lines.length + (label.detail === undefined ? 0 : 1)
  return { width: Math.max(detail, ...widths) + 2 * gap, height: lines * lineHeight + 2 }
}

// Below, else above, else beside it, else on it. What is in sight has its whole name in sight.
function placesFor({ width, height }: { width: number; height: number }, label: Label, ground: Ground): Box[] {
  const { x, y, radius, mayCover } = label
  const isInside = x > 0 && x < ground.width && width + 2 * gap < ground.width
  const centered = isInside ? Math.min(Math.max(x - width / 2, gap), ground.width - width - gap) : x - width / 2
  const at = (left: number, top: number) => ({ left, right: left + width, top, bottom: top + height })
  const below = at(centered, y + radius + gap)
  const above = at(centered, y - radius - gap - height)
  const places = below.bottom > ground.height && above.top > 0 ? [above] : [below, above]
  if (!mayCover) return places
  const beside = [at(x + radius + gap, y - height / 2), at(x - radius - gap - width, y - height / 2)]
  const inSight = beside.filter(({ left, right }) => left > 0 && right < ground.width)
  return [...places, ...inSight, at(centered, y - height / 2)]
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function drawPlate(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  context.beginPath()
  context.roundRect(box.left - 3, box.top - 1, box.right - box.left + 6, box.bottom - box.top + 2, 5)
  context.fillStyle = palette.background
  context.fill()
  context.strokeStyle = palette.accent
  context.lineWidth = 1.5
  context.stroke()
}

function write(
  context: CanvasRenderingContext2D,
  label: Label,
  { box, palette }: { box: Box; palette: Palette },
): void {
  const x = (box.left + box.right) / 2
  const lines = [
    ...label.lines.map((text) => ({ text, font: fontOf(label), colour: palette.text })),
    ...(label.detail === undefined ? [] : [{ text: label.detail, font: detailFont, colour: palette.quiet }]),
  ]
  for (const [index, { text, font, colour }] of lines.entries()) {
    const y = box.top + 1 + (index + 0.5) * lineHeight
    context.font = font
    // A rim in the colour of the ground keeps it legible on lines and dots.
    context.strokeStyle = palette.background
    context.lineWidth = 3.5
    context.strokeText(text, x, y)
    context.fillStyle = colour
    context.fillText(text, x, y)
  }
}
