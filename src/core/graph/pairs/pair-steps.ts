import type { Direction } from '../dependency.ts'
import type { GraphIndex } from '../graph-index.ts'
import type { PairDerivation, PairGroup } from './pair-derivation.ts'

/** A step from agent to agent, by a pair that is derived. */
export interface PairStep {
  readonly node: number
}

/**
 * The steps that derived pairs of some kinds allow: from an agent to those that depend on it, or that it depends on, or to all
 * where edges have no direction. Each group is told once, for the first agent that is asked for: whoever walks has then been there.
 */
export function pairSteps(
  facts: GraphIndex,
  derivations: readonly PairDerivation[],
  direction: Direction,
): (node: number) => readonly PairStep[] {
  const waiting = new Map<number, Set<readonly number[]>>()
  const wait = (froms: PairGroup['from'], tos: readonly number[]) => {
    for (const node of froms) waiting.set(node, (waiting.get(node) ?? new Set()).add(tos))
  }
  for (const { groups, dependent } of derivations)
    for (const { from, to } of groups(facts)) {
      const targetDepends = (dependent === 'target') === (direction === 'dependents')
      if (dependent === 'neither' || targetDepends) wait(from, [...to])
      else wait(to, [...from])
    }
  const told = new Set<readonly number[]>()
  return (node) =>
    [...(waiting.get(node) ?? [])].flatMap((members) => {
      if (told.has(members)) return []
      told.add(members)
      return members.map((member) => ({ node: member }))
    })
}
