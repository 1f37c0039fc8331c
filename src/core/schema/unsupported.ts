import { isObject, type JsonObject, toPointer, valueAt } from '#core/json'
import { visitSchemas } from './visit.ts'

/** A form of JSON Schema that is not understood as the specification means it. */
export interface UnsupportedForm {
  /** The schema that has it, as it stands in the whole. */
  readonly schema: JsonObject
  /** Of the form, in the schema. */
  readonly path: readonly string[]
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
    for (const { path, message, hint, isMisread } of forms)
      if (valueAt(schema, toPointer(...path)) !== undefined && isMisread(schema, root))
        found.push({ schema, path, message, hint })
  })
  return found
}

interface Form extends Omit<UnsupportedForm, 'schema'> {
  readonly isMisread: (schema: JsonObject, root: unknown) => boolean
}

const dynamic = {
  message: 'What this reference leads to depends on the way that led here, which is not supported.',
  hint: 'Use $ref, and write the variants out.',
  isMisread: () => true,
}
const forms: readonly Form[] = [
  { path: ['$dynamicRef'], ...dynamic },
  { path: ['$recursiveRef'], ...dynamic },
  {
    path: ['unevaluatedItems'],
    message: 'Which items `contains` has looked at is not told to `unevaluatedItems`.',
    hint: 'Say what all items are with `items`, or leave one of the two out.',
    isMisread: (schema, root) => schema['unevaluatedItems'] !== true && looksInside(schema, root, new Set()),
  },
]

/** `contains` holds for the same value. */
function looksInside(schema: unknown, root: unknown, seen: Set<unknown>): boolean {
  if (!isObject(schema) || seen.has(schema)) return false
  seen.add(schema)
  if (schema['contains'] !== undefined) return true
  const reference = schema['$ref']
  const target =
    typeof reference === 'string' && reference.startsWith('#') ? valueAt(root, reference.slice(1)) : undefined
  const members = (keyword: string) => Object.values((schema[keyword] ?? {}) as object) as unknown[]
  const inPlace = [
    target,
    ...['if', 'then', 'else'].map((keyword) => schema[keyword]),
    ...['allOf', 'anyOf', 'oneOf', 'dependentSchemas'].flatMap(members),
  ]
  return inPlace.some((each) => looksInside(each, root, seen))
}
