import { appendPointer, isObject, valueAt } from '#core/json'
import { isHidden } from './direction.ts'
import { referenceAt } from './grammar.ts'
import { type LoadDocument, type Located, resolveSchema } from './reference.ts'

/** How a request body joins the flat input. */
export type BodyShape =
  | { readonly mode: 'whole'; readonly schema: Located }
  | {
      readonly mode: 'fields'
      readonly schema: Located
      readonly fields: ReadonlyMap<string, Located>
      readonly requiredFields: readonly string[]
      /** It is a choice (`oneOf`, `anyOf`) or has conditions, so its fields cannot simply be listed. */
      readonly isComposed: boolean
    }

const deepest = 32

/** A body that is an object gives its fields; any other body is one value. */
export function bodyShape(schema: Located, load: LoadDocument): BodyShape {
  const collected = {
    fields: new Map<string, Located>(),
    requiredFields: new Set<string>(),
    hidden: new Set<string>(),
    isComposed: false,
    known: new Map<string, boolean>(),
  }
  if (!collect(schema, collected, { load, depth: 0 })) return { mode: 'whole', schema }
  return {
    mode: 'fields',
    schema,
    fields: collected.fields,
    requiredFields: [...collected.requiredFields].filter((name) => !collected.hidden.has(name)),
    isComposed: collected.isComposed,
  }
}

interface Collected {
  readonly fields: Map<string, Located>
  readonly requiredFields: Set<string>
  readonly hidden: Set<string>
  isComposed: boolean
  /** Whether schemas describe an object, by where they stand. */
  readonly known: Map<string, boolean>
}

// Returns whether the schema describes an object. What is referred to from several sides is looked at once.
function collect(schema: Located, into: Collected, context: { load: LoadDocument; depth: number }): boolean {
  const key = `${schema.file}#${schema.pointer}`
  const known = into.known.get(key)
  if (known !== undefined) return known
  into.known.set(key, false)
  const isObjectSchema = collectNew(schema, into, context)
  into.known.set(key, isObjectSchema)
  return isObjectSchema
}

function collectNew(schema: Located, into: Collected, context: { load: LoadDocument; depth: number }): boolean {
  const { file, pointer, value } = schema
  if (!isObject(value) || context.depth > deepest) return false
  const deeper = { ...context, depth: context.depth + 1 }
  for (const [name, field] of fieldsOf(schema, context.load)) {
    // What only the service sets is no input.
    if (isHidden(field, 'request', context.load)) into.hidden.add(name)
    else into.fields.set(name, field)
  }
  for (const name of Array.isArray(value['required']) ? value['required'] : []) into.requiredFields.add(String(name))

  const parts = [...referenced(schema, context.load), ...branches({ file, pointer, value }, 'allOf')]
  const partsAreObjects = parts.map((part) => collect(part, into, deeper)).some(Boolean)
  const choices = [...branches({ file, pointer, value }, 'oneOf'), ...branches({ file, pointer, value }, 'anyOf')]
  const choicesAreObjects = choices.length > 0 && choices.map((choice) => collect(choice, into, deeper)).every(Boolean)
  if (choices.length > 0 || 'if' in value || 'patternProperties' in value) into.isComposed = true
  return value['type'] === 'object' || 'properties' in value || partsAreObjects || choicesAreObjects
}

function fieldsOf({ file, pointer, value }: Located, load: LoadDocument): [string, Located][] {
  const written = { file, pointer: appendPointer(pointer, 'properties'), value: valueAt(value, '/properties') }
  const [properties = written] = referenced(written, load)
  if (!isObject(properties.value)) return []
  return Object.entries(properties.value).map(([name, property]) => [
    name,
    { file: properties.file, pointer: appendPointer(properties.pointer, name), value: property },
  ])
}

function branches({ file, pointer, value }: Located, keyword: string): Located[] {
  const list = isObject(value) ? value[keyword] : undefined
  if (!Array.isArray(list)) return []
  return list.map((item, index) => ({ file, pointer: appendPointer(pointer, keyword, index), value: item }))
}

// What a `$ref` leads to, if there is one that leads somewhere.
function referenced(from: Located, load: LoadDocument): Located[] {
  const reference = referenceAt(from.value)
  const found = reference === undefined ? undefined : resolveSchema(from, reference, load)
  return found === undefined || 'problem' in found ? [] : [found]
}
