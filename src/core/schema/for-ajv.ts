import type { JsonObject } from '#core/json'
import { mapSchemas, visitSchemas } from './visit.ts'

/** A schema in which ajv sees what the specification says: it reads some forms differently. Copied only where it has such a form. */
export function forAjv(schema: unknown): unknown {
  let [hasCondition, hasEmptyEnum, looksAtTheRest] = [false, false, false]
  visitSchemas(schema, ({ value }) => {
    hasCondition ||= 'if' in value
    hasEmptyEnum ||= isEmptyEnum(value['enum'])
    looksAtTheRest ||= 'unevaluatedProperties' in value || 'unevaluatedItems' in value
  })
  const rewritesConditions = hasCondition && looksAtTheRest
  if (!(rewritesConditions || hasEmptyEnum)) return schema
  return mapSchemas(schema, (each) => withoutEmptyEnum(rewritesConditions ? withChoice(each) : each))
}

// To ajv, an empty list is a fault. It is a way to say that there is no value.
function withoutEmptyEnum(schema: JsonObject): JsonObject {
  if (!isEmptyEnum(schema['enum'])) return schema
  const { enum: _none, allOf = [], ...rest } = schema
  return { ...rest, allOf: [...(allOf as unknown[]), false] } as JsonObject
}

function isEmptyEnum(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

// ajv takes what a condition has looked at for evaluated even where the condition fails, and ignores one without consequences.
function withChoice(schema: JsonObject): JsonObject {
  const { if: condition, then: consequence = true, else: otherwise = true, allOf = [], ...rest } = schema
  if (condition === undefined) return schema
  const choice = { anyOf: [{ allOf: [condition, consequence] }, { allOf: [{ not: condition }, otherwise] }] }
  return { ...rest, allOf: [...(allOf as unknown[]), choice] } as JsonObject
}
