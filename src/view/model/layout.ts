import { UndirectedGraph } from 'graphology'
import forceAtlas2 from 'graphology-layout-forceatlas2'
import noverlap from 'graphology-layout-noverlap'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Body {
  readonly key: string
  readonly radius: number
}

export interface Spring {
  readonly source: string
  readonly target: string
  readonly weight: number
}

interface Options {
  /** Width by height of the picture. */
  readonly aspect: number
  /** Least room between two bodies. */
  readonly margin: number
}

// The packages are CommonJS; bundled, their functions are the default exports themselves.
const attract = forceAtlas2 as unknown as (typeof forceAtlas2)['default']
const separate = noverlap as unknown as (typeof noverlap)['default']

const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** The place of a seed in a sunflower: any number of them fills a disc evenly. */
export function seedAt(index: number, spacing: number): Point {
  const distance = spacing * Math.sqrt(index + 0.5)
  return { x: distance * Math.cos(index * goldenAngle), y: distance * Math.sin(index * goldenAngle) }
}

/** Puts what is joined close together, and nothing on top of another. No chance is in it. */
export function forceLayout(
  bodies: readonly Body[],
  springs: readonly Spring[],
  { aspect, margin }: Options,
): Map<string, Point> {
  const graph = new UndirectedGraph()
  const spacing = 2 * (Math.max(1, ...bodies.map(({ radius }) => radius)) + margin)
  for (const [index, { key, radius }] of bodies.entries())
    graph.addNode(key, { ...seedAt(index, spacing), size: radius + margin / 2 })
  for (const { source, target, weight } of springs)
    if (source !== target && !graph.hasEdge(source, target)) graph.addEdge(source, target, { weight })
  if (graph.size > 0)
    attract.assign(graph, {
      iterations: iterationsFor(graph.order),
      settings: {
        adjustSizes: true,
        barnesHutOptimize: graph.order > 500,
        gravity: 1,
        strongGravityMode: false,
        scalingRatio: spacing / 2,
        slowDown: 2 + Math.log(graph.order),
        edgeWeightInfluence: 0.5,
      },
    })
  const stretch = Math.sqrt(aspect)
  graph.updateEachNodeAttributes((_, attributes) => ({
    ...attributes,
    x: attributes['x'] * stretch,
    y: attributes['y'] / stretch,
  }))
  separate.assign(graph, { maxIterations: 200, settings: { margin, ratio: 1, expansion: 1.05, gridSize: 32 } })
  return new Map(graph.mapNodes((key, { x, y }) => [key, { x, y }] as const))
}

// Enough to come to rest, and no more than about a second.
function iterationsFor(nodes: number): number {
  return Math.round(Math.min(400, Math.max(40, 120_000 / nodes)))
}

interface Circle {
  x: number
  y: number
  readonly reach: number
}

/** More are put down once, and not drawn together: that would take too long. */
const mostDrawnTogether = 300

/** Puts circles close together, and what is joined closest, without one touching another. */
export function packLayout(
  bodies: readonly Body[],
  springs: readonly Spring[],
  { aspect, margin }: Options,
): Map<string, Point> {
  const circles = sunflower(bodies.map(({ radius }) => radius + margin / 2))
  if (circles.length <= mostDrawnTogether) drawTogether(circles, pullsOf(bodies, springs, circles), aspect)
  for (let round = 1; pushApart(circles); round += 1)
    // Where pushing alone does not do it, there is more room.
    if (round % 8 === 0) for (const circle of circles) Object.assign(circle, { x: circle.x * 1.04, y: circle.y * 1.04 })
  return new Map(bodies.map(({ key }, index) => [key, { x: circles[index]?.x ?? 0, y: circles[index]?.y ?? 0 }]))
}

// As seeds of different sizes, the first in the middle: each has the room that it needs.
function sunflower(reaches: readonly number[]): Circle[] {
  let area = 0
  return reaches.map((reach, index) => {
    const distance = 1.25 * Math.sqrt(area + reach ** 2 / 2)
    area += reach ** 2
    return { x: distance * Math.cos(index * goldenAngle), y: distance * Math.sin(index * goldenAngle), reach }
  })
}

interface Pull {
  readonly a: Circle
  readonly b: Circle
  readonly weight: number
}

function pullsOf(bodies: readonly Body[], springs: readonly Spring[], circles: readonly Circle[]): Pull[] {
  const indexOf = new Map(bodies.map(({ key }, index) => [key, index]))
  return springs.flatMap(({ source, target, weight }) => {
    const [a, b] = [circles[indexOf.get(source) ?? -1], circles[indexOf.get(target) ?? -1]]
    return a === undefined || b === undefined ? [] : [{ a, b, weight }]
  })
}

function drawTogether(circles: readonly Circle[], pulls: readonly Pull[], aspect: number): void {
  const rounds = Math.round(Math.min(300, 60_000 / circles.length))
  for (let round = 0; round < rounds; round += 1) {
    // Less and less, so that it comes to rest.
    const strength = 0.12 * (1 - round / rounds)
    for (const circle of circles) {
      circle.x -= (circle.x * strength) / Math.max(1, aspect)
      circle.y -= circle.y * strength * Math.min(1, aspect)
    }
    for (const { a, b, weight } of pulls) {
      const [dx, dy] = [(b.x - a.x) * strength * weight, (b.y - a.y) * strength * weight]
      a.x += dx / 2
      a.y += dy / 2
      b.x -= dx / 2
      b.y -= dy / 2
    }
    for (let again = 0; again < 3; again += 1) pushApart(circles)
  }
}

// True if some were too close. Sorted from left to right, only those nearby are compared.
function pushApart(circles: readonly Circle[]): boolean {
  const sorted = circles.toSorted((a, b) => a.x - a.reach - (b.x - b.reach))
  let isMoved = false
  for (const [index, a] of sorted.entries())
    for (let place = index + 1; place < sorted.length; place += 1) {
      const b = sorted[place]
      if (b === undefined || b.x - b.reach > a.x + a.reach) break
      const [dx, dy, room] = [b.x - a.x, b.y - a.y, a.reach + b.reach]
      const distance = Math.hypot(dx, dy)
      if (distance >= room - 1e-3) continue
      isMoved = true
      const push =
        distance === 0
          ? { x: room, y: 0 }
          : { x: (dx / distance) * (room - distance), y: (dy / distance) * (room - distance) }
      // The larger one gives way less.
      const share = b.reach ** 2 / (a.reach ** 2 + b.reach ** 2)
      a.x -= push.x * share
      a.y -= push.y * share
      b.x += push.x * (1 - share)
      b.y += push.y * (1 - share)
    }
  return isMoved
}
