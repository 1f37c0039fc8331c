/** Links everything to everything and checks it. Knows no terminal, no storage and no network. */

export { AgentNames, type NamedAgent } from './agent-index.ts'
export { type Bundled, type BundleRequest, bundleOpenApiFile, describeBundle } from './bundle-openapi.ts'
export { changedFiles, versionRef } from './changed-files.ts'
export { type CheckResult, checkWorkspace } from './check-workspace.ts'
export { discoverTarget } from './collect.ts'
export { type CompiledWorkspace, type CompileRequest, compileWorkspace } from './compile.ts'
export { type CompileOnDiskRequest, compileOnDisk } from './compile-on-disk.ts'
export { findKnots } from './cycles.ts'
export { explainCode, explainRules, printRule, tabulateRules } from './explain.ts'
export { workflowOutputSchema } from './flow/output-schema.ts'
export { type OutputExpression, outputExpressions } from './flow/output-types.ts'
export { type AgentLinker, agentLinker, linkManifests } from './link.ts'
export { type NamedServer, ServerNames } from './link-server.ts'
export type {
  CapabilityContract,
  LinkedAgent,
  LinkedCall,
  LinkedCapability,
  LinkedServer,
  LinkedTask,
  LinkedWorkflow,
  LinkedWorkspace,
  OperationBinding,
} from './linked.ts'
export { type ListedManifests, type ListRequest, listManifests } from './list-manifests.ts'
export { planWorkflow } from './plan.ts'
export {
  notPublishable,
  notRunnable,
  type PreparedRun,
  type PrepareRequest,
  prepareRun,
  requireValidInput,
} from './prepare-run.ts'
export { type ReadRequest, type ReadWorkspace, readFiles, readWorkspace } from './read-workspace.ts'
export type { Rule } from './rule.ts'
export { relationFields } from './rules/agent-exists.ts'
export { rules } from './rules/index.ts'
export { type ShownManifests, type ShowRequest, showManifests } from './show-manifests.ts'
export { tabulateManifests } from './tabulate-manifests.ts'
export { type ValidateRequest, validateWorkspace } from './validate.ts'
export { watchedFolders } from './watched-folders.ts'
