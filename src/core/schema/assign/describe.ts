import { isObject } from '#core/json'
import type { Alternative, SchemaNode } from './model.ts'
import { numberView } from './numbers.ts'
import { stringView } from './strings.ts'
import { describeTypes, namedTypes } from './type-names.ts'

const mostShown = 4

/** Values as one says them: `"a", "b" or 3 more`. */
export function describeValues(values: readonly unknown[]): string {
  const shown = values.slice(0, mostShown).map(shortJson)
  const rest = values.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.join(', ')
}

/** A value as JSON, cut where it gets long. */
export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** What an alternative gives, in a few words. */
export function describeAlternative(alternative: Alternative): string {
  const { types, values } = alternative
  if (values !== undefined) return describeValues(values)
  const text = describeTypes(types)
  if (types.size === 1 && types.has('string')) {
    const { formats, patterns } = stringView(alternative)
    const more = [...new Set([...formats, ...patterns])].slice(0, 2)
    return more.length === 0 ? text : `${text} (${more.join(', ')})`
  }
  if (text !== 'integer' && text !== 'number') return text
  const { min, max } = numberView(alternative)
  const limits = [min, max].filter(({ value }) => Number.isFinite(value)).length
  return limits === 0 ? text : `${text} (${min.value} to ${max.value})`.replaceAll(/-?Infinity/g, '…')
}

/** What a schema accepts, in a few words. */
export function describeNode({ schema, document }: SchemaNode): string {
  if (schema === false) return 'nothing'
  if (!isObject(schema)) return 'any value'
  if (Array.isArray(schema['enum'])) return `one of ${describeValues(schema['enum'])}`
  if (Object.hasOwn(schema, 'const')) return shortJson(schema['const'])
  const types = namedTypes(schema)
  if (types !== undefined) {
    const format = typeof schema['format'] === 'string' ? ` (${schema['format']})` : ''
    return `${describeTypes(types)}${format}`
  }
  if (typeof schema['$ref'] === 'string') {
    const target = document.resolve(schema['$ref'])
    return target === undefined || isObject(target.schema) === false
      ? 'any value'
      : (schema['$ref'].split('/').at(-1) ?? '')
  }
  if (['anyOf', 'oneOf', 'allOf'].some((keyword) => keyword in schema)) return 'a combination of schemas'
  return 'any value'
}
