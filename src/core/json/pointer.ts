import { isObject } from './value.ts'

/** A JSON pointer (RFC 6901) made of the given keys and indexes. No segments: the whole document, `''`. */
export function toPointer(...segments: readonly (string | number)[]): string {
  let pointer = ''
  for (const segment of segments) pointer += `/${typeof segment === 'number' ? segment : escaped(segment)}`
  return pointer
}

/** The pointer to a child of `pointer`. */
export function appendPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  return pointer + toPointer(...segments)
}

/** So many pointers are remembered by whoever makes the same again and again, for each file. */
const mostRemembered = 4_096

/** Makes the pointers to the items of a list, or to a member of each: the same text each time, which is compared and found faster. */
export function itemPointers(list: string, member?: string): (index: number) => string {
  const known: string[] = []
  const end = member === undefined ? '' : toPointer(member)
  return (index) => {
    const pointer = known[index] ?? `${list}/${index}${end}`
    if (index === known.length && index < mostRemembered) known.push(pointer)
    return pointer
  }
}

/** Makes the pointers to a member of what other pointers lead to: the same text each time. */
export function memberPointers(member: string): (pointer: string) => string {
  return remembering((pointer) => appendPointer(pointer, member))
}

/** The same as `parsePointer` for pointers that come again and again. */
export const segmentsOf: (pointer: string) => readonly string[] = remembering(parsePointer)

function remembering<T>(make: (pointer: string) => T): (pointer: string) => T {
  const known = new Map<string, T>()
  return (pointer) => {
    const before = known.get(pointer)
    if (before !== undefined) return before
    if (known.size === mostRemembered) known.clear()
    const made = make(pointer)
    known.set(pointer, made)
    return made
  }
}

// Most need none; a pointer is made for almost everything that is read.
function escaped(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
}

/** The unescaped segments of a JSON pointer. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => (segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment))
}

/** The value a pointer leads to, or undefined. Only own properties count. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const segment of parsePointer(pointer)) value = memberAt(value, segment)
  return value
}

/** A member of an object, or an item of a list, or undefined. Only own properties count. */
export function memberAt(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' || isIndex.test(key) ? value[Number(key)] : undefined
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

const isIndex = /^(0|[1-9]\d*)$/
