import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js'
import { isObject, toPointer } from '#core/json'
import { defaultDialect, metaValidator } from '../dialects.ts'
import { bearableBy } from '../evaluation-cost.ts'
import { forAjv } from '../for-ajv.ts'
import { type Candidate, candidates } from './candidates.ts'
import type { Comparison, Gap } from './model.ts'
import { namesIn, prunedTo } from './prune.ts'

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
  /** The part of the accepting schema that is not met, as it stands there. */
  readonly accepting?: object
  /** The values of what is produced are listed, and this one is among them. */
  readonly isListed: boolean
}

const mostCandidates = 400
const batchSize = 40
let ajv: Ajv2020 | undefined

/** Looks for a value that falls into one of the gaps, and has ajv confirm it on both sides. */
export async function searchWitness(
  gaps: readonly Gap[],
  comparison: Comparison,
  { produced, accepted, mode }: { produced: unknown; accepted: unknown; mode: 'strict' | 'declared' },
): Promise<Witness | undefined> {
  const bearable = { given: bearableBy(produced), expected: bearableBy(accepted) }
  // No other value is checked in less time than null, which has no parts.
  if (!bearable.given(null) || !bearable.expected(null)) return undefined
  const isValid = await metaValidator(defaultDialect)
  if (![produced, accepted].every((schema) => isValid(schema))) return undefined
  const { newAjv } = await import('../ajv.ts')
  ajv ??= newAjv({ isBrief: true, isChecked: true })
  let elsewhere: Witness | undefined
  for (const batch of batches(candidates(gaps, comparison))) {
    const names = namesIn(batch.map(({ value }) => value))
    const given = compiled(ajv, produced, names)
    const expected = given && compiled(ajv, accepted, names)
    if (given === undefined || expected === undefined) return undefined
    const found = firstConfirmed(batch, {
      given: (value) => (bearable.given(value) ? given(value) : undefined),
      expected: (value) => (bearable.expected(value) ? expected(value) : undefined),
    })
    if (found.here !== undefined) return found.here
    elsewhere ??= found.elsewhere
  }
  // A fault elsewhere may be of something that is trusted.
  return mode === 'strict' ? elsewhere : undefined
}

function* batches(found: Iterable<Candidate>): Generator<Candidate[]> {
  let batch: Candidate[] = []
  let count = 0
  for (const candidate of found) {
    batch.push(candidate)
    count += 1
    if (count >= mostCandidates) break
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function firstConfirmed(
  batch: readonly Candidate[],
  { given, expected }: { given: Validate; expected: Validate },
): { here?: Witness; elsewhere?: Witness | undefined } {
  let elsewhere: Witness | undefined
  for (const { value, path, gap } of batch) {
    if (value === undefined || given(value)?.length !== 0) continue
    const faults = expected(value) ?? []
    if (faults.length === 0) continue
    const pointer = toPointer(...path)
    const witness = { witness: value, pointer, ...saidOf(gap) }
    if (faults.some(({ instancePath }) => isAtOrBelow(instancePath, pointer))) return { here: witness }
    elsewhere ??= { ...witness, ...faultOf(faults) }
  }
  return { elsewhere }
}

function saidOf(gap: Gap): Omit<Witness, 'witness' | 'pointer'> {
  const { keyword, message, from, step, to } = gap
  const name = gap.name ?? (typeof step === 'string' ? step : undefined)
  const isSure = from.values?.length === 1
  return {
    keyword,
    message: isSure ? message.replace(' always', '').replace('may be', 'is') : message,
    isListed: from.values !== undefined,
    ...(name === undefined ? {} : { name }),
    ...(isObject(to.schema) ? { accepting: to.schema } : {}),
  }
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

// Undefined for what ajv cannot use: schemas that go in circles.
function compiled(using: Ajv2020, schema: unknown, names: ReadonlySet<string>): Validate | undefined {
  if (typeof schema !== 'object' || schema === null)
    return () => (schema === false ? [{ instancePath: '', keyword: 'false' }] : [])
  // Where a reference leads into a property that has been left out, the whole is needed.
  const validate = compileOnce(using, prunedTo(names, schema) as object) ?? compileOnce(using, schema)
  return validate && ((value) => attempt(() => (validate(value) ? [] : (validate.errors ?? []))))
}

function compileOnce(using: Ajv2020, schema: object): ValidateFunction | undefined {
  const prepared = forAjv(schema) as object
  try {
    return using.compile(prepared)
  } catch {
    return undefined
  } finally {
    // It would keep every schema for ever.
    using.removeSchema(prepared)
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
