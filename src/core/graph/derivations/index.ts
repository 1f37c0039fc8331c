import type { Derivation } from '../derivation.ts'
import { agentCapability } from './agent-capability.ts'
import { agentDependency } from './agent-dependency.ts'
import { agentDomain } from './agent-domain.ts'
import { agentMention } from './agent-mention.ts'
import { agentModel } from './agent-model.ts'
import { agentProtocol } from './agent-protocol.ts'
import { agentRelation } from './agent-relation.ts'
import { agentServer } from './agent-server.ts'
import { agentTool } from './agent-tool.ts'
import { capabilityOperation } from './capability-operation.ts'
import { capabilitySchema } from './capability-schema.ts'
import { dataFlow } from './data-flow.ts'
import { operationProvider } from './operation-provider.ts'
import { operationUse } from './operation-use.ts'
import { owner } from './owner.ts'
import { schemaFit } from './schema-fit.ts'
import { serverTool } from './server-tool.ts'
import { taskNeeds, taskReads } from './task-order.ts'
import { workflowTask } from './workflow-task.ts'
import { workflowUse } from './workflow-use.ts'

/** All ways in which edges follow from manifests. The order does not matter. */
export const derivations: readonly Derivation[] = [
  agentCapability,
  agentDependency,
  agentDomain,
  agentMention,
  agentModel,
  agentProtocol,
  agentRelation,
  agentServer,
  agentTool,
  capabilityOperation,
  capabilitySchema,
  dataFlow,
  operationProvider,
  operationUse,
  owner,
  schemaFit,
  serverTool,
  taskNeeds,
  taskReads,
  workflowTask,
  workflowUse,
]

/** The kinds of edges that there can be. */
export const edgeKinds: readonly string[] = derivations.flatMap(({ kinds }) => kinds)
