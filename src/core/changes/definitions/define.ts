import type { DiagnosticDefinition } from '#core/diagnostics'

/** `breaking`: provably some who relied on the old version fail; `risky`: they may; `safe`: they do not. */
export type Level = 'breaking' | 'risky' | 'safe'

/** The least step of a version that a change takes, from 1.0.0 on. */
export type Bump = 'major' | 'minor' | 'patch' | 'none'

/** All that is known about one kind of change. */
export interface ChangeDefinition extends DiagnosticDefinition {
  readonly level: Level
  readonly bump: Bump
  readonly kind: 'added' | 'changed' | 'removed'
}

type Description = Pick<ChangeDefinition, 'kind' | 'summary' | 'rationale' | 'hint'>
type Safe = Omit<Description, 'hint'> & { readonly bump: 'minor' | 'patch' | 'none'; readonly hint?: string }

/** What those who rely on the old version fail on. */
export function breaking(name: string, description: Description): ChangeDefinition {
  return { code: `changes/${name}`, severity: 'warning', level: 'breaking', bump: 'major', ...description }
}

/** What may be in their way: nothing proves it, and nothing the opposite. */
export function risky(name: string, description: Description): ChangeDefinition {
  return { code: `changes/${name}`, severity: 'info', level: 'risky', bump: 'minor', ...description }
}

/** What is in nobody's way. */
export function safe(name: string, description: Safe): ChangeDefinition {
  return { code: `changes/${name}`, severity: 'info', level: 'safe', hint: 'Nothing has to be done.', ...description }
}
