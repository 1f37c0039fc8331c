import type { AgentType } from '#core/contract'

/** What kinds of agents there are. */
export const agentTypes = [
  'orchestrator',
  'worker',
  'critic',
  'judge',
  'trainer',
  'governor',
  'monitor',
  'integrator',
] as const satisfies readonly AgentType[]

/** True if a text is the name of an agent type. */
export function isAgentType(text: string | undefined): text is AgentType {
  return agentTypes.some((type) => type === text)
}
