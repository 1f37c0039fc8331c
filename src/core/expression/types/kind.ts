import type { TypeName } from '#core/schema'

/** Every kind of value that CEL tells apart, in the order in which they are named. */
export const allKinds = [
  'null',
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'timestamp',
  'duration',
  'list',
  'map',
  'optional',
  'type',
] as const

export type Kind = (typeof allKinds)[number]

// In the words of JSON Schema, where it has one.
const words: Readonly<Record<Kind, string>> = {
  null: 'null',
  bool: 'boolean',
  int: 'integer',
  uint: 'unsigned integer',
  double: 'number',
  string: 'string',
  bytes: 'bytes',
  timestamp: 'timestamp',
  duration: 'duration',
  list: 'array',
  map: 'object',
  optional: 'optional value',
  type: 'type',
}

/** As one says it: `string or null`. */
export function describeKinds(kinds: Iterable<Kind>): string {
  const set = new Set(kinds)
  const isSaid = (kind: Kind) =>
    (kind === 'int' && set.has('double')) || (kind === 'uint' && (set.has('int') || set.has('double')))
  const named = allKinds.filter((kind) => set.has(kind) && !isSaid(kind)).map((kind) => words[kind])
  return named.length < 2 ? (named[0] ?? 'nothing') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`
}

/** What a kind becomes in JSON. */
export const jsonSchemas: Readonly<Record<Exclude<Kind, 'optional'>, object>> = {
  null: { type: 'null' },
  bool: { type: 'boolean' },
  int: { type: 'integer' },
  uint: { type: 'integer', minimum: 0 },
  double: { type: 'number' },
  string: { type: 'string' },
  bytes: { type: 'string' },
  timestamp: { type: 'string', format: 'date-time' },
  duration: { type: 'string' },
  list: { type: 'array' },
  map: { type: 'object' },
  type: { type: 'object' },
}

/** The types of JSON values that have a kind. */
export const typesOfKind: Readonly<Partial<Record<Kind, readonly TypeName[]>>> = {
  null: ['null'],
  bool: ['boolean'],
  int: ['integer'],
  double: ['integer', 'fraction'],
  string: ['string'],
  list: ['array'],
  map: ['object'],
}

const numbers: ReadonlySet<Kind> = new Set(['int', 'uint', 'double'])

/** Numbers of all kinds can be compared with one another. */
export function areComparable(a: Kind, b: Kind): boolean {
  return a === b || (numbers.has(a) && numbers.has(b))
}
