import { isAssignable } from '#core/schema'
import type { SchemaFacts } from './capability-schemas.ts'
import type { Memo } from './model.ts'

/** More comparisons are not made in one build. */
const mostComparisons = 200_000

const key = { file: '', name: 'schemas that fit', hash: '' }

/** Whether what one schema lets through fits another, by the hash of the one that is fed, then of the one that feeds it. */
type Known = Record<string, Record<string, boolean>>

export interface Fit<T> {
  /** What is given. */
  readonly output: T
  /** What is asked for. */
  readonly input: T
}

export interface Fits<T> {
  readonly fits: readonly Fit<T>[]
  /** How many pairs were not compared, because there are too many. */
  readonly skipped: number
}

export interface FitRequest<T> {
  /** Each once. */
  readonly outputs: readonly T[]
  readonly inputs: readonly T[]
  schema(hash: string): unknown
}

/**
 * Which of the schemas that capabilities give fit which of those that they take. A schema that asks for no member takes nearly
 * anything, which says nothing, so it is left out. Answers are remembered: they follow from the two schemas alone.
 */
export function findFits<T extends SchemaFacts>(
  { outputs, inputs, schema }: FitRequest<T>,
  memo: Memo | undefined,
): Fits<T> {
  let before: Known | undefined
  const now: Known = {}
  const giving = byMember(outputs)
  const fits: Fit<T>[] = []
  let [compared, skipped, isNew] = [0, 0, false]
  for (const input of inOrder(inputs)) {
    for (const output of candidates(input, giving)) {
      compared += 1
      if (compared > mostComparisons) {
        skipped += 1
        continue
      }
      before ??= (memo?.get(key) as Known | undefined) ?? {}
      const known = before[input.hash]?.[output.hash]
      const doesFit = known ?? (output.hash === input.hash || compare(schema(output.hash), schema(input.hash)))
      isNew ||= known === undefined
      const answers = now[input.hash] ?? {}
      answers[output.hash] = doesFit
      now[input.hash] = answers
      if (doesFit) fits.push({ output, input })
    }
  }
  if (isNew) memo?.set(key, now)
  return { fits, skipped }
}

// As the compiler compares the output of a task with the input of the next.
function compare(produced: unknown, accepted: unknown): boolean {
  return isAssignable({ produced, accepted, mode: 'declared' })
}

/** Schemas by the members that all their values have. */
function byMember<T extends SchemaFacts>(outputs: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const output of inOrder(outputs))
    for (const name of output.required) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [output])
      else group.push(output)
    }
  return groups
}

/** The schemas that give all that is asked for, if anything is. Looked up by the member that the fewest give. */
function candidates<T extends SchemaFacts>({ required }: T, giving: ReadonlyMap<string, readonly T[]>): readonly T[] {
  const groups = required.map((name) => giving.get(name) ?? []).sort((a, b) => a.length - b.length)
  const [rarest = []] = groups
  return rarest.filter((output) => required.every((name) => output.required.includes(name)))
}

function inOrder<T extends SchemaFacts>(schemas: readonly T[]): T[] {
  return schemas.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
}
