import Sigma from 'sigma'
import type { Fleet } from '../model/fleet.ts'
import { type Scene, type Subject, subjectKey } from '../model/scene.ts'
import { type Drawing, drawingOf, type EdgeAttributes, type NodeAttributes } from './drawing.ts'
import { drawLabels, type Label, type Obstacle } from './labels.ts'
import { ShapeProgram } from './node-program.ts'
import { mixed, type Palette, readPalette } from './palette.ts'

interface StageOptions {
  readonly fleet: Fleet
  /** What was clicked; undefined for the ground. */
  readonly onPick: (subject: Subject | undefined) => void
  readonly onOpen: (subject: Subject) => void
}

const noLabel = () => {}
/** Dots that are smaller cannot be aimed at, nor their names be told apart. In pixels. */
const smallestTarget = 5
const smallestNamed = 7
const smallestRegion = 40
/** Pixels around the picture, and for the last line of names. */
const padding = 28
const nameRoom = 40
const faded = 0.16

/** Draws scenes with sigma. */
export class Stage {
  readonly #fleet: Fleet
  readonly #sigma: Sigma<NodeAttributes, EdgeAttributes>
  readonly #labels: CanvasRenderingContext2D
  readonly #reducesMotion = matchMedia('(prefers-reduced-motion: reduce)')
  #palette: Palette
  #scene: Scene | undefined
  #subjects = new Map<string, Subject>()
  #chosen: string | undefined
  #pointed: string | undefined
  /** What stays bright: what is chosen or pointed at, and what is joined to it. */
  #bright: ReadonlySet<string> | undefined

