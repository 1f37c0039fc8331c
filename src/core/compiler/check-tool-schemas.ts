import type { Finding, Place } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { isServerManifest, type Origin, placeIn } from '#core/manifest'
import { checkSchema } from '#core/openapi'
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import { tolerated } from './check-schemas.ts'

/** Checks the schemas of the tools that a file of an MCP server describes. They are only told of: it is the server that uses them. */
export async function checkToolSchemas(
  { manifests, toolLists }: Pick<FileFacts, 'manifests' | 'toolLists'>,
  { load }: WorkspaceFiles,
): Promise<{ findings: Finding[]; files: ReadonlySet<string> }> {
  const findings: Finding[] = []
  const files = new Set<string>()
  for (const { origin, schema, pointer } of schemasIn({ manifests, toolLists })) {
    const place = placeIn(origin, pointer)
    // A server sends it by itself, so its references count from its own top: it is checked as if it were a file beside its own.
    const alone = `${place.file} (schema)`
    const checked = await checkSchema(schema, { file: alone, pointer: '' }, (file) =>
      file === alone ? schema : load(file),
    )
    const inOrigin = <P extends Place>(each: P): P =>
      each.file === alone ? { ...each, ...placeIn(origin, pointer + each.pointer, each.target) } : each
    findings.push(...checked.findings.map((finding) => tolerated(inWords(inOrigin(finding), alone))))
    for (const file of checked.files) if (file !== alone) files.add(file)
  }
  return { findings, files }
}

function schemasIn({ manifests, toolLists }: Pick<FileFacts, 'manifests' | 'toolLists'>) {
  const described: { origin: Origin; tools: FileFacts['toolLists'][number]['tools']; path: string[] }[] = [
    ...manifests.filter(isServerManifest).map((manifest) => {
      return { origin: manifest, tools: manifest.content.spec.capabilities ?? [], path: ['spec', 'capabilities'] }
    }),
    ...toolLists.map((list) => ({ origin: list, tools: list.tools, path: ['tools'] })),
  ]
  return described.flatMap(({ origin, tools, path }) =>
    tools.flatMap((tool, index) =>
      (['input', 'output'] as const).flatMap((field) =>
        tool[field] === undefined ? [] : [{ origin, schema: tool[field], pointer: toPointer(...path, index, field) }],
      ),
    ),
  )
}

function inWords(finding: Finding, alone: string): Finding {
  const hint = finding.hint.replace('The # is the top of the file', 'The # is the top of the schema')
  return { ...finding, message: finding.message.replaceAll(alone, 'the schema of the tool'), hint }
}
