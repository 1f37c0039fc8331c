import type { JsonObject } from '#core/json'
import { visitSchemas } from './visit.ts'

/** A form of JSON Schema that is not understood as the specification means it. */
export interface UnsupportedForm {
  /** The schema that has it, as it stands in the whole. */
  readonly schema: JsonObject
  readonly keyword: string
  readonly message: string
  readonly hint: string
}

/**
 * The forms in a self-contained schema that would be misread: values would be accepted that the specification refuses. Better to say
 * so than to check half of it.
 */
export function unsupportedForms(root: unknown): UnsupportedForm[] {
  const found: UnsupportedForm[] = []
  visitSchemas(root, ({ value: schema }) => {
    for (const keyword of ['$dynamicRef', '$recursiveRef'])
      if (schema[keyword] !== undefined)
        found.push({
          ...{ schema, keyword },
          message: `What a \`${keyword}\` leads to depends on the way that led here, which is not supported.`,
          hint: 'Use $ref, and write the variants out.',
        })
  })
  return found
}
