import { isObject } from '#core/json'
import type { ParameterStyle } from '#core/openapi'
import { asText, type Encode } from './encode.ts'

/** A value under a name, and how it is written: the `style` and `explode` of OpenAPI. */
export interface Styled {
  readonly name: string
  readonly style: ParameterStyle
  readonly explode: boolean
  readonly encode: Encode
}

/** Encoded names and values, as they stand in queries, cookies and forms. */
export function pairsOf(styled: Styled, value: unknown): [name: string, value: string][] {
  const { name, style, explode, encode } = styled
  if (style === 'deepObject') return deepPairs(name, value, encode)
  const own = encode(name)
  if (Array.isArray(value)) {
    const items = textsOf(value, encode)
    if (explode) return items.map((item) => [own, item])
    return items.length === 0 ? [] : [[own, items.join(delimiterOf(style, encode))]]
  }
  if (!isObject(value)) return [[own, encode(asText(value))]]
  const members = membersOf(value, encode)
  if (explode) return members
  return members.length === 0 ? [] : [[own, members.flat().join(delimiterOf(style, encode))]]
}

/** The text of a value that has no name beside it: in a path or a header. */
export function textOf(styled: Styled, value: unknown): string {
  const { style, explode, encode } = styled
  if (style === 'matrix') return matrix(styled, value)
  const isLabel = style === 'label'
  const delimiter = isLabel && explode ? '.' : delimiterOf(style, encode)
  return (isLabel ? '.' : '') + parts(value, { explode, encode }).join(delimiter)
}

function matrix(styled: Styled, value: unknown): string {
  return pairsOf({ ...styled, style: 'form' }, value)
    .map(([name, text]) => (text === '' ? `;${name}` : `;${name}=${text}`))
    .join('')
}

function parts(value: unknown, { explode, encode }: Pick<Styled, 'explode' | 'encode'>): string[] {
  if (Array.isArray(value)) return textsOf(value, encode)
  if (!isObject(value)) return [encode(asText(value))]
  const members = membersOf(value, encode)
  return explode ? members.map((member) => member.join('=')) : members.flat()
}

// OpenAPI leaves open what is inside an object; services that use this style expect lists by number.
function deepPairs(name: string, value: unknown, encode: Encode): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[encode(name), encode(asText(value))]]
  return Object.entries(value).flatMap(([key, member]) => deepPairs(`${name}[${key}]`, member, encode))
}

function delimiterOf(style: ParameterStyle, encode: Encode): string {
  if (style === 'spaceDelimited') return encode(' ')
  if (style === 'pipeDelimited') return encode('|')
  return style === 'tabDelimited' ? encode('\t') : ','
}

// What is null is not there (RFC 6570, 2.3).
function textsOf(items: readonly unknown[], encode: Encode): string[] {
  return items.filter((item) => item !== null).map((item) => encode(asText(item)))
}

function membersOf(value: object, encode: Encode): [string, string][] {
  return Object.entries(value)
    .filter(([, member]) => member !== null)
    .map(([key, member]) => [encode(key), encode(asText(member))])
}
