import { findCyclesThrough } from './cycles.ts'
import type { FindAgent, LinkedAgent } from './linked.ts'

/** The agents that an agent depends on, in the order in which they are written; undefined for those that are not there. */
export function dependenciesOf({ manifest }: LinkedAgent, find: FindAgent): (LinkedAgent | undefined)[] {
  return (manifest.content.spec.dependsOn ?? []).map(({ agent, version }) => {
    const lookup = find(agent, { from: manifest.file, range: version })
    return 'found' in lookup ? lookup.found : undefined
  })
}

/** The circles in which agents depend on one another, one for each part of the fleet that has any and is asked about. */
export function dependencyCycles(
  agents: readonly LinkedAgent[],
  find: FindAgent,
  isAsked: (agent: LinkedAgent) => boolean,
): LinkedAgent[][] {
  return findCyclesThrough(agents, (agent) => dependenciesOf(agent, find).flatMap((other) => other ?? []), isAsked)
}