  constructor(container: HTMLElement, { fleet, onPick, onOpen }: StageOptions) {
    this.#fleet = fleet
    this.#palette = readPalette()
    this.#sigma = new Sigma<NodeAttributes, EdgeAttributes>(drawingOf(emptyScene, fleet, this.#palette), container, {
      nodeProgramClasses: { circle: ShapeProgram },
      nodeHoverProgramClasses: { circle: ShapeProgram },
      defaultNodeType: 'circle',
      defaultEdgeType: 'line',
      // It may begin out of sight, beside the tables.
      allowInvalidContainer: true,
      renderLabels: false,
      defaultDrawNodeHover: noLabel,
      zIndex: true,
      stagePadding: 0,
      minEdgeThickness: 1,
      minCameraRatio: 0.01,
      maxCameraRatio: 3,
      zoomDuration: this.#reducesMotion.matches ? 1 : 200,
      inertiaDuration: this.#reducesMotion.matches ? 1 : 200,
      nodeReducer: (key, data) => this.#nodeLook(key, data),
      edgeReducer: (key, data) => this.#edgeLook(key, data),
    })
    this.#sigma.createCanvasContext('names', { style: { pointerEvents: 'none' } })
    this.#labels = contextOf(this.#sigma.getCanvases()['names'])
    this.#sigma.resize(true)
    this.#sigma.on('afterRender', () => this.#drawLabels())
    this.#listen(onPick, onOpen)
  }

  get drawing(): Drawing {
    return this.#sigma.getGraph() as Drawing
  }

  /** Shows a scene as a whole. */
  show(scene: Scene): void {
    this.#scene = scene
    this.#subjects = new Map(scene.nodes.map(({ subject }) => [subjectKey(subject), subject]))
    this.#pointed = undefined
    this.#bright = undefined
    this.#sigma.setSettings({
      itemSizesReference: scene.unit,
      zoomToSizeRatioFunction: scene.unit === 'positions' ? (ratio) => ratio : Math.sqrt,
    })
    this.#sigma.setCustomBBox(boxAround(scene))
    this.#sigma.setGraph(drawingOf(scene, this.#fleet, this.#palette))
    this.choose(undefined)
    this.#sigma.getCamera().setState(this.#fitting())
  }

  has(subject: Subject): boolean {
    return this.#subjects.has(subjectKey(subject))
  }

  /** Makes something stand out. */
  choose(subject: Subject | undefined): void {
    this.#chosen = subject === undefined ? undefined : subjectKey(subject)
    this.#shine()
  }

  /** Takes the colours anew. */
  recolour(): void {
    this.#palette = readPalette()
    const scene = this.#scene
    if (scene === undefined) return
    const drawing = drawingOf(scene, this.#fleet, this.#palette)
    this.#sigma.setGraph(drawing)
  }

  zoom(factor: number): void {
    const camera = this.#sigma.getCamera()
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, { duration: this.#duration })
  }

  fit(): void {
    void this.#sigma.getCamera().animate(this.#fitting(), { duration: this.#duration })
  }

  // sigma fits a square; this fits the picture.
  #fitting() {
    const all = { x: 0.5, y: 0.5, angle: 0, ratio: 1 }
    const box = this.#sigma.getCustomBBox()
    if (box === null) return all
    const corner = (x: number, y: number) => this.#sigma.graphToViewport({ x, y }, { cameraState: all })
    const [a, b] = [corner(box.x[0], box.y[0]), corner(box.x[1], box.y[1])]
    const { width, height } = this.#sigma.getDimensions()
    const ratio = Math.max(
      Math.abs(b.x - a.x) / Math.max(1, width - 2 * padding),
      Math.abs(b.y - a.y) / Math.max(1, height - 2 * padding - nameRoom),
    )
    // Names stand below what they belong to.
    return { ...all, ratio: Math.max(ratio, 0.01) }
  }

  /** Moves the picture so that something is in sight. */
  center(subject: Subject): void {
    const place = this.#sigma.getNodeDisplayData(subjectKey(subject))
    if (place === undefined) return
    const { width, height } = this.#sigma.getDimensions()
    const { x, y } = this.#sigma.framedGraphToViewport(place)
    const isInSight = x > 40 && y > 40 && x < width - 40 && y < height - 60
    if (!isInSight) void this.#sigma.getCamera().animate({ x: place.x, y: place.y }, { duration: this.#duration })
  }

  get #duration(): number {
    return this.#reducesMotion.matches ? 0 : 250
  }

  #listen(onPick: StageOptions['onPick'], onOpen: StageOptions['onOpen']): void {
    this.#sigma.on('clickNode', ({ node }) => onPick(this.#aimed(node)))
    this.#sigma.on('clickStage', () => onPick(undefined))
    this.#sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => {
      preventSigmaDefault()
      const subject = this.#aimed(node)
      if (subject !== undefined) onOpen(subject)
    })
    const point = (key: string | undefined) => {
      this.#pointed = key
      this.#sigma.getContainer().classList.toggle('points', key !== undefined)
      this.#shine()
    }
    this.#sigma.on('enterNode', ({ node }) => {
      const subject = this.#aimed(node)
      point(subject === undefined ? undefined : subjectKey(subject))
    })
    this.#sigma.on('leaveNode', () => point(undefined))
  }

  // A dot that is too small to be aimed at stands for its community.
  #aimed(key: string): Subject | undefined {
    const subject = this.#subjects.get(key)
    const attributes = this.drawing.getNodeAttributes(key)
    if (subject === undefined || !('node' in subject) || attributes.form !== 'dot') return subject
    if (this.#sigma.scaleSize(attributes.size) >= smallestTarget) return subject
    const community = this.#fleet.communityOf(subject.node)
    return community === undefined ? subject : { community }
  }

  #regionOf(key: string): string {
    const subject = this.#subjects.get(key)
    const community = subject !== undefined && 'node' in subject ? this.#fleet.communityOf(subject.node) : undefined
    return community === undefined ? key : subjectKey({ community })
  }

  #shine(): void {
    const center = this.#pointed ?? this.#chosen
    const drawing = this.drawing
    this.#bright =
      center === undefined || !drawing.hasNode(center) ? undefined : new Set([center, ...drawing.neighbors(center)])
    this.#sigma.refresh({ skipIndexation: true })
  }

  #nodeLook(key: string, data: NodeAttributes) {
    if (key === this.#chosen) return { ...data, border: this.#palette.accent, zIndex: 4, forceLabel: true }
    if (this.#bright === undefined || this.#bright.has(key) || data.form === 'dot') return data
    const { background } = this.#palette
    return { ...data, color: mixed(data.color, background, faded), border: mixed(data.border, background, faded) }
  }

  #edgeLook(key: string, data: EdgeAttributes) {
    if (this.#bright === undefined) return data
    const center = this.#pointed ?? this.#chosen
    const isBright = this.drawing.source(key) === center || this.drawing.target(key) === center
    if (isBright)
      return { ...data, size: data.size * 1.5, color: mixed(data.color, this.#palette.text, 0.6), zIndex: 2 }
    return { ...data, color: mixed(data.color, this.#palette.background, faded) }
  }

  #drawLabels(): void {
    const { width, height } = this.#sigma.getDimensions()
    this.#labels.clearRect(0, 0, width, height)
    const { labels, obstacles } = this.#inSight({ width, height })
    const names = this.#scene?.place.view === 'path' ? this.#edgeLabels() : []
    drawLabels(this.#labels, [...labels, ...names], { palette: this.#palette, ground: { width, height, obstacles } })
  }

  // Along a path there is room for what the steps are.
  #edgeLabels(): Label[] {
    const drawing = this.drawing
    return drawing.edges().map((owner) => {
      const { name } = drawing.getEdgeAttributes(owner)
      const [a, b] = drawing
        .extremities(owner)
        .map((key) => this.#sigma.graphToViewport(drawing.getNodeAttributes(key)))
      const [x, y] = [((a?.x ?? 0) + (b?.x ?? 0)) / 2, ((a?.y ?? 0) + (b?.y ?? 0)) / 2]
      const plain = { detail: undefined, isChosen: false, isStrong: false, mayCover: true }
      return { owner, lines: [name], x, y, radius: 0, ...plain }
    })
  }

  #inSight({ width, height }: { width: number; height: number }): { labels: Label[]; obstacles: Obstacle[] } {
    const labels: (Label & { rank: number })[] = []
    const obstacles: Obstacle[] = []
    this.drawing.forEachNode((key, attributes) => {
      const { form, lines, detail, rank } = attributes
      const isChosen = key === this.#chosen || key === this.#pointed
      const radius = this.#sigma.scaleSize(attributes.size)
      if (form === 'dot' && radius < smallestNamed && !isChosen) return
      if (this.#bright !== undefined && !this.#bright.has(key) && form === 'node') return
      const { x, y } = this.#sigma.graphToViewport(attributes)
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) return
      const isRegion = form === 'region'
      // In a small bubble there is room for the first words only.
      const shown = isRegion && radius < smallestRegion && !isChosen ? lines.slice(0, 1) : lines
      const owner = form === 'dot' ? this.#regionOf(key) : key
      labels.push({ owner, lines: shown, detail, x, y, radius, isChosen, isStrong: isRegion, mayCover: isRegion, rank })
      // Of a disc, what a name would really cover.
      const reach = radius * (isRegion ? 0.7 : 0.9)
      if (form !== 'dot')
        obstacles.push({ owner, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach })
    })
    return { labels: labels.sort((a, b) => b.rank - a.rank), obstacles }
  }
}

const emptyScene: Scene = { place: { view: 'map' }, nodes: [], edges: [], unit: 'screen', all: { nodes: 0, edges: 0 } }

// With what reaches over the outermost places.
function boxAround({ nodes, unit }: Scene): { x: [number, number]; y: [number, number] } | null {
  if (nodes.length === 0) return null
  const box = { x: [Infinity, -Infinity] as [number, number], y: [Infinity, -Infinity] as [number, number] }
  for (const { x, y, size } of nodes) {
    const reach = unit === 'positions' ? size : 12
    box.x = [Math.min(box.x[0], x - reach), Math.max(box.x[1], x + reach)]
    box.y = [Math.min(box.y[0], y - reach), Math.max(box.y[1], y + reach)]
  }
  return box
}

function contextOf(canvas: HTMLCanvasElement | undefined): CanvasRenderingContext2D {
  const context = canvas?.getContext('2d')
  if (context === null || context === undefined) throw new Error('There is no canvas to write names on.')
  return context
}
