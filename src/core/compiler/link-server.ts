import { placeIn, type ServerManifest, type ToolList } from '#core/manifest'
import { resolveFrom } from '#core/source'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import type { LinkedServer, LinkedWorkspace, ServerTool } from './linked.ts'
import { nearest } from './nearest.ts'

/** Where Docker's registry keeps the tools of a server, beside the file that describes the server itself. */
const toolFile = 'tools.json'

/** A server with the tools that its own file has, and those in the file beside it. */
export function linkServer(
  manifest: ServerManifest,
  facts: ReadonlyMap<string, FileFacts>,
  files: WorkspaceFiles,
): LinkedServer {
  const { name, version } = manifest.content.metadata
  const own = (manifest.content.spec.capabilities ?? []).map(
    (content, index): ServerTool => ({ content, place: placeIn(manifest, `/spec/capabilities/${index}/name`) }),
  )
  const beside = toolLists(manifest, facts, files).flatMap((list) =>
    list.tools.map((content, index): ServerTool => ({ content, place: placeIn(list, `/tools/${index}/name`) })),
  )
  const ownNames = new Set(own.map(({ content }) => content.name))
  return {
    manifest,
    id: `${name}@${version}`,
    tools: [...own, ...beside.filter(({ content }) => !ownNames.has(content.name))],
  }
}

function toolLists(
  { file, dialect }: ServerManifest,
  facts: ReadonlyMap<string, FileFacts>,
  files: WorkspaceFiles,
): readonly ToolList[] {
  const beside = dialect === 'mcp/server.yaml' ? resolveFrom(file, toolFile) : undefined
  if (beside === undefined) return []
  const known = facts.get(beside)
  if (known !== undefined) return known.toolLists
  return files.tree.kindOf(beside) === 'file' ? (files.facts(beside, 'discovered')?.toolLists ?? []) : []
}

/** Makes the lookup over all servers. */
export function indexServers(servers: readonly LinkedServer[]): LinkedWorkspace['findServer'] {
  const byName = groupByName(servers, (name) => name)
  // In a registry names have a namespace, and agents call the server by the rest: io.github.owner/files.
  const byLocalName = groupByName(servers, (name) => name.slice(name.lastIndexOf('/') + 1))
  return (name, from) => nearest(byName.get(name) ?? byLocalName.get(name) ?? [], from)
}

function groupByName(
  servers: readonly LinkedServer[],
  keyOf: (name: string) => string,
): ReadonlyMap<string, LinkedServer[]> {
  const groups = new Map<string, LinkedServer[]>()
  for (const server of servers) {
    const key = keyOf(server.manifest.content.metadata.name)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [server])
    else group.push(server)
  }
  return groups
}
