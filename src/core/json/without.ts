import { isObject, type JsonValue, setOwn } from './value.ts'

/** A copy without what stands at the paths. */
export function without<V extends JsonValue>(value: V, paths: readonly (readonly string[])[]): V {
  const below = new Map<string, (readonly string[])[]>()
  for (const [key = '', ...rest] of paths) push(below, key, rest)

  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => {
      const inside = below.get(String(index))
      return inside === undefined ? item : without(item, inside)
    }) as unknown as V
  if (!isObject(value)) return value
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    const inside = below.get(name)
    if (inside === undefined) setOwn(result, name, member)
    else if (inside.every((rest) => rest.length > 0)) setOwn(result, name, without(member, inside))
  }
  return result as V
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
