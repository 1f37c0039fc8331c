import { distance } from 'fastest-levenshtein'

const maximumListed = 8
const mostSlips = 2
const manyCandidates = 1_000

/** The candidate that `name` is probably a misspelling of, or undefined. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  const all = [...candidates]
  // Among very many, only those that begin or end alike.
  const isNear = (candidate: string) => candidate[0] === name[0] || candidate.at(-1) === name.at(-1)
  for (const candidate of all.length > manyCandidates ? all.filter(isNear) : all) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const score = distance(name.toLowerCase(), candidate.toLowerCase())
    if (score < bestDistance) {
      best = candidate
      bestDistance = score
    }
  }
  return best
}

/** The one candidate that a name can only be a slip of: none other is near, and it differs in a few letters at most. */
export function onlySuggestion(name: string, candidates: readonly string[], slips = mostSlips): string | undefined {
  const suggestion = didYouMean(name, candidates)
  if (suggestion === undefined || distance(name.toLowerCase(), suggestion.toLowerCase()) > slips) return undefined
  const others = candidates.filter((candidate) => candidate !== suggestion)
  return didYouMean(name, others) === undefined ? suggestion : undefined
}

/** A hint that names the likely candidate, or lists what there is. */
export function listCandidates(name: string, candidates: readonly string[], what: string): string {
  const suggestion = didYouMean(name, candidates)
  if (suggestion !== undefined) return `Did you mean ${JSON.stringify(suggestion)}?`
  if (candidates.length === 0) return `There are no ${what} to choose from.`
  const shown = candidates.slice(0, maximumListed).join(', ')
  const rest = candidates.length - maximumListed
  return `Known ${what}: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`
}
