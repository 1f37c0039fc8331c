import { toPointer } from '#core/json'
import { newComparison } from './comparison.ts'
import { type Gap, TooLarge } from './model.ts'
import { openSchema } from './node.ts'
import { searchWitness, type Witness } from './witness.ts'

/** Whether every value of one schema fits another. */
export type Assignability =
  | { readonly verdict: 'compatible'; readonly reasons: readonly string[] }
  | Incompatible
  | { readonly verdict: 'unknown'; readonly reason: string; readonly pointer: string }

/** A value is the proof: ajv accepts it for what is produced, and refuses it for what is accepted. */
export interface Incompatible extends Witness {
  readonly verdict: 'incompatible'
}

export interface AssignabilityQuestion {
  /** A self-contained JSON Schema of what is given. */
  readonly produced: unknown
  /** A self-contained JSON Schema of what is asked for. */
  readonly accepted: unknown
  /**
   * `strict`: as JSON Schema says it, an object may hold any property that nobody mentions. `declared`: the producer gives what its
   * schema mentions, and what it leaves open is trusted to fit.
   */
  readonly mode?: 'strict' | 'declared'
}

/** Answers by rules, and looks for a value that proves the opposite where they find a gap. Loads ajv only then. */
export async function checkAssignability(question: AssignabilityQuestion): Promise<Assignability> {
  const { produced, accepted, mode = 'strict' } = question
  try {
    const { gaps, comparison } = compare(question)
    if (gaps.length === 0) return { verdict: 'compatible', reasons: comparison.notes }
    const witness = await searchWitness(gaps, comparison, { produced, accepted, mode })
    return witness === undefined ? unknownBecause(gaps) : { verdict: 'incompatible', ...witness }
  } catch (error) {
    if (error instanceof TooLarge) return { verdict: 'unknown', reason: error.message, pointer: '' }
    throw error
  }
}

/** True if rules show that every value of one schema fits another. Looks for no proof of the opposite. */
export function isAssignable(question: AssignabilityQuestion): boolean {
  try {
    return compare(question).gaps.length === 0
  } catch (error) {
    if (error instanceof TooLarge) return false
    throw error
  }
}

function compare({ produced, accepted, mode = 'strict' }: AssignabilityQuestion): {
  gaps: readonly Gap[]
  comparison: ReturnType<typeof newComparison>
} {
  let lastId = 0
  const nextId = () => {
    lastId += 1
    return lastId
  }
  const comparison = newComparison({ trusts: mode === 'declared', nextId })
  const source = openSchema(produced, nextId)
  const target = produced === accepted ? source : openSchema(accepted, nextId)
  return { gaps: comparison.fits([source.node(produced)], target.node(accepted)), comparison }
}

function unknownBecause(gaps: readonly Gap[]): Assignability {
  const path: (string | number)[] = []
  let gap = gaps.find(({ isCertain }) => !isCertain) ?? gaps[0]
  while (gap?.inner !== undefined && gap.inner.length > 0) {
    if (gap.step !== undefined) path.push(gap.step)
    gap = gap.inner.find(({ isCertain }) => !isCertain) ?? gap.inner[0]
  }
  const reason = gap?.isCertain === true ? `no value was found that shows it: ${gap.message}` : (gap?.message ?? '')
  return { verdict: 'unknown', reason, pointer: toPointer(...path) }
}
