import type { ChangeSettings } from '#core/contract'
import type { Bump, ChangeDefinition, Level } from './definitions/define.ts'

/** How much a change matters, and the step of a version that it takes. */
export interface Weight {
  readonly level: Level
  readonly bump: Bump
}

const bumps: Readonly<Record<Level, Bump>> = { breaking: 'major', risky: 'minor', safe: 'patch' }

/** What a kind of change weighs, as the configuration has it. */
export function weightOf({ code, level, bump }: ChangeDefinition, { levels = {} }: ChangeSettings): Weight {
  const chosen = levels[code]
  return chosen === undefined || chosen === level ? { level, bump } : { level: chosen, bump: bumps[chosen] }
}

const ranks: readonly Bump[] = ['none', 'patch', 'minor', 'major']

/** The largest of several steps. */
export function largestBump(steps: readonly Bump[]): Bump {
  return ranks.findLast((rank) => steps.includes(rank)) ?? 'none'
}
