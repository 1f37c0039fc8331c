import { OssaError } from '#core/diagnostics'
import { appendPointer, isObject } from '#core/json'
import { type InstanceProblem, validateInstance } from '#core/schema'
import type { AttemptError } from '#core/workflow'
import type { AttemptRequest, Outcome } from './port.ts'

const shownProblems = 5

/** Why an attempt must not start: its input is not what the capability takes, or a schema of the capability cannot be used. */
export async function inputProblem(request: AttemptRequest): Promise<AttemptError | undefined> {
  const { inputSchema, outputSchema, capability } = request
  try {
    // A schema that cannot be used is better found before anything has been done.
    if (outputSchema !== undefined) await validateInstance(outputSchema, null)
    const problems = inputSchema === undefined ? [] : await validateInstance(inputSchema, sentInput(request))
    return problems.length === 0
      ? undefined
      : problemError(problems, {
          code: 'workflow/invalid-input',
          message: `The input does not fit the capability ${capability}`,
          retryable: false,
        })
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    const message = `The contract of the capability ${capability} cannot be used: ${error.message}`
    return { code: 'workflow/unusable-contract', message, retryable: false }
  }
}

/**
 * An outcome whose output is what the capability promises. Another attempt may give a better one: agents do not always answer alike.
 */
export async function checkedOutcome(outcome: Outcome, request: AttemptRequest): Promise<Outcome> {
  if (!('output' in outcome)) return outcome
  const { output } = outcome
  const { outputSchema, binding, capability } = request
  const error = { code: 'executors/invalid-output', retryable: true }
  const excess = infiniteNumber(output)
  if (excess !== undefined) {
    const problems = [{ pointer: excess, message: 'is a number too large to be kept' }]
    return { error: problemError(problems, { ...error, message: 'The output cannot be kept' }) }
  }
  // An empty answer of a service is of a status that the contract says nothing of.
  if (outputSchema === undefined || (binding.kind === 'http' && output === null)) return outcome
  const problems = await validateInstance(outputSchema, output)
  if (problems.length === 0) return outcome
  return {
    error: problemError(problems, { ...error, message: `The output does not fit the capability ${capability}` }),
  }
}

// A parameter that is null is not sent.
function sentInput({ input, binding }: AttemptRequest): unknown {
  if (binding.kind !== 'http' || !isObject(input)) return input
  const parameters = new Set(binding.request.parameters.map(({ name }) => name))
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== null || !parameters.has(name)))
}

// The problems name places and rules, never values: these may be secret.
function problemError(problems: readonly InstanceProblem[], { message, ...rest }: AttemptError): AttemptError {
  const said = problems
    .slice(0, shownProblems)
    .map((problem) => `${problem.pointer === '' ? 'it' : problem.pointer} ${problem.message}`)
  const more = problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : ''
  return { ...rest, message: `${message}: ${said.join('; ')}${more}.` }
}

/** Where JSON text had a number such as 1e400, which is read as infinity and would be stored as null. */
function infiniteNumber(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : pointer
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const found = infiniteNumber(member, appendPointer(pointer, key))
    if (found !== undefined) return found
  }
  return undefined
}
