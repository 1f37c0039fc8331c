import type { CheckedWorkspace } from './checked-workspace.ts'
import type { GraphCheck } from './graph-check.ts'
import type { PushComparison } from './push-comparison.ts'

/** A commit that is pushed, and what was found in it. */
export interface CheckedCommit {
  readonly commit: string
  /** It is what the working tree was made from. */
  readonly isCheckedOut: boolean
  readonly workspaces: readonly ComparedWorkspace[]
}

/** A workspace, and how it compares with what others have. */
export interface ComparedWorkspace extends CheckedWorkspace {
  readonly graph: GraphCheck
  /** One for each base of the refs that are set to the commit. */
  readonly comparisons: readonly PushComparison[]
}
