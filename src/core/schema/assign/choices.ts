import { summary } from './arrays.ts'
import { isLimit } from './limits.ts'
import type { Alternative, Check, Comparison, Gap, SchemaNode } from './model.ts'
import { listOf } from './node.ts'
import { undecided } from './objects.ts'

/** `anyOf` and `oneOf`: some branch takes everything; for `oneOf`, no other branch takes anything. */
export const checkChoices: Check = ({ comparison, from, to, schema }) => {
  const anyOf = schema['anyOf'] === undefined ? [] : choose('anyOf', { comparison, from, to, schema })
  const oneOf = schema['oneOf'] === undefined ? [] : choose('oneOf', { comparison, from, to, schema })
  return [...anyOf, ...oneOf]
}

function choose(keyword: 'anyOf' | 'oneOf', { comparison, from, to, schema }: Parameters<Check>[0]): readonly Gap[] {
  const branches = listOf(schema[keyword]).map((branch) => to.document.node(branch))
  const whole = choice(keyword, { comparison, from, to, branches })
  if (whole.length === 0) return []
  const parts = comparison.split(from)
  if (parts.length < 2) return whole
  return parts.flatMap((part) => choice(keyword, { comparison, from: part, to, branches }))
}

function choice(
  keyword: 'anyOf' | 'oneOf',
  {
    comparison,
    from,
    to,
    branches,
  }: { comparison: Comparison; from: Alternative; to: SchemaNode; branches: readonly SchemaNode[] },
): readonly Gap[] {
  const results: (readonly Gap[])[] = []
  for (const [index, branch] of branches.entries()) {
    const gaps = comparison.fitsAlternative(from, branch)
    results.push(gaps)
    if (gaps.length > 0) continue
    if (keyword === 'anyOf') return []
    const rivals = branches.filter((other, at) => at !== index && !areDisjoint(comparison, from, other))
    if (rivals.length === 0) return []
    return [undecided({ from, to }, 'oneOf', `more than one of the ${branches.length} alternatives may accept it`)]
  }
  const said = results.map(summary)
  const isCertain = said.every((each) => each.isCertain)
  const messages = [...new Set(said.map(({ message }) => message))]
  const message =
    messages.length === 1
      ? (messages[0] ?? '')
      : `none of the ${branches.length} alternatives accepts it: ${messages.slice(0, 3).join('; ')}`
  const [only] = results
  if (results.length === 1 && only !== undefined) return only
  // The mildest of the reasons: it may be the only one that is meant.
  const reason = said.find((each) => isLimit(each.keyword)) ?? said.find((each) => each.keyword !== 'type') ?? said[0]
  return [{ keyword: reason?.keyword ?? keyword, message, isCertain, from, to, branches: results }]
}

function areDisjoint(comparison: Comparison, from: Alternative, to: SchemaNode): boolean {
  return comparison.refine(from, [to]).length === 0
}

/** `not`: nothing may be in both. */
export const checkNot: Check = ({ comparison, from, to, schema }) => {
  if (schema['not'] === undefined || areDisjoint(comparison, from, to.document.node(schema['not']))) return []
  return [undecided({ from, to }, 'not', 'something that `not` excludes may be given')]
}

/** `if`, `then`, `else`: what meets the condition, and what does not. */
export const checkConditions: Check = ({ comparison, from, to, schema }) => {
  if (schema['if'] === undefined) return []
  const condition = to.document.node(schema['if'])
  const branch = (keyword: 'then' | 'else') =>
    schema[keyword] === undefined ? [] : comparison.fitsAlternative(from, to.document.node(schema[keyword]))
  const always = comparison.fitsAlternative(from, condition).length === 0
  const never = !always && areDisjoint(comparison, from, condition)
  const gaps = [...(never ? [] : branch('then')), ...(always ? [] : branch('else'))]
  return always || never ? gaps : gaps.map((gap) => ({ ...gap, isCertain: false }))
}
