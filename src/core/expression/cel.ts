import { TypeError as CelTypeError, Environment, EvaluationError, Optional, ParseError } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'

/** The name under which `matches` is called: as long as the original, so that offsets stay. */
export const linearMatches = 're2test'

/** The function that counts what an expression does; see `bounded`. */
export const charge = 'ossa_charge'
const largestEffort = 1_000_000
let effortLeft = largestEffort

/** Evaluates with a limit on the elements that are visited and joined together. Throws RangeError beyond it. */
export function bounded<T>(evaluate: () => T): T {
  effortLeft = largestEffort
  return evaluate()
}

function charged(value: unknown): unknown {
  effortLeft -= sizeOf(value)
  if (effortLeft < 0) throw new RangeError('it does too much')
  return value
}

function sizeOf(value: unknown): number {
  // Characters are cheaper than elements.
  if (typeof value === 'string') return 1 + value.length / 64
  if (Array.isArray(value) || value instanceof Uint8Array) return 1 + value.length
  return typeof value === 'object' && value !== null ? 1 + Object.keys(value).length : 1
}

/** Everything that expressions may read somewhere. Where what is there, their reader knows. */
const variables = ['input', 'tasks', 'item', 'index', 'iteration', 'previous', 'output', 'error'] as const

/** What every expression may use: variables, CEL's own functions, and arithmetic on mixed numbers. */
export const environment = makeEnvironment()

function makeEnvironment(): Environment {
  const result = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 2_000, maxDepth: 100, maxListElements: 1_000, maxMapEntries: 1_000, maxCallArguments: 32 },
  })
    // JavaScript's own engine backtracks: `(a+)+$` on thirty characters takes minutes.
    .registerFunction(`string.${linearMatches}(string): bool`, (text: string, pattern: string) =>
      RE2JS.compile(pattern).matcher(text).find(),
    )
  for (const name of variables) result.registerVariable(name, 'dyn')
  result.registerFunction(`${charge}(dyn): dyn`, charged)
  // JSON does not tell 5 from 5.0, so numbers of both kinds meet; the result is a double then.
  const operators: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  }
  for (const [operator, apply] of Object.entries(operators)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b))
    result.registerOperator(`int ${operator} double`, mixed)
    result.registerOperator(`double ${operator} int`, mixed)
  }
  return result
}

/** Why a text is no pattern of the linear-time engine; undefined if it is one. */
export function patternFault(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export type CelError = ParseError | CelTypeError | EvaluationError

/** True for the three errors of the CEL library. */
export function isCelError(error: unknown): error is CelError {
  return error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError
}

/** The value of an optional of CEL, null if it is empty; undefined for anything else. */
export function optionalValue(value: unknown): { value: unknown } | undefined {
  return value instanceof Optional ? { value: value.hasValue() ? value.value() : null } : undefined
}
