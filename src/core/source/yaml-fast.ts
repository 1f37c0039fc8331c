import { FAILSAFE_SCHEMA, loadAll, Type, YAMLException } from 'js-yaml'
import { isBoolean, isExact, isFloat, isInteger, isNull, numberOf } from './yaml-core.ts'

let inexact = false
let hasNull = false

const numeric = (text: string): number => {
  const value = numberOf(text)
  if (!isExact(value, text)) inexact = true
  return value
}

const scalar = (tag: string, resolve: (text: string) => boolean, construct: (text: string) => unknown) =>
  new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (text) => resolve(text ?? ''),
    construct: (text) => construct(text ?? ''),
  })

// js-yaml's own schema also reads `0b11` and `1_000` as numbers, which YAML 1.2 does not.
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar('null', isNull, () => {
      hasNull = true
      return null
    }),
    scalar('bool', isBoolean, (text) => /^[tT]/.test(text)),
    scalar('int', isInteger, numeric),
    scalar('float', isFloat, numeric),
    scalar(
      'merge',
      (text) => text === '<<',
      (text) => text,
    ),
  ],
})

// What js-yaml reads differently from YAML 1.2, or takes although it is no JSON. Never quadratic: each alternative is bounded by
// the next character of its kind.
const suspicious = new RegExp(
  [
    /^%YAML/, // Another version.
    /\r(?!\n)/,
    /(?:^|[-?:][ \t]|[,[]|(?<!\{)\{|&[^\s&]+[ \t])[ \t]*!/, // A tag, where a value may begin; not `a != b`.
    /^ *\t/, // A tab that indents, or a line of tabs.
    /(?:^|[ \t])-[ \t]*(?:#|\r?\n[ \t]*[-#\r\n])/, // An item that may be empty, and then perhaps another one.
    /(?<!\$)\{\s*[{[]|[\]}]\s*:/, // A collection as a key, as in an unquoted {{template}}; not ${{ expression }}.
    /(?:^[ \t]*(?:[-?:][ \t]+)*|[,[{][ \t]*)\?[ \t\r\n]/, // The same after a question mark; not `a ? b : c`.
    /\*[^\s,[\]{}*]+[ \t]+:/, // An alias as a key.
  ]
    .map(({ source }) => source)
    .join('|'),
  'm',
)

// Nearly every OpenAPI document has them: the path of an operation as a key, `/orders/{id}:`. What begins with a slash is no
// collection; and where braces mean something, inside of one, both parsers refuse it.
const pathKey = /^([ \t]*)\/[^\s#'"]*[\]}]:(?=[ \t\r\n]|$)/gm

/** Whatever such a line is in the end, a comment or part of a text, nothing in it begins or ends a value. */
const commentLine = /^([ \t]*#).*$/gm

function isSuspicious(text: string): boolean {
  return suspicious.test(text) && suspicious.test(text.replace(commentLine, '$1').replace(pathKey, '$1k:'))
}

/** Characters that YAML does not allow anywhere: all but c-printable of YAML 1.2, section 5.1. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
export const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/

/**
 * Reads all documents at several times the speed of `parseYamlFully`. Returns undefined for anything that is faulty, or that
 * another parser could read differently; the slow parser then decides and says where.
 */
export function parseYamlFast(text: string): unknown[] | undefined {
  const documents = parse(text)
  if (text.length >= long) last = { text, isRead: documents !== undefined }
  return documents
}

/** True if `parseYamlFast` reads a text. A long one that it has just seen is not parsed again to know that. */
export function isReadFast(text: string): boolean {
  return last?.text === text ? last.isRead : parseYamlFast(text) !== undefined
}

const long = 100_000
let last: { readonly text: string; readonly isRead: boolean } | undefined

function parse(text: string): unknown[] | undefined {
  if (isSuspicious(text) || unprintable.test(text)) return undefined
  inexact = false
  hasNull = false
  const documents: unknown[] = []
  try {
    loadAll(text, (document) => documents.push(document), { schema })
  } catch (error) {
    if (error instanceof YAMLException) return undefined
    throw error
  }
  return inexact || (hasNull && hasNullKey(documents)) ? undefined : documents
}

// A key that is null becomes the text `null` without a word.
function hasNullKey(documents: readonly unknown[]): boolean {
  const seen = new Set<object>()
  const open: unknown[] = [...documents]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (!Array.isArray(value) && Object.hasOwn(value, 'null')) return true
    for (const member of Object.values(value)) open.push(member)
  }
  return false
}
