import type { Target } from './target.ts'
import { types } from './types/target.ts'

/** Every target, in the order in which they are shown. */
export const targets = [types] as const satisfies readonly Target[]

export type TargetName = (typeof targets)[number]['name']
