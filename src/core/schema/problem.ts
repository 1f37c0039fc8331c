import { didYouMean, type Fix, listCandidates, onlySuggestion } from '#core/diagnostics'
import { appendPointer, isObject, parsePointer, valueAt } from '#core/json'
import { describeHomes } from './field-homes.ts'
import type { ValidatorError } from './validator.ts'

/** One difference between a value and its schema, in words. */
export interface SchemaProblem {
  readonly kind: 'unknown' | 'required' | 'value'
  /** Where, in the value. */
  readonly pointer: string
  readonly target: 'key' | 'value'
  readonly message: string
  readonly hint: string
  readonly fix?: Fix
}

interface Said {
  readonly message: string
  readonly hint?: string
  readonly child?: string
  readonly kind?: SchemaProblem['kind']
  /** What is meant by the name or value there. */
  readonly to?: string | undefined
  readonly fix?: Fix
}

type Describe = (context: {
  readonly error: ValidatorError
  readonly label: string
  readonly value: unknown
  readonly note: SchemaNote
}) => Said

/** What is said of a name that is none of those that there are. */
function unknownName(
  name: string,
  known: readonly string[],
  { label, value, elsewhere = '' }: { label: string; value: unknown; elsewhere?: string },
): Said {
  const suggestion = onlySuggestion(name, known)
  const to = suggestion !== undefined && isObject(value) && !Object.hasOwn(value, suggestion) ? suggestion : undefined
  const hint = `${listCandidates(name, known, 'fields')}${elsewhere}`
  return { kind: 'unknown', child: name, message: `Unknown field ${JSON.stringify(name)} in ${label}.`, hint, to }
}

const describers: Readonly<Record<string, Describe>> = {
  additionalProperties({ error, label, value, note }) {
    const name = String(error.params['additionalProperty'])
    const elsewhere = didYouMean(name, note.properties) === undefined ? note.elsewhere(name) : ''
    return unknownName(name, note.properties, { label, value, elsewhere })
  },
  required({ error, label, note }) {
    const name = String(error.params['missingProperty'])
    const property = note.property(name)
    const allowed = Array.isArray(property['enum']) ? `one of ${property['enum'].join(', ')}.` : undefined
    const explanation = allowed ?? textOf(property['description'])
    return {
      kind: 'required',
      message: `${capital(label)} lacks the field ${JSON.stringify(name)}.`,
      hint: explanation === undefined ? `Add the field ${name}.` : `Add ${name}: ${explanation}`,
    }
  },
  type({ error, label, value, note }) {
    const expected = String(error.params['type']).split(',').map(withArticle).join(' or ')
    const quoted = note.form ?? `Quote it: "${String(value)}".`
    const hint = expected === 'a string' && typeof value !== 'object' ? quoted : `Write ${expected} here.`
    return {
      message: `${capital(label)} must be ${expected}, but it is ${describeValue(value)}.`,
      hint,
    }
  },
  enum({ error, label, value }) {
    const allowed = (error.params['allowedValues'] as unknown[]).map(String)
    const suggestion = didYouMean(String(value), allowed)
    const hint =
      suggestion === undefined
        ? `Use one of ${allowed.join(', ')}.`
        : `Did you mean "${suggestion}"? Known: ${allowed.join(', ')}.`
    const to = typeof value === 'string' ? onlySuggestion(value, allowed) : undefined
    return { message: `${capital(label)} is ${describeValue(value)}, which is none of the known values.`, hint, to }
  },
  pattern: ({ label, value, note }) => ({
    message: `${capital(label)} is ${describeValue(value)}, which has the wrong form.`,
    ...(note.form === undefined ? {} : { hint: note.form }),
  }),
  propertyNames({ error, label, value, note }) {
    const name = String(error.params['propertyName'])
    if (note.names.length > 0) return unknownName(name, note.names, { label, value })
    const similar = name
      .toLowerCase()
      .replace(/^[^a-z]+/, '')
      .replace(/[^a-z0-9]+/g, '_')
    const letters = 'lower-case letters, digits and underscores, a letter first'
    const hint = similar === '' ? `Use ${letters}.` : `Use ${letters}, such as "${similar}".`
    return { child: name, message: `${JSON.stringify(name)} cannot be a name in ${label}.`, hint }
  },
  uniqueItems({ error, label, value }) {
    const { i, j } = error.params
    const second = Math.max(Number(i), Number(j))
    const item: unknown = Array.isArray(value) ? value[second] : undefined
    return {
      child: String(second),
      message: `${capital(label)} has the same item twice.`,
      hint: 'Remove one of the two.',
      ...(typeof item === 'string' ? { fix: { remove: 'item' } as const } : {}),
    }
  },
  maxProperties: ({ error, label }) => ({
    message: `${capital(label)} may have only ${String(error.params['limit'])} of its fields.`,
  }),
  minProperties: ({ label }) => ({ message: `${capital(label)} is empty.`, hint: 'Add at least one.' }),
  minItems: ({ label }) => ({ message: `${capital(label)} is empty.`, hint: 'Add at least one.' }),
  minLength: ({ label }) => ({ message: `${capital(label)} is empty.`, hint: 'Write at least one character.' }),
  maxLength: ({ error, label }) => ({
    message: `${capital(label)} is too long.`,
    hint: `Use at most ${String(error.params['limit'])} characters.`,
  }),
  minimum: ({ error, label, value }) => ({
    message: `${capital(label)} is ${describeValue(value)}, which is too small.`,
    hint: `Use at least ${String(error.params['limit'])}.`,
  }),
  maximum: ({ error, label, value }) => ({
    message: `${capital(label)} is ${describeValue(value)}, which is too large.`,
    hint: `Use at most ${String(error.params['limit'])}.`,
  }),
  dependentRequired({ error, label }) {
    const { property, missingProperty } = error.params
    return {
      message: `${capital(label)} has the field ${JSON.stringify(property)} and therefore needs ${JSON.stringify(missingProperty)}.`,
    }
  },
  anyOf: ({ label, value }) => ({ message: `${capital(label)} is ${describeValue(value)}, which has the wrong form.` }),
}

