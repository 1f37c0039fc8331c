import { didYouMean, type Fix, onlySuggestion } from '#core/diagnostics'
import { appendPointer, isObject, parsePointer, toPointer, valueAt } from '#core/json'
import { expected, foreignTypes, typeNames } from './keywords.ts'
import type { ValidatorError } from './validator.ts'
import { holds } from './visit.ts'

/** In what a schema differs from its meta-schema, in words. */
export interface MetaProblem {
  readonly pointer: string
  readonly message: string
  readonly hint?: string
  readonly fix?: Fix | undefined
}

/** Puts an error of a meta-schema into words. */
export function metaProblem(error: ValidatorError, schema: unknown): MetaProblem {
  const { keyword, at } = keywordAt(error.instancePath, schema)
  if (keyword === undefined) return noSchema(error.instancePath, valueAt(schema, error.instancePath))
  if (error.keyword === 'uniqueItems') return repeated(error, at)
  const wrong = valueAt(schema, error.instancePath)
  if (keyword === 'items' && Array.isArray(wrong) && wrong.length > 0) return noSchema(at, wrong)
  if (keyword === 'type' && typeof wrong === 'string') return unknownType(wrong, error.instancePath)
  return { ...withHint(keyword, wrong, at), pointer: error.instancePath }
}

/** The keyword that an error is about, and where it stands. None if a schema stands there itself. */
function keywordAt(path: string, schema: unknown): { keyword?: string; at: string } {
  const segments = parsePointer(path)
  let at = ''
  for (let index = 0; index < segments.length; ) {
    const keyword = segments[index] ?? ''
    const own = appendPointer(at, keyword)
    const kind = isObject(valueAt(schema, at)) ? holds(keyword, valueAt(schema, own)) : undefined
    const isInside = kind === 'schema' || (kind !== undefined && index + 1 < segments.length)
    const name = segments[index + 1] ?? ''
    // The members of `dependencies` may be lists of names.
    if (!isInside || Array.isArray(valueAt(schema, kind === 'schema' ? '' : appendPointer(own, name))))
      return { keyword, at: own }
    at = kind === 'schema' ? own : appendPointer(own, name)
    index += kind === 'schema' ? 1 : 2
  }
  return { at }
}

function noSchema(pointer: string, value: unknown): MetaProblem {
  const last = parsePointer(pointer).at(-1)
  const label = last === undefined ? 'A schema' : /^\d+$/.test(last) ? `Item ${last}` : `\`${last}\``
  const message = `${label} must be a schema: a mapping, true or false. It is ${said(value)}.`
  if (last === 'items' && Array.isArray(value))
    return { pointer, message, hint: 'Write `prefixItems` for a schema of each item, as JSON Schema 2020-12 has it.' }
  if (typeof value === 'string' && typeNames.includes(value))
    return { pointer, message, hint: `Write { type: ${value} }.` }
  return { pointer, message, hint: 'Write a schema, such as { type: string }.' }
}

function repeated({ params, instancePath }: ValidatorError, at: string): MetaProblem {
  const second = Math.max(Number(params['i']), Number(params['j']))
  return {
    pointer: appendPointer(instancePath, second),
    message: `\`${parsePointer(at).at(-1)}\` has the same item twice.`,
    hint: 'Remove one of the two.',
    fix: { remove: 'item' },
  }
}

function unknownType(value: string, pointer: string): MetaProblem {
  const message = `${JSON.stringify(value)} is no type of JSON Schema.`
  const meant = foreignTypes[value.toLowerCase()] ?? didYouMean(value, typeNames)
  const to = foreignTypes[value.toLowerCase()] === undefined ? onlySuggestion(value, typeNames) : undefined
  const known = `Types are ${typeNames.join(', ')}.`
  const hint = value === 'any' ? 'Leave `type` out: then any value is accepted.' : known
  return {
    pointer,
    message,
    hint: meant === undefined ? hint : `Did you mean ${JSON.stringify(meant)}? ${known}`,
    fix: to === undefined ? undefined : { rename: value, to },
  }
}

function withHint(keyword: string, value: unknown, at: string): Omit<MetaProblem, 'pointer'> {
  const message = `\`${keyword}\` must be ${expected[keyword] ?? 'a text'}. It is ${said(value)}.`
  if (keyword === 'required' && typeof value === 'boolean') {
    const name = parsePointer(at).at(-2)
    const holder = name === undefined || !at.endsWith(toPointer('properties', name, 'required')) ? '…' : name
    return { message, hint: `Write \`required: [${holder}]\` in the schema of the object that has the property.` }
  }
  if (/^exclusiveM/.test(keyword) && typeof value === 'boolean')
    return {
      message,
      hint: `Write the limit itself: \`${keyword}: 0\`, and no \`${keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum'}\`.`,
    }
  return { message, hint: 'Correct the value.' }
}

function said(value: unknown): string {
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (isObject(value)) return 'a mapping'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
