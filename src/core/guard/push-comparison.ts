import { arePassing, type ComparedVersions, compareVersions, comparisonDefinitions } from '#core/changes'
import { type ReadWorkspace, readWorkspace } from '#core/compiler'
import { type Diagnostic, OssaError } from '#core/diagnostics'
import { commitTree, listCommit, type Repository } from '#core/git'
import { withRemote } from '#core/remote'
import { joinPath } from '#core/source'
import type { BaseVersion } from './base-version.ts'

/** A workspace that is pushed, compared with the version that others have. Files are relative to the workspace. */
export interface PushComparison {
  readonly base: BaseVersion
  readonly isPassing: boolean
  /** What is wrong with the versions. */
  readonly diagnostics: readonly Diagnostic[]
  /** Undefined if it could not be compared. */
  readonly compared?: ComparedVersions
  /** Why not. */
  readonly reason?: string
}

export interface ComparisonRequest {
  /** As it is pushed. */
  readonly present: ReadWorkspace
  /** From the top of the repository. */
  readonly folder: string
  readonly base: BaseVersion
}

/**
 * Compares a workspace with an older commit: breaking changes, and versions that do not tell of them. A commit that cannot be read
 * is no reason to refuse what may well be its correction. Undefined where the configuration does not want it.
 */
export async function compareWithBase(
  repository: Repository,
  { present, folder, base }: ComparisonRequest,
): Promise<PushComparison | undefined> {
  const { prePush = 'error' } = present.workspace.configuration.changes ?? {}
  if (prePush === 'off') return undefined
  try {
    const tree = await commitTree(repository, await listCommit(repository, base.commit), folder)
    const remote = { root: joinPath(repository.topLevel, folder), offline: true }
    const { value: found } = await withRemote(tree, remote, (whole) => {
      const previous = readWorkspace({ tree: whole, targets: [''], like: present.workspace.files })
      return compareVersions({ present, previous })
    })
    const compared = { ...found, diagnostics: found.diagnostics.filter(isOfComparison) }
    if (prePush === 'error')
      return { base, isPassing: arePassing(compared), diagnostics: compared.diagnostics, compared }
    return { base, isPassing: true, diagnostics: compared.diagnostics.map(asWarning), compared }
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    return { base, isPassing: true, diagnostics: [], reason: error.message }
  }
}

// What is wrong with the files themselves is known already, and may have been suppressed.
const codes = new Set(comparisonDefinitions.map(({ code }) => code))

function isOfComparison({ code }: Diagnostic): boolean {
  return codes.has(code)
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic
}
