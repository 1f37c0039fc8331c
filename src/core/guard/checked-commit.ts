import type { CheckedWorkspace } from './checked-workspace.ts'
import type { GraphCheck } from './graph-check.ts'

/** A commit that is pushed, and what was found in it. */
export interface CheckedCommit {
  readonly commit: string
  /** It is what the working tree was made from. */
  readonly isCheckedOut: boolean
  readonly workspaces: readonly (CheckedWorkspace & { readonly graph: GraphCheck })[]
}
