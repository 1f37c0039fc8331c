/** Manifests of every dialect as one typed model, with the way back to the original text. Knows no other files. */
export { agentTypes } from './agent-types.ts'
export { manifestDiagnostics } from './diagnostics.ts'
export { carriesMarker } from './marker.ts'
export {
  type AgentManifest,
  hasOriginalText,
  isAgentManifest,
  isWorkflowManifest,
  type Manifest,
  manifestName,
  placeIn,
  type WorkflowManifest,
} from './model.ts'
export { readManifests } from './read.ts'
