import type { Pattern, PatternPart, Selector, Term } from './syntax.ts'

/** A selector as text, which reads as the same selector. */
export function printSelector({ anyOf }: Selector): string {
  return anyOf.map(({ allOf }) => allOf.map(printTerm).join(',')).join(' ')
}

/** A term as text. */
export function printTerm({ method, value, upstream, downstream, kinds }: Term): string {
  return [
    upstream === undefined ? '' : `${upstream.depth ?? ''}+`,
    method === undefined ? '' : `${method}:`,
    printPattern(value, method !== undefined),
    kinds === undefined ? '' : `[${kinds.join(',')}]`,
    downstream === undefined ? '' : `+${downstream.depth ?? ''}`,
  ].join('')
}

// After a method, a colon or a number can mean nothing else.
function printPattern(pattern: Pattern, isAfterMethod: boolean): string {
  const isPlain = isAfterMethod ? /^[^\s,+[\]"'*?]+$/ : /^(?!\d+$)[^\s,+[\]"':*?]+$/
  return pattern.map((part) => printPart(part, isPlain)).join('')
}

function printPart(part: PatternPart, isPlain: RegExp): string {
  if ('wildcard' in part) return part.wildcard
  return isPlain.test(part.text) ? part.text : `"${part.text.replace(/["\\]/g, '\\$&')}"`
}
