import type { WorkspaceConfiguration } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { discoverFiles, type FileFacts, type WorkspaceFiles } from '#core/workspace'

export interface Collected {
  /** By file, in the order of their names. */
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly findings: readonly Finding[]
}

/** Reads what was asked for: files by name, folders with what is in them. */
export function collectFiles(
  files: WorkspaceFiles,
  targets: readonly string[],
  configuration: WorkspaceConfiguration,
): Collected {
  const facts = new Map<string, FileFacts>()
  const findings: Finding[] = []
  const add = (file: string, reason: 'named' | 'discovered') => {
    const found = facts.has(file) ? undefined : files.facts(file, reason)
    if (found !== undefined) facts.set(file, found)
  }
  for (const target of targets.filter((each) => files.tree.kindOf(each) !== 'folder')) add(target, 'named')
  for (const target of targets.filter((each) => files.tree.kindOf(each) === 'folder')) {
    const discovered = discoverFiles(files.tree, target, configuration)
    findings.push(...discovered.findings)
    for (const file of discovered.files) add(file, 'discovered')
  }
  return { facts: new Map([...facts].sort(([a], [b]) => (a < b ? -1 : 1))), findings }
}
