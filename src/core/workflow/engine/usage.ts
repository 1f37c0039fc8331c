import type { Usage } from '#core/contract'

/** Two amounts together. What costs nobody knows how much is left out of the cost. */
export function addUsage(first: Usage | undefined, second: Usage | undefined): Usage | undefined {
  if (first === undefined || second === undefined) return first ?? second
  const cost = (first.cost ?? 0) + (second.cost ?? 0)
  return {
    inputTokens: first.inputTokens + second.inputTokens,
    outputTokens: first.outputTokens + second.outputTokens,
    ...(first.cost === undefined && second.cost === undefined ? {} : { cost }),
  }
}
