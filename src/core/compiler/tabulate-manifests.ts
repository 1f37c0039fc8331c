import type { SpecListOutput } from '#core/contract'
import { plural } from '#core/diagnostics'

const heading = ['KIND', 'NAME', 'VERSION', 'TYPE', 'CONTENT', 'DIALECT', 'PLACE']

/** Manifests as the rows of a table, the heading first. `displayPath` turns a root-relative path into a shown one. */
export function tabulateManifests(
  { manifests }: SpecListOutput,
  displayPath: (file: string) => string,
): readonly (readonly string[])[] {
  const rows = manifests.map(({ kind, name, version, type, capabilities, tasks, dialect, file, line }) => [
    kind,
    name,
    version,
    type ?? '-',
    capabilities === undefined ? plural(tasks ?? 0, 'task') : countOf(capabilities),
    dialect,
    `${displayPath(file)}:${line}`,
  ])
  return [heading, ...rows]
}

function countOf(capabilities: number): string {
  return `${capabilities} ${capabilities === 1 ? 'capability' : 'capabilities'}`
}
