import type { WorkflowStatus } from '#core/contract'

/** What happens to a version of a workflow; `run` also to one that nobody has heard of. */
export type WorkflowAct = 'run' | 'publish' | 'deprecate'

// What is published stays so until it is deprecated, and that for good.
const next = {
  none: { run: 'draft', publish: 'published', deprecate: undefined },
  draft: { run: 'draft', publish: 'published', deprecate: undefined },
  published: { run: 'published', publish: 'published', deprecate: 'deprecated' },
  deprecated: { run: 'deprecated', publish: undefined, deprecate: 'deprecated' },
} as const satisfies Record<WorkflowStatus | 'none', Record<WorkflowAct, WorkflowStatus | undefined>>

/** How a version of a workflow stands after an act; undefined if it is not allowed. */
export function workflowStatusAfter(act: WorkflowAct, before: WorkflowStatus | undefined): WorkflowStatus | undefined {
  return next[before ?? 'none'][act]
}
