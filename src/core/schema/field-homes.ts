import { isObject, valueAt } from '#core/json'

/** A name that is a field of more parts than this tells nothing. */
const mostHomes = 2
const mostDepth = 8

/** Says of which parts of a shape a name is a field, to those who wrote it elsewhere; empty if of none, or of many. */
export function describeHomes(schema: object, name: string): string {
  const homes = new Set<string>()
  collectHomes({ root: schema, schema, path: '', depth: 0 }, name, homes)
  if (homes.size === 0 || homes.size > mostHomes) return ''
  const places = [...homes].map((path) => (path === '' ? 'the document' : `\`${path.slice(1)}\``))
  return ` \`${name}\` is a field of ${places.join(' and of ')}.`
}

interface Part {
  readonly root: object
  readonly schema: unknown
  /** As one writes it: `.spec.tasks.*.input`. */
  readonly path: string
  readonly depth: number
}

function collectHomes({ root, schema, path, depth }: Part, name: string, homes: Set<string>): void {
  const { $ref: reference } = isObject(schema) ? schema : {}
  const resolved = typeof reference === 'string' ? valueAt(root, reference.slice(1)) : schema
  if (!isObject(resolved) || depth > mostDepth || homes.size > mostHomes) return
  const { properties, items, additionalProperties, anyOf } = resolved
  const below = (part: unknown, at: string) =>
    collectHomes({ root, schema: part, path: at, depth: depth + 1 }, name, homes)
  if (isObject(properties)) {
    if (Object.hasOwn(properties, name)) homes.add(path)
    for (const [key, member] of Object.entries(properties)) below(member, `${path}.${key}`)
  }
  if (items !== undefined) below(items, `${path}[]`)
  if (additionalProperties !== undefined) below(additionalProperties, `${path}.*`)
  if (Array.isArray(anyOf)) for (const branch of anyOf) below(branch, path)
}
