import { type AskedPath, askedByCondition, askedInChoices, compileExpression } from '#core/expression'
import { type Incompatible, isLimit } from '#core/schema'

/**
 * A condition has looked at what an expression reads, and may have left only values that keep to the limits. What it leaves of
 * listed values is known where it compares.
 */
export function isDoubtful({ keyword, isListed }: Incompatible, source: string, condition: string): boolean {
  const compiled = isLimit(keyword) ? compileExpression(source) : undefined
  if (compiled === undefined || 'problem' in compiled) return false
  const asked = [...askedInChoices(source), ...askedByCondition(condition)]
  const loose = isListed ? asked.filter(({ isDecided }) => !isDecided) : asked
  return compiled.references.some(({ root, path }) => loose.some((each) => areRelated(each, [root, ...path])))
}

// One leads to the other.
function areRelated({ path: asked }: AskedPath, path: readonly (string | number)[]): boolean {
  const length = Math.min(asked.length, path.length)
  return asked.slice(0, length).every((step, index) => step === path[index])
}
