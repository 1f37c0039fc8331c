import { canFeed } from './can-feed.ts'
import { coUsed } from './co-used.ts'
import { dependsViaOperation } from './depends-via-operation.ts'
import { dependsViaWorkflow } from './depends-via-workflow.ts'
import type { PairDerivation } from './pair-derivation.ts'
import { shared } from './shared.ts'

/** All ways in which pairs of agents follow from facts. The order does not matter. */
export const pairDerivations: readonly PairDerivation[] = [
  canFeed,
  coUsed,
  dependsViaOperation,
  dependsViaWorkflow,
  ...shared,
]
