import { formatOf } from '#core/source'
import { importers } from './importers/index.ts'
import type { Manifest } from './model.ts'

const names: ReadonlySet<string> = new Set(importers.map(({ name }) => name))

/** True for a manifest in a format of another ecosystem, which need not follow rules of ours. */
export function isImported({ dialect }: Pick<Manifest, 'dialect'>): boolean {
  return names.has(dialect)
}

/** A quick look at whether a file may be in a format of another ecosystem. */
export function mayBeImported(file: string, text: string): boolean {
  const format = formatOf(file)
  return importers.some(({ formats, mayBe }) => format !== undefined && formats.includes(format) && mayBe(text, file))
}
