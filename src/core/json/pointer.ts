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

// Most need none; a pointer is made for almost everything that is read.
function escaped(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
}

/** The unescaped segments of a JSON pointer. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  const segments: string[] = []
  for (let at = 0; at !== -1; ) {
    const next = pointer.indexOf('/', at + 1)
    segments.push(segmentIn(pointer, at + 1, next === -1 ? pointer.length : next))
    at = next
  }
  return segments
}

/** The unescaped segment of a JSON pointer that stands from one offset up to another. */
export function segmentIn(pointer: string, start: number, end: number): string {
  const segment = pointer.slice(start, end)
  return segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment
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
