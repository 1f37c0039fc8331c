import type { Agent, Capability, Server, Workflow } from '#core/contract'
import type { Place } from '#core/diagnostics'
import { currentApiVersion } from './marker.ts'
import { type Pointers, pointerIn } from './pointers.ts'

/** Where something that was read is written, and how its parts are found there. */
export interface Origin {
  readonly file: string
  /** Index of the document in the file. */
  readonly document: number
  /** Name of the dialect it is written in. */
  readonly dialect: string
  /** Undefined for ossa/v1, unless names in it are misspelt. */
  readonly pointers: Pointers | undefined
  /** Names in it that are known although their definition is faulty and was left out: tasks, capabilities. */
  readonly droppedNames: readonly string[]
  /** Pointers to parts that were left out since they are faulty, and what was there is not known. */
  readonly leftOut?: readonly string[] | undefined
  /** What names, and the beginnings of paths in expressions, were before they were normalised. */
  readonly writtenAs?: Readonly<Record<string, string>>
}

export interface AgentManifest extends Origin {
  readonly kind: 'Agent'
  readonly content: Agent
}

export interface WorkflowManifest extends Origin {
  readonly kind: 'Workflow'
  readonly content: Workflow
}

/** An MCP server, as its own files describe it. */
export interface ServerManifest extends Origin {
  readonly kind: 'Server'
  readonly content: Server
}

/** A manifest in terms of ossa/v1, whatever it was written in. Plain data: it can be cached as JSON. */
export type Manifest = AgentManifest | WorkflowManifest | ServerManifest

/** Tools of a server that are described in a file of their own, beside the server's. */
export interface ToolList extends Origin {
  readonly tools: readonly Capability[]
}

export function isAgentManifest(manifest: Manifest): manifest is AgentManifest {
  return manifest.kind === 'Agent'
}

export function isWorkflowManifest(manifest: Manifest): manifest is WorkflowManifest {
  return manifest.kind === 'Workflow'
}

export function isServerManifest(manifest: Manifest): manifest is ServerManifest {
  return manifest.kind === 'Server'
}

/** `name@version`. */
export function manifestName(manifest: Manifest): string {
  const { name, version } = manifest.content.metadata
  return `${name}@${version}`
}

/** Where something in the normalised manifest stands in the original file. */
export function placeIn(origin: Origin, pointer: string, target: Place['target'] = 'value'): Place {
  const { file, document, pointers } = origin
  return { file, document, pointer: pointerIn(pointers, pointer), target }
}

/** True if the texts in this manifest are the author's own, so that offsets in them mean something in the file. */
export function hasOriginalText(manifest: Manifest): boolean {
  return manifest.dialect === currentApiVersion
}

/** True if what is at a pointer may be another thing than the manifest says, since it was left out. */
export function isLeftOut({ leftOut = [] }: Origin, pointer: string): boolean {
  return leftOut.some((faulty) => faulty === pointer || pointer.startsWith(`${faulty}/`))
}

/** True if what is said about a part may be wrong since something right in it, or the part itself, was left out. */
export function isIncomplete(origin: Origin, pointer: string): boolean {
  return isLeftOut(origin, pointer) || (origin.leftOut ?? []).some((faulty) => parentOf(faulty) === pointer)
}

/** True if an agent may have a capability that is missing from its manifest only because something there is faulty. */
export function mayHaveCapability(manifest: AgentManifest, name: string): boolean {
  return manifest.droppedNames.includes(name) || isLeftOut(manifest, '/spec/capabilities')
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}
