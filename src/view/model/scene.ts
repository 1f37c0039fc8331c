import type { Sieve } from './filters.ts'
import type { Fleet } from './fleet.ts'
import type { Link } from './links.ts'

/** What a picture is of. */
export type Place =
  | { readonly view: 'map' }
  | { readonly view: 'community'; readonly community: number }
  | { readonly view: 'around'; readonly node: number }
  | { readonly view: 'path'; readonly from: number; readonly to: number }

/** A node or a community: what can be pointed at. */
export type Subject = { readonly node: number } | { readonly community: number }

export interface SceneNode {
  readonly subject: Subject
  readonly x: number
  readonly y: number
  /** A radius, in the unit of the scene. */
  readonly size: number
  /** `region`: a community with what is in it. `dot`: an agent in a region. */
  readonly form: 'region' | 'dot' | 'node'
}

export interface SceneEdge {
  readonly source: Subject
  readonly target: Subject
  readonly origin: string
  readonly kind: string
  readonly isDirected: boolean
  /** In the unit of the scene. */
  readonly width: number
}

/** What is to be drawn. The same question has always the same answer. */
export interface Scene {
  readonly place: Place
  readonly nodes: readonly SceneNode[]
  readonly edges: readonly SceneEdge[]
  /** `positions`: sizes grow with the picture. `screen`: sizes are pixels. */
  readonly unit: 'positions' | 'screen'
  /** How much there would be. */
  readonly all: { readonly nodes: number; readonly edges: number }
}

/** What scenes are made of. */
export interface Stock {
  readonly fleet: Fleet
  readonly links: readonly Link[]
  readonly sieve: Sieve
  /** Width by height of where it will be seen. */
  readonly aspect: number
  /** How many times the usual number of nodes and edges may be shown. */
  readonly plenty: number
}

/** A name for a subject, unique among all. */
export function subjectKey(subject: Subject): string {
  return 'node' in subject ? `n${subject.node}` : `c${subject.community}`
}

export function isSameSubject(a: Subject | undefined, b: Subject | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && subjectKey(a) === subjectKey(b))
}

export function isSamePlace(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