/** Puts an ajv error into words. `schema` is the one that was violated, `root` the whole value. */
export function describeProblem(error: ValidatorError, root: unknown, schema: object): SchemaProblem {
  const value = valueAt(root, error.instancePath)
  const note = noteAt(schema, error.instancePath)
  const label = labelOf(error.instancePath)
  const describe = describers[error.keyword]
  const said: Said = describe?.({ error, label, value, note }) ?? {
    message: `${capital(label)} ${error.message ?? 'is invalid'}.`,
  }
  const fix = said.fix ?? (said.to === undefined ? undefined : { rename: said.child ?? String(value), to: said.to })
  return {
    kind: said.kind ?? 'value',
    pointer: said.child === undefined ? error.instancePath : appendPointer(error.instancePath, said.child),
    target: said.child === undefined ? 'value' : 'key',
    message: said.message,
    hint: said.hint ?? note.description ?? 'See the schema of this field.',
    ...(fix === undefined ? {} : { fix }),
  }
}

interface SchemaNote {
  readonly description: string | undefined
  /** The description of the named definition that it refers to. */
  readonly form: string | undefined
  readonly properties: readonly string[]
  /** The names that its members may have, where they are listed. */
  readonly names: readonly string[]
  /** Says where a name is a field of, if not here. */
  readonly elsewhere: (name: string) => string
  readonly property: (name: string) => Schema
}

const notes = new WeakMap<object, Map<string, SchemaNote>>()

// One mistake may be made ten thousand times. The items of a list have the same schema.
function noteAt(schema: object, pointer: string): SchemaNote {
  const known = notes.get(schema) ?? new Map<string, SchemaNote>()
  notes.set(schema, known)
  const kind = pointer.replace(/\/\d+(?=\/|$)/g, '/0')
  const note = known.get(kind) ?? findNote(schema, kind)
  if (known.size < mostNotes) known.set(kind, note)
  return note
}

const mostNotes = 1_000

function findNote(schema: object, pointer: string): SchemaNote {
  let current = resolve(schema, schema)
  for (const segment of parsePointer(pointer)) current = childSchema(schema, current, segment)
  const { properties: own } = isObject(current['properties']) ? current : (objectBranch(schema, current) ?? {})
  const properties = isObject(own) ? own : {}
  return {
    description: textOf(current['description']),
    form: textOf(current[definitionNote]) ?? textOf(current['description']),
    properties: Object.keys(properties),
    names: textsIn(resolve(schema, current['propertyNames'])['enum']),
    elsewhere: (name) => describeHomes(schema, name),
    property: (name) => resolve(schema, properties[name]),
  }
}

function childSchema(root: object, schema: Schema, segment: string): Schema {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const candidates = [properties[segment], schema['items'], schema['additionalProperties']]
  const found = candidates.find((candidate) => isObject(candidate))
  if (found !== undefined) return resolve(root, found)
  const branch = objectBranch(root, schema)
  return branch === undefined ? {} : childSchema(root, branch, segment)
}

function objectBranch(root: object, schema: Schema): Schema | undefined {
  const branches = Array.isArray(schema['anyOf']) ? schema['anyOf'] : []
  return branches.map((item) => resolve(root, item)).find((item) => item['type'] === 'object')
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

type Schema = Readonly<Record<string, unknown>>

const definitionNote = 'x-definition-description'

function resolve(root: object, schema: unknown): Schema {
  if (!isObject(schema)) return {}
  const reference = schema['$ref']
  if (typeof reference !== 'string') return schema
  const definition = valueAt(root, reference.slice(1)) as Schema
  return { ...definition, ...schema, [definitionNote]: definition['description'] }
}

function labelOf(pointer: string): string {
  const label = parsePointer(pointer)
    .map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '')
  return label === '' ? 'the document' : `\`${label}\``
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  const text = JSON.stringify(value)
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
  return typeof value === 'string' ? shown : `the ${typeof value} ${shown}`
}

function withArticle(type: string): string {
  const names: Record<string, string> = { object: 'mapping', array: 'list' }
  const name = names[type] ?? type
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
