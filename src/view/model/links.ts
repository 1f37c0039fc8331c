import type { Fleet } from './fleet.ts'

/** What joins two communities. */
export interface Link {
  readonly a: number
  readonly b: number
  /** Edges from a member of the one to a member of the other. */
  readonly direct: number
  /** Things that agents of both lead to. */
  readonly shared: number
  /** How much it says: the more agents share a thing, the less. */
  readonly weight: number
}

/** What agents of more communities lead to joins no two of them in particular, and there would be very many pairs. */
const mostCommunities = 64

/** What joins communities, the strongest first. */
export function linksOf(fleet: Fleet): Link[] {
  const links = new Map<number, { a: number; b: number; direct: number; shared: number; weight: number }>()
  const linkOf = (first: number, second: number) => {
    const [a, b] = first < second ? [first, second] : [second, first]
    const key = a * fleet.communities.length + b
    const link = links.get(key) ?? { a, b, direct: 0, shared: 0, weight: 0 }
    links.set(key, link)
    return link
  }
  for (let edge = 0; edge < fleet.edgeCount; edge += 1) {
    if (!joinsActors(fleet, edge)) continue
    const [a, b] = [fleet.communityOf(fleet.source(edge)), fleet.communityOf(fleet.target(edge))]
    if (a === undefined || b === undefined || a === b) continue
    const link = linkOf(a, b)
    link.direct += 1
    link.weight += fleet.weight(edge)
  }
  for (let node = 0; node < fleet.nodeCount; node += 1) {
    if (isActor(fleet, node)) continue
    const users = usersByCommunity(fleet, node)
    if (users.size > mostCommunities) continue
    const [total, communities] = [[...users.values()].reduce((sum, count) => sum + count, 0), [...users]]
    for (const [index, [a, countOfA]] of communities.entries())
      for (const [b, countOfB] of communities.slice(index + 1)) {
        const link = linkOf(a, b)
        link.shared += 1
        link.weight += Math.min(countOfA, countOfB) / total
      }
  }
  return [...links.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b)
}

/** The strongest links of each community. */
export function strongestLinks(links: readonly Link[], perCommunity: number): Link[] {
  const counts = new Map<number, number>()
  return links.filter(({ a, b }) => {
    const [ofA, ofB] = [counts.get(a) ?? 0, counts.get(b) ?? 0]
    if (ofA >= perCommunity && ofB >= perCommunity) return false
    counts.set(a, ofA + 1)
    counts.set(b, ofB + 1)
    return true
  })
}

/** True for what does something: it is no thing that others share. */
export function isActor(fleet: Fleet, node: number): boolean {
  const kind = fleet.kind(node)
  return kind === 'agent' || kind === 'workflow'
}

function joinsActors(fleet: Fleet, edge: number): boolean {
  return isActor(fleet, fleet.source(edge)) && isActor(fleet, fleet.target(edge))
}

function usersByCommunity(fleet: Fleet, node: number): Map<number, number> {
  const users = new Map<number, number>()
  if (fleet.degree(node) < 2) return users
  for (const edge of fleet.edgesOf(node)) {
    const other = fleet.otherEnd(edge, node)
    const community = fleet.isAgent(other) ? fleet.communityOf(other) : undefined
    if (community !== undefined) users.set(community, (users.get(community) ?? 0) + 1)
  }
  return users
}
