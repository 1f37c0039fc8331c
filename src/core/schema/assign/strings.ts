import type { Alternative, Check, Gap } from './model.ts'
import { numbersIn, valuesOf } from './node.ts'
import { isPatternSafe, literalPattern, literalPrefix, patternLengths } from './pattern.ts'

/** What is known of the strings of an alternative. */
export interface StringView {
  readonly min: number
  readonly max: number
  readonly patterns: readonly string[]
  readonly formats: readonly string[]
  /** The only strings there are, if they are listed. */
  readonly literals: readonly string[] | undefined
}

export function stringView({ nodes, values }: Alternative): StringView {
  const patterns = valuesOf(nodes, 'pattern').filter((pattern) => typeof pattern === 'string')
  const listed = values?.filter((value) => typeof value === 'string')
  const [only] = patterns.flatMap((pattern) => literalPattern(pattern) ?? [])
  const literals = listed ?? (only === undefined ? undefined : [only])
  const lengths = literals?.map((text) => [...text].length) ?? []
  const ranges = patterns.flatMap((pattern) => patternLengths(pattern) ?? [])
  return {
    min: Math.max(0, ...numbersIn(nodes, 'minLength'), ...ranges.map(({ min }) => min), least(lengths)),
    max: Math.min(...numbersIn(nodes, 'maxLength'), ...ranges.map(({ max }) => max), most(lengths)),
    patterns,
    formats: valuesOf(nodes, 'format').filter((format) => typeof format === 'string'),
    literals,
  }
}

function least(lengths: readonly number[]): number {
  return lengths.length === 0 ? 0 : Math.min(...lengths)
}

function most(lengths: readonly number[]): number {
  return lengths.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...lengths)
}

/** The formats of strings that are checked; all others say nothing. */
export const assertedFormats: ReadonlySet<string> = new Set([
  'date',
  'time',
  'date-time',
  'iso-time',
  'iso-date-time',
  'duration',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
  'iri',
  'iri-reference',
  'email',
  'idn-email',
  'hostname',
  'idn-hostname',
  'ipv4',
  'ipv6',
  'regex',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'byte',
])

// By format, those that accept all of it: RFC 3986, section 4.1; RFC 3987.
const wider: Readonly<Record<string, readonly string[]>> = {
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
}

/** Lengths, patterns and formats of strings. */
export const checkStrings: Check = ({ from, to, schema }) => {
  if (!from.types.has('string')) return []
  const view = stringView(from)
  if (view.min > view.max) return []
  const { minLength, maxLength, pattern, format } = schema
  const gaps: Gap[] = []
  const add = (keyword: string, message: string, isCertain = true) =>
    void gaps.push({ keyword, message, isCertain, from, to })
  if (typeof minLength === 'number' && view.min < minLength)
    add('minLength', `the string may be shorter than ${minLength}`)
  if (typeof maxLength === 'number' && view.max > maxLength)
    add('maxLength', `the string may be longer than ${maxLength}`)
  if (typeof pattern === 'string' && !fitsPattern(view, pattern))
    add('pattern', `the string does not always match ${pattern}`, view.patterns.length === 0)
  if (typeof format === 'string' && assertedFormats.has(format) && !fitsFormat(view.formats, format))
    add('format', `the string is not always of the format ${format}`, view.formats.length === 0 && !view.literals)
  return gaps
}

function fitsPattern({ patterns, literals }: StringView, pattern: string): boolean {
  if (patterns.includes(pattern) || matchesAll(pattern)) return true
  if (literals !== undefined) return isPatternSafe(pattern) && literals.every((text) => matches(pattern, text))
  const prefix = literalPrefix(pattern)
  return prefix !== undefined && patterns.some((known) => leadingText(known)?.startsWith(prefix))
}

function matchesAll(pattern: string): boolean {
  return ['', '^', '$', '.*', '^.*'].includes(pattern)
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return false
  }
}

function leadingText(pattern: string): string | undefined {
  return literalPrefix(pattern) ?? literalPattern(pattern)
}

function fitsFormat(formats: readonly string[], format: string): boolean {
  return formats.some((known) => known === format || (Object.hasOwn(wider, known) && wider[known]?.includes(format)))
}
