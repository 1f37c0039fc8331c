import { placeIn, type ServerManifest, type ToolList } from '#core/manifest'
import { resolveFrom } from '#core/source'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import type { LinkedServer, ServerTool } from './linked.ts'
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
  const tools = files.inquiry.once(() => toolsOf(manifest, facts, files))
  return {
    manifest,
    id: `${name}@${version}`,
    get tools() {
      return tools()
    },
  }
}

function toolsOf(
  manifest: ServerManifest,
  facts: ReadonlyMap<string, FileFacts>,
  files: WorkspaceFiles,
): readonly ServerTool[] {
  const own = (manifest.content.spec.capabilities ?? []).map(
    (content, index): ServerTool => ({ content, place: placeIn(manifest, `/spec/capabilities/${index}/name`) }),
  )
  const beside = toolLists(manifest, facts, files).flatMap((list) =>
    list.tools.map((content, index): ServerTool => ({ content, place: placeIn(list, `/tools/${index}/name`) })),
  )
  const ownNames = new Set(own.map(({ content }) => content.name))
  return [...own, ...beside.filter(({ content }) => !ownNames.has(content.name))]
}

function toolLists(
  { file, dialect }: ServerManifest,
  facts: ReadonlyMap<string, FileFacts>,
  files: WorkspaceFiles,
): readonly ToolList[] {
  const beside = dialect === 'mcp/server.yaml' ? resolveFrom(file, toolFile) : undefined
  if (beside === undefined) return []
  if (files.tree.kindOf(beside) !== 'file') return []
  // What is known already was asked for by somebody else.
  files.hashOf(beside)
  return (facts.get(beside) ?? files.facts(beside, 'discovered'))?.toolLists ?? []
}

/** What of a server decides which names lead to it. */
export interface NamedServer {
  readonly name: string
  readonly file: string
}

/** All servers, to be found by name. */
export class ServerNames<T extends NamedServer> {
  readonly #byName: ReadonlyMap<string, T[]>
  // In a registry names have a namespace, and agents call the server by the rest: io.github.owner/files.
  readonly #byLocalName: ReadonlyMap<string, T[]>

  constructor(servers: readonly T[]) {
    this.#byName = groupBy(servers, ({ name }) => name)
    this.#byLocalName = groupBy(servers, ({ name }) => name.slice(name.lastIndexOf('/') + 1))
  }

  /** Whether there is one that may be meant, somewhere. */
  has(name: string): boolean {
    return this.#byName.has(name) || this.#byLocalName.has(name)
  }

  find(name: string, from: string): T | undefined {
    return nearest(this.#byName.get(name) ?? this.#byLocalName.get(name) ?? [], from)
  }
}

function groupBy<T>(servers: readonly T[], keyOf: (server: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const server of servers) {
    const key = keyOf(server)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [server])
    else group.push(server)
  }
  return groups
}
