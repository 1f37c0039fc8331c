/** Manifests of every dialect as one typed model, with the way back to the original text. Knows no other files. */
export { agentTypes } from './agent-types.ts'
export { manifestDiagnostics } from './diagnostics.ts'
export type { LostManifest } from './dialect.ts'
export { isImported, mayBeImported } from './imported.ts'
export { carriesMarker } from './marker.ts'
export {
  type AgentManifest,
  hasOriginalText,
  isAgentManifest,
  isIncomplete,
  isLeftOut,
  isServerManifest,
  isWorkflowManifest,
  type Manifest,
  manifestName,
  mayHaveCapability,
  type Origin,
  placeIn,
  type ServerManifest,
  type ToolList,
  type WorkflowManifest,
} from './model.ts'
export { inOwnWords } from './own-words.ts'
export { type ReadManifests, readManifests } from './read.ts'
