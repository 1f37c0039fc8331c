import type { SpecListOutput } from '#core/contract'
import { plural } from '#core/diagnostics'

const heading = ['KIND', 'NAME', 'VERSION', 'TYPE', 'CONTENT', 'DIALECT', 'PLACE']

/** Manifests as the rows of a table, the heading first. `displayPath` turns a root-relative path into a shown one. */
export function tabulateManifests(
  { manifests }: SpecListOutput,
  displayPath: (file: string) => string,
): readonly (readonly string[])[] {
  const rows = manifests.map((item) => [
    item.kind,
    item.name,
    item.version,
    item.type ?? '-',
    contentOf(item),
    item.dialect,
    `${displayPath(item.file)}:${item.line}`,
  ])
  return [heading, ...rows]
}

function contentOf({ capabilities, tasks, tools }: SpecListOutput['manifests'][number]): string {
  if (tasks !== undefined) return plural(tasks, 'task')
  if (tools !== undefined) return plural(tools, 'tool')
  return `${capabilities} ${capabilities === 1 ? 'capability' : 'capabilities'}`
}
