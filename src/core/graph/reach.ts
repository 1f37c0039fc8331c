/** What is reached from some nodes. */
export interface Reached<Step> {
  readonly node: number
  readonly distance: number
  /** The last step of a shortest way, and the node before it; undefined where it starts. */
  readonly last: { readonly step: Step; readonly from: number } | undefined
}

export interface ReachRequest<Step> {
  readonly from: Iterable<number>
  /** From one node to the next ones. Of several steps to one node, the first is told. */
  readonly steps: (node: number) => Iterable<Step>
  readonly depth?: number | undefined
}

/** The nodes that are reached from some nodes, these among them, the nearest first; for each a shortest way. */
export function reach<Step extends { readonly node: number }>(request: ReachRequest<Step>): Map<number, Reached<Step>> {
  const { from, steps, depth = Number.POSITIVE_INFINITY } = request
  const reached = new Map<number, Reached<Step>>()
  for (const node of from) reached.set(node, { node, distance: 0, last: undefined })
  // The map grows while it is walked.
  for (const { node, distance } of reached.values()) {
    if (distance >= depth) break
    for (const step of steps(node))
      if (!reached.has(step.node))
        reached.set(step.node, { node: step.node, distance: distance + 1, last: { step, from: node } })
  }
  return reached
}
