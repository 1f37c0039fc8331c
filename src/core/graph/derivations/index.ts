import type { Derivation } from '../derivation.ts'
import { agentCapability } from './agent-capability.ts'
import { agentDependency } from './agent-dependency.ts'
import { agentDomain } from './agent-domain.ts'
import { agentProtocol } from './agent-protocol.ts'
import { agentRelation } from './agent-relation.ts'
import { agentTool } from './agent-tool.ts'
import { capabilityOperation } from './capability-operation.ts'
import { dataFlow } from './data-flow.ts'
import { operationUse } from './operation-use.ts'
import { workflowTask } from './workflow-task.ts'

/** All ways in which edges follow from manifests. The order does not matter. */
export const derivations: readonly Derivation[] = [
  agentCapability,
  agentDependency,
  agentDomain,
  agentProtocol,
  agentRelation,
  agentTool,
  capabilityOperation,
  dataFlow,
  operationUse,
  workflowTask,
]

/** All ways in which pairs of agents follow from what they share. */
export { sharedHubs } from './shared.ts'
