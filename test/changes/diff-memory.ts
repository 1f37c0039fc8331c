import { compareVersions } from '#core/changes'
import { readWorkspace } from '#core/compiler'
import type { ChangeFailure } from '#core/contract'
import { memoryTree } from '#core/source'

export type Files = Readonly<Record<string, string>>

/** Compares two workspaces that live in memory. */
export function diffMemory(previous: Files, present: Files, failOn?: readonly ChangeFailure[]) {
  const read = (files: Files) => readWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets: [''] })
  return compareVersions({ previous: read(previous), present: read(present), failOn })
}

/** The changes in short: `breaking operation-removed GET /orders`. */
export async function told(previous: Files, present: Files): Promise<string[]> {
  const { changes } = await diffMemory(previous, present)
  return changes.flatMap(({ level, code, places }) =>
    places.map(({ subject, part, path }) =>
      [`${level} ${code.replace('changes/', '')}`, subject, part, path].filter((text) => text !== '').join(' | '),
    ),
  )
}
