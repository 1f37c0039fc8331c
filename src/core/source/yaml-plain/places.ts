import { segmentsOf } from '#core/json'

/** On which lines the entries of a block mapping or sequence begin, counted from 0. */
export interface Places {
  /** Of its key, or of its content if it has none. */
  readonly line: number
  /** Undefined for a sequence. */
  readonly keys: readonly string[] | undefined
  /** Of each entry: its line, if there is no other below it, or its places. */
  readonly entries: readonly (number | Places)[]
}

/** The line of what a pointer leads to, counted from 0; of what is nearest, where nothing is. */
export function lineAt(root: Places, pointer: string): number {
  let place = root
  for (const segment of segmentsOf(pointer)) {
    const entry = entryOf(place, segment)
    if (typeof entry !== 'object') return entry ?? place.line
    place = entry
  }
  return place.line
}

function entryOf(places: Places, segment: string): number | Places | undefined {
  const { keys, entries } = places
  if (keys === undefined) return entries[Number(segment)]
  return entries[keys.length < many ? keys.indexOf(segment) : (indexOf(places, keys).get(segment) ?? -1)]
}

const many = 32
const indexes = new WeakMap<Places, ReadonlyMap<string, number>>()

// Where all of very many are looked for, one after the other.
function indexOf(places: Places, keys: readonly string[]): ReadonlyMap<string, number> {
  const index = indexes.get(places) ?? new Map(keys.map((key, place) => [key, place]))
  indexes.set(places, index)
  return index
}
