import { hash } from 'node:crypto'
import { isObject } from './value.ts'

/** JSON with sorted keys and no white space: equal values give equal text. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value ?? null)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${members.join(',')}}`
}

/** SHA-256 of the canonical form, in hexadecimal. */
export function hashJson(value: unknown): string {
  return hashText(canonicalJson(value))
}

/** SHA-256 of text or bytes, in hexadecimal. */
export function hashText(content: string | Uint8Array): string {
  return hash('sha256', content)
}
