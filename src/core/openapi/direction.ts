import { appendPointer, isObject } from '#core/json'
import { type LoadDocument, type Located, resolveSchema } from './reference.ts'

/** `request`: what a caller gives; `response`: what it gets. */
export type Direction = 'request' | 'response'

const deepest = 8

/** True for a property that does not travel in this direction: `readOnly` in requests, `writeOnly` in responses. */
export function isHidden(property: Located, direction: Direction, load: LoadDocument): boolean {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly'
  for (let current = property; ; ) {
    if (isObject(current.value) && current.value[flag] === true) return true
    const next = followed(current, load)
    if (next === current) return false
    current = next
  }
}

/** The properties of a schema, with its `$ref` and `allOf`, that do not travel in this direction. */
export function hiddenFields(
  schema: Located,
  options: { direction: Direction; load: LoadDocument },
): ReadonlySet<string> {
  const hidden = new Set<string>()
  // What is referred to from several sides is looked at once.
  const parts = new Map([[keyOf(schema), { part: schema, depth: 0 }]])
  for (const { part, depth } of parts.values()) {
    const { own, others } = hiddenIn(part, options)
    for (const name of own) hidden.add(name)
    for (const other of depth < deepest ? others : [])
      if (!parts.has(keyOf(other))) parts.set(keyOf(other), { part: other, depth: depth + 1 })
  }
  return hidden
}

function keyOf({ file, pointer }: Located): string {
  return `${file}#${pointer}`
}

// In a schema itself, without those that it is made of.
function hiddenIn(
  schema: Located,
  { direction, load }: { direction: Direction; load: LoadDocument },
): { own: readonly string[]; others: readonly Located[] } {
  const { file, pointer, value } = schema
  if (!isObject(value)) return { own: [], others: [] }
  const within = (keyword: string, key: string | number, part: unknown): Located => ({
    file,
    pointer: appendPointer(pointer, keyword, key),
    value: part,
  })
  const properties = isObject(value['properties']) ? Object.entries(value['properties']) : []
  const own = properties.filter(([name, each]) => isHidden(within('properties', name, each), direction, load))
  const parts = Array.isArray(value['allOf']) ? value['allOf'].map((part, index) => within('allOf', index, part)) : []
  if (typeof value['$ref'] === 'string') parts.push(followed(schema, load))
  return { own: own.map(([name]) => name), others: parts }
}

function followed(schema: Located, load: LoadDocument): Located {
  const reference = isObject(schema.value) ? schema.value['$ref'] : undefined
  if (typeof reference !== 'string') return schema
  const found = resolveSchema(schema, reference, load)
  return 'problem' in found ? schema : found
}
