import { targetOf } from './circles.ts'
import type { PortableSchema } from './portable-schema.ts'

/** A place in a type: how it is written in TypeScript, and what is known of it. */
interface PlaceInType {
  readonly text: string
  readonly schema: PortableSchema
  /** The property may be missing. A value that has been read was not. */
  readonly isOptional: boolean
}

type Definitions = ReadonlyMap<string, PortableSchema>

/**
 * The type of what a path leads to, as an indexed access into a named type; `unknown` if its schema does not say. `path` holds
 * names of properties, and numbers for items.
 */
export function propertyType(
  { text, identifier }: { text: string; identifier: string },
  path: readonly (string | number)[],
  definitions: Definitions,
): string {
  let place: PlaceInType | undefined = { text, schema: { $ref: `#/${identifier}` }, isOptional: false }
  for (const segment of path) place = place && stepInto(place, segment, definitions)
  if (place === undefined) return 'unknown'
  return place.isOptional ? `Exclude<${place.text}, undefined>` : place.text
}

function stepInto(place: PlaceInType, segment: string | number, definitions: Definitions): PlaceInType | undefined {
  const schema = nonNull(place.schema, definitions)
  const isSure = !place.isOptional && schema.type === (typeof segment === 'number' ? 'array' : 'object')
  const text = isSure ? place.text : `NonNullable<${place.text}>`
  if (typeof segment === 'number')
    return schema.items === undefined ? undefined : { text: `${text}[number]`, schema: schema.items, isOptional: false }
  const found = propertyOf(schema, segment, definitions)
  if (found === undefined) return undefined
  const isRequired = schema.required?.includes(segment) === true
  return { text: `${text}[${JSON.stringify(segment)}]`, schema: found, isOptional: !isRequired }
}

function propertyOf(schema: PortableSchema, name: string, definitions: Definitions): PortableSchema | undefined {
  const { properties } = schema
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name]
  for (const part of schema.allOf ?? []) {
    const found = propertyOf(followed(part, definitions), name, definitions)
    if (found !== undefined) return found
  }
  return undefined
}

// What reads a property of null fails, so null is out of the question once one has been read.
function nonNull(schema: PortableSchema, definitions: Definitions): PortableSchema {
  const known = followed(schema, definitions)
  const choices = known.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return known.anyOf !== undefined && choices.length === 1 ? nonNull(choices[0] ?? {}, definitions) : known
}

function followed(schema: PortableSchema, definitions: Definitions): PortableSchema {
  let current = schema
  for (let hops = 0; current.$ref !== undefined && hops < definitions.size; hops += 1)
    current = definitions.get(targetOf(current.$ref)) ?? {}
  return current
}
