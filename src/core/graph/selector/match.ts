import type { Pattern } from './syntax.ts'

export type Matcher = (text: string) => boolean

/** A test for names: both `*` and `**` stand for anything. */
export function nameMatcher(pattern: Pattern): Matcher {
  return matcher(pattern, () => true)
}

/** A test for paths, and for the folders that they lie in: `*` stays in one folder, `**` does not. */
export function pathMatcher(pattern: Pattern): Matcher {
  const isMatch = matcher(pattern, (character) => character !== '/')
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
      if (isMatch(path.slice(0, end))) return true
    return false
  }
}

type Step =
  | { readonly character: string }
  | { readonly isMany: boolean; readonly accepts: (character: string) => boolean }

function matcher(pattern: Pattern, inOne: (character: string) => boolean): Matcher {
  const steps = pattern.flatMap((part): Step[] => {
    if ('text' in part) return [...part.text].map((character) => ({ character }))
    if (part.wildcard === '**') return [{ isMany: true, accepts: () => true }]
    return [{ isMany: part.wildcard === '*', accepts: inOne }]
  })
  const literal = steps.every((step) => 'character' in step)
    ? steps.map((step) => ('character' in step ? step.character : '')).join('')
    : undefined
  return literal === undefined ? (text) => accepts(steps, text) : (text) => text === literal
}

// All ways to read the text at once: no pattern takes longer than its length times that of the text.
function accepts(steps: readonly Step[], text: string): boolean {
  let reached = closure(steps, new Set([0]))
  for (const character of text) {
    const next = new Set<number>()
    for (const at of reached) {
      const step = steps[at]
      if (step === undefined) continue
      if ('character' in step) {
        if (step.character === character) next.add(at + 1)
      } else if (step.accepts(character)) next.add(step.isMany ? at : at + 1)
    }
    if (next.size === 0) return false
    reached = closure(steps, next)
  }
  return reached.has(steps.length)
}

function closure(steps: readonly Step[], reached: Set<number>): Set<number> {
  for (const at of reached) {
    const step = steps[at]
    if (step !== undefined && 'isMany' in step && step.isMany) reached.add(at + 1)
  }
  return reached
}
