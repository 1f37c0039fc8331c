import type { Rule } from '../rule.ts'
import { acyclicDependencies } from './acyclic-dependencies.ts'
import { acyclicTasks } from './acyclic-tasks.ts'
import { acyclicWorkflows } from './acyclic-workflows.ts'
import { agentExists } from './agent-exists.ts'
import { authenticatedHttp } from './authenticated-http.ts'
import { capabilityExists } from './capability-exists.ts'
import { comparisonCanHold } from './comparison-can-hold.ts'
import { described } from './described.ts'
import { encryptedTransport } from './encrypted-transport.ts'
import { fieldDeclared } from './field-declared.ts'
import { fieldExists } from './field-exists.ts'
import { fileExists } from './file-exists.ts'
import { inputDeclared } from './input-declared.ts'
import { inputFits } from './input-fits.ts'
import { inputInRange } from './input-in-range.ts'
import { interpolatedText } from './interpolated-text.ts'
import { kebabCaseNames } from './kebab-case.ts'
import { literalRuntime } from './literal-runtime.ts'
import { mcpRuntimeComplete } from './mcp-runtime-complete.ts'
import { noPlaintextSecret } from './no-plaintext-secret.ts'
import { noShellFromInput } from './no-shell-from-input.ts'
import { oneSourceOfSchema } from './one-source-of-schema.ts'
import { operandTypes } from './operand-types.ts'
import { operandsAlwaysFit } from './operands-always-fit.ts'
import { operationExists } from './operation-exists.ts'
import { optionalRead } from './optional-read.ts'
import { overseenAutonomy } from './overseen-autonomy.ts'
import { safeRetry } from './safe-retry.ts'
import { serverDeclared } from './server-declared.ts'
import { taskAgentExists } from './task-agent-exists.ts'
import { taskExists } from './task-exists.ts'
import { taskFieldsFit } from './task-fields-fit.ts'
import { taskVersionRange } from './task-version-range.ts'
import { timeLimitSet } from './time-limit-set.ts'
import { toolExists } from './tool-exists.ts'
import { uniqueAgent } from './unique-agent.ts'
import { uniqueCapabilityName } from './unique-capability-name.ts'
import { uniqueWorkflow } from './unique-workflow.ts'
import { upstreamTask } from './upstream-task.ts'
import { validExpression } from './valid-expression.ts'
import { versionRange } from './version-range.ts'
import { workflowExists } from './workflow-exists.ts'

/** Every rule. The order means nothing: diagnostics are sorted by place. */
export const rules: readonly Rule[] = [
  acyclicDependencies,
  acyclicTasks,
  acyclicWorkflows,
  agentExists,
  authenticatedHttp,
  capabilityExists,
  comparisonCanHold,
  described,
  encryptedTransport,
  fieldDeclared,
  fieldExists,
  fileExists,
  inputDeclared,
  inputFits,
  inputInRange,
  interpolatedText,
  kebabCaseNames,
  literalRuntime,
  mcpRuntimeComplete,
  noPlaintextSecret,
  noShellFromInput,
  oneSourceOfSchema,
  operandTypes,
  operandsAlwaysFit,
  operationExists,
  optionalRead,
  overseenAutonomy,
  safeRetry,
  serverDeclared,
  taskAgentExists,
  taskExists,
  taskFieldsFit,
  taskVersionRange,
  timeLimitSet,
  toolExists,
  uniqueAgent,
  uniqueCapabilityName,
  uniqueWorkflow,
  upstreamTask,
  validExpression,
  versionRange,
  workflowExists,
]
