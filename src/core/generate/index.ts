/** What follows from the specs: types, new manifests, new workspaces. Knows no terminal; templates are handed in. */
export { describeFiles } from './describe-files.ts'
export { type GenerateRequest, generateFiles } from './generate-files.ts'
export { describeInit } from './init/describe-init.ts'
export { type InitRequest, initWorkspace } from './init/init-workspace.ts'
export { findTemplate, type WorkspaceTemplate, workspaceTemplates } from './init/templates.ts'
export { type CreateRequest, createManifest } from './scaffold/create-manifest.ts'
export type { Target } from './target.ts'
export { type TargetName, targets } from './targets.ts'
