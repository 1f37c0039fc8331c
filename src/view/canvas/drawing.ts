import { MultiDirectedGraph } from 'graphology'
import type { Fleet } from '../model/fleet.ts'
import { type Scene, type SceneEdge, type SceneNode, subjectKey } from '../model/scene.ts'
import { shortened, wordsOf } from '../model/text.ts'
import { appearanceOf, type Shape } from './appearance.ts'
import { mixed, type Palette } from './palette.ts'

/** What sigma and the labels know of a node that is drawn. */
export interface NodeAttributes {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly color: string
  readonly border: string
  readonly shape: Shape
  readonly zIndex: number
  readonly form: SceneNode['form']
  readonly lines: readonly string[]
  readonly detail: string | undefined
  /** Names of higher ones are written first. */
  readonly rank: number
}

export interface EdgeAttributes {
  readonly size: number
  readonly color: string
  readonly type: 'line' | 'arrow'
  readonly name: string
}

const widestLine = 22
const manyEdges = 120

export type Drawing = MultiDirectedGraph<NodeAttributes, EdgeAttributes>

/** A scene as sigma draws it. */
export function drawingOf(scene: Scene, fleet: Fleet, palette: Palette): Drawing {
  const drawing: Drawing = new MultiDirectedGraph()
  for (const node of scene.nodes) drawing.addNode(subjectKey(node.subject), nodeAttributes(node, fleet, palette))
  // Many lines would hide what they join.
  const strength = scene.edges.length > manyEdges ? 0.6 : 1
  for (const edge of scene.edges) {
    const [source, target] = [subjectKey(edge.source), subjectKey(edge.target)]
    if (drawing.hasNode(source) && drawing.hasNode(target))
      drawing.addDirectedEdge(source, target, edgeAttributes(edge, { palette, strength }))
  }
  // Of nodes, those are named first that most is joined to.
  drawing.updateEachNodeAttributes((key, attributes) => ({
    ...attributes,
    rank: attributes.rank + drawing.degree(key),
  }))
  return drawing
}

function nodeAttributes(node: SceneNode, fleet: Fleet, palette: Palette): NodeAttributes {
  const { subject, x, y, size, form } = node
  const common = { x, y, size, form }
  if ('community' in subject) {
    const { name, agents, isRest } = fleet.communities[subject.community] ?? { name: '', agents: [], isRest: false }
    const tint = isRest ? palette.quiet : tintOf(subject.community, palette)
    return {
      ...common,
      color: mixed(tint, palette.background, 0.14),
      border: mixed(tint, palette.background, 0.75),
      shape: 'circle',
      zIndex: 0,
      lines: linesOf(name),
      detail: agents.length === 1 ? '1 agent' : `${agents.length.toLocaleString('en')} agents`,
      rank: agents.length,
    }
  }
  const { hue, shape } = appearanceOf(fleet.kind(subject.node))
  const community = fleet.communityOf(subject.node)
  const isLone = community === undefined || fleet.communities[community]?.isRest === true
  const colour = palette.kinds[hue] ?? palette.text
  const tint = isLone ? palette.quiet : tintOf(community, palette)
  return {
    ...common,
    color: form === 'dot' ? tint : colour,
    border: form === 'dot' ? tint : mixed(colour, palette.background, 0.45),
    shape,
    zIndex: form === 'dot' ? 1 : 2,
    lines: [shortened(fleet.name(subject.node), 30)],
    detail: undefined,
    rank: fleet.isAgent(subject.node) ? 0.5 : 0,
  }
}

// Names of communities are terms with commas between them. The first two tell them apart.
function linesOf(name: string): string[] {
  const [first = '', second = ''] = name.split(', ').map((term) => shortened(term, widestLine))
  if (second === '') return [first]
  return first.length + second.length < widestLine ? [`${first}, ${second}`] : [first, second]
}

function tintOf(community: number, { tints }: Palette): string {
  return tints[community % tints.length] ?? '#888888'
}

function edgeAttributes(
  { kind, origin, width, isDirected }: SceneEdge,
  { palette, strength }: { palette: Palette; strength: number },
): EdgeAttributes {
  return {
    size: width,
    color: mixed(palette.origins[origin] ?? palette.line, palette.background, strength),
    type: isDirected ? 'arrow' : 'line',
    name: wordsOf(kind),
  }
}
