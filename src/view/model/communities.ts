import type { ViewData } from '../../core/graph/view/view-data.ts'

/** Agents that have more to do with one another than with the rest, and what belongs to them. */
export interface Community {
  readonly index: number
  readonly name: string
  readonly agents: readonly number[]
  /** The agents, and the workflows and other nodes that go with them. */
  readonly members: readonly number[]
  /** True for agents that share nothing with others: they are shown together, though nothing joins them. */
  readonly isRest: boolean
}

/** The communities of two agents and more, as they come; and as the last, all agents that are alone. */
export function communitiesOf({ communities, nodes }: ViewData, isAgent: (node: number) => boolean): Community[] {
  const members: number[][] = communities.map(() => [])
  for (const [node, community] of nodes.community.entries()) members[community]?.push(node)
  const found = communities.map((name, index) => {
    const own = members[index] ?? []
    return { name, members: own, agents: own.filter(isAgent) }
  })
  const groups = found.filter(({ agents }) => agents.length > 1)
  const alone = found.filter(({ agents }) => agents.length <= 1)
  const rest =
    alone.length < 2
      ? alone.map((each) => ({ ...each, isRest: false }))
      : [
          {
            name: 'Agents on their own',
            members: alone.flatMap((each) => each.members).sort((a, b) => a - b),
            agents: alone.flatMap(({ agents }) => agents).sort((a, b) => a - b),
            isRest: true,
          },
        ]
  return [...groups.map((each) => ({ ...each, isRest: false })), ...rest].map((each, index) => ({ index, ...each }))
}
