import type { ChangeSettings } from '#core/contract'
import { type Finding, listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { configurationFile, workspaceDiagnostics } from '#core/workspace'
import type { Bump, ChangeDefinition, Level } from './definitions/define.ts'
import { changeDefinitions } from './definitions/index.ts'

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

/** Codes in the configuration that are none. */
export function settingProblems({ levels = {} }: ChangeSettings): Finding[] {
  const known = changeDefinitions.map(({ code }) => code)
  const unknown = Object.keys(levels).filter((code) => !known.includes(code))
  return unknown.map((code) =>
    workspaceDiagnostics.configuration({
      file: configurationFile,
      pointer: toPointer('changes', 'levels', code),
      target: 'key',
      message: `There is no kind of change ${JSON.stringify(code)}.`,
      hint: listCandidates(code, known, 'kinds of change'),
    }),
  )
}
