import type { Ajv2020 } from 'ajv/dist/2020.js'
import { toPointer } from '#core/json'
import { candidates } from './candidates.ts'
import type { Comparison, Gap } from './model.ts'

/** A value that one schema accepts and another refuses. */
export interface Witness {
  readonly witness: unknown
  /** Where in the witness the fault is. */
  readonly pointer: string
  /** The keyword of the accepting schema that is not met. */
  readonly keyword: string
  readonly message: string
  /** The property that is missing, or not accepted. */
  readonly name?: string
  /** The values of what is produced are listed, and this one is among them. */
  readonly isListed: boolean
}

const mostCandidates = 400
let ajv: Ajv2020 | undefined
const known = new WeakMap<object, Validate>()

/** Looks for a value that falls into one of the gaps, and has ajv confirm it on both sides. */
export async function searchWitness(
  gaps: readonly Gap[],
  comparison: Comparison,
  { produced, accepted, mode }: { produced: unknown; accepted: unknown; mode: 'strict' | 'declared' },
): Promise<Witness | undefined> {
  const { newAjv } = await import('../ajv.ts')
  ajv ??= newAjv({ isBrief: true })
  const given = compiled(ajv, produced)
  const expected = given && compiled(ajv, accepted)
  if (given === undefined || expected === undefined) return undefined
  return firstConfirmed(candidates(gaps, comparison), { given, expected, mode })
}

function firstConfirmed(
  found: ReturnType<typeof candidates>,
  { given, expected, mode }: { given: Validate; expected: Validate; mode: 'strict' | 'declared' },
): Witness | undefined {
  let count = 0
  let elsewhere: Witness | undefined
  for (const { value, path, gap } of found) {
    count += 1
    if (count > mostCandidates) break
    if (value === undefined || given(value)?.length !== 0) continue
    const faults = expected(value) ?? []
    if (faults.length === 0) continue
    const pointer = toPointer(...path)
    const witness = { witness: value, pointer, ...saidOf(gap) }
    if (faults.some(({ instancePath }) => isAtOrBelow(instancePath, pointer))) return witness
    elsewhere ??= { ...witness, ...faultOf(faults) }
  }
  // A fault elsewhere may be of something that is trusted.
  return mode === 'strict' ? elsewhere : undefined
}

function saidOf(gap: Gap): Omit<Witness, 'witness' | 'pointer'> {
  const { keyword, message, from, step } = gap
  const name = gap.name ?? (typeof step === 'string' ? step : undefined)
  return { keyword, message, isListed: from.values !== undefined, ...(name === undefined ? {} : { name }) }
}

function faultOf([fault]: readonly Fault[]): Pick<Witness, 'pointer' | 'keyword' | 'message'> {
  return { pointer: fault?.instancePath ?? '', keyword: fault?.keyword ?? '', message: fault?.message ?? 'is refused' }
}

function isAtOrBelow(path: string, pointer: string): boolean {
  return path === pointer || path.startsWith(`${pointer}/`)
}

type Fault = { readonly instancePath: string; readonly keyword: string; readonly message?: string }
/** The faults of a value; undefined if they cannot be told. */
type Validate = (value: unknown) => readonly Fault[] | undefined

// Undefined for what ajv cannot use: faulty schemas, and those that go in circles.
function compiled(using: Ajv2020, schema: unknown): Validate | undefined {
  if (typeof schema !== 'object' || schema === null)
    return () => (schema === false ? [{ instancePath: '', keyword: 'false' }] : [])
  const before = known.get(schema)
  if (before !== undefined) return before
  try {
    const validate = using.compile(schema)
    const guarded = (value: unknown) => attempt(() => (validate(value) ? [] : (validate.errors ?? [])))
    known.set(schema, guarded)
    return guarded
  } catch {
    return undefined
  } finally {
    // It would keep every schema for ever.
    using.removeSchema(schema)
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
