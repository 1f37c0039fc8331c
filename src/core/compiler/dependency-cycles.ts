import { findCycles } from './cycles.ts'
import type { FindAgent, LinkedAgent } from './linked.ts'

/** The agents that an agent depends on, in the order in which they are written; undefined for those that are not there. */
export function dependenciesOf({ manifest }: LinkedAgent, find: FindAgent): (LinkedAgent | undefined)[] {
  return (manifest.content.spec.dependsOn ?? []).map(({ agent, version }) => {
    const lookup = find(agent, { from: manifest.file, range: version })
    return 'found' in lookup ? lookup.found : undefined
  })
}

/** The circles in which agents depend on one another, one for each part of the fleet that has any. */
export function dependencyCycles(agents: readonly LinkedAgent[], find: FindAgent): LinkedAgent[][] {
  const keys = new Map(agents.map((agent, index) => [agent, String(index).padStart(9, '0')]))
  const byKey = new Map([...keys].map(([agent, key]) => [key, agent]))
  const successors = (key: string) =>
    dependenciesOf(byKey.get(key) as LinkedAgent, find).flatMap((agent) =>
      agent === undefined ? [] : [keys.get(agent) ?? ''],
    )
  return findCycles([...byKey.keys()], successors).map((cycle) => cycle.map((key) => byKey.get(key) as LinkedAgent))
}
