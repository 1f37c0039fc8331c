import type { ViewData } from '../../src/core/graph/view/view-data.ts'
import { viewDataOf } from '../../src/core/graph/view/view-data-of.ts'
import { initialFilters, Sieve } from '../../src/view/model/filters.ts'
import { Fleet } from '../../src/view/model/fleet.ts'
import { linksOf } from '../../src/view/model/links.ts'
import type { Stock } from '../../src/view/model/scene.ts'
import { agent, graphOf } from '../graph/graph-of.ts'

/** A graph as the page gets it: through JSON. */
export function fleetOf(graph: Parameters<typeof viewDataOf>[0], title = 'Fleet'): Fleet {
  return new Fleet(JSON.parse(JSON.stringify(viewDataOf(graph, title))) as ViewData)
}

/** What scenes of a fleet are made of, with everything in sight. */
export function stockOf(fleet: Fleet, aspect = 1): Stock {
  return { fleet, links: linksOf(fleet), sieve: new Sieve(fleet, initialFilters(fleet)), aspect, plenty: 1 }
}

/** Two teams of four that share a capability each and one protocol, a chain of dependencies within them, and two loners. */
export async function twoTeams(): Promise<Fleet> {
  const files = ['red', 'blue'].flatMap((team) =>
    [1, 2, 3, 4].map((number) => {
      const depends = number === 1 ? '' : `  dependsOn: [{ agent: ${team}-${number - 1} }]`
      const capability = `{ name: ${team}-work, description: Works., input: {}, output: {} }`
      const spec = `  capabilities: [${capability}]\n  protocols: [rest]\n  domains: [${team}]\n${depends}`
      return [`${team}-${number}.yaml`, agent(`${team}-${number}`, spec)] as const
    }),
  )
  const loners = ['hermit', 'recluse'].map((name) => [`${name}.yaml`, agent(name)] as const)
  return fleetOf(await graphOf(Object.fromEntries([...files, ...loners])))
}
