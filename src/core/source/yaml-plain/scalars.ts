import { isBoolean, isExact, isFloat, isInteger, isNull, numberOf } from '../yaml-core.ts'
import { isStrangeKey } from '../yaml-line.ts'

/** The answer to what is left to another parser. */
export const unread = Symbol('unread')

export const newline = 0x0a
export const space = 0x20
export const doubleQuote = 0x22
export const hash = 0x23
export const singleQuote = 0x27
export const comma = 0x2c
export const dash = 0x2d
export const colon = 0x3a
export const lessThan = 0x3c

/** Which ASCII characters may begin a plain key or scalar here: fewer than YAML allows. */
const begins = charactersOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$/.+~(=;^\\')
/** YAML allows no longer ones. */
export const longestKey = 1_000

/** What begins like this may be a number. */
const mayCount = charactersOf('0123456789.+-')
/** What begins like this may be a boolean or null. */
const mayDecide = charactersOf('tTfFnN~')
const longestOfThese = 'false'.length

/** By code, whether an ASCII character is one of these. */
export function charactersOf(characters: string): readonly boolean[] {
  const known = new Array<boolean>(128).fill(false)
  for (const character of characters) known[character.charCodeAt(0)] = true
  return known
}

/** Whether a plain key or scalar begins with this character. */
export function beginsPlain(code: number): boolean {
  return begins[code] ?? (code >= 0xa0 && code < 0xd800)
}

/** What a plain scalar means. */
export function plainValue(text: string): unknown {
  const first = text.charCodeAt(0)
  if (mayCount[first] === true) return numberIn(text)
  if (mayDecide[first] !== true || text.length > longestOfThese) return text
  if (isNull(text)) return null
  return isBoolean(text) ? first === 0x74 || first === 0x54 : text
}

function numberIn(text: string): unknown {
  const small = smallNumber(text)
  if (small !== -1) return small
  if (!isInteger(text) && !isFloat(text)) return text
  const value = numberOf(text)
  return isExact(value, text) ? value : unread
}

const mostDigits = 15

/** The number that a few digits are; -1 for all else. */
function smallNumber(text: string): number {
  if (text.length > mostDigits) return -1
  let value = 0
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Whether a plain key is that text in every parser, and harmless as the name of a member. */
export function isOrdinaryKey(key: string): boolean {
  const first = key.charCodeAt(0)
  if (mayCount[first] === true || (mayDecide[first] === true && key.length <= longestOfThese)) return !isStrangeKey(key)
  return key.length <= longestKey && key !== '__proto__'
}

/** The offset of the quote that closes the one at `start`; -1 if there is none on the same line. */
export function closingQuote(text: string, start: number): number {
  const quote = text.charCodeAt(start)
  for (let at = start + 1; ; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      if (quote === doubleQuote || text.charCodeAt(at + 1) !== singleQuote) return at
      at += 1
    } else if (code === 0x5c && quote === doubleQuote) at += 1
    if (code === newline || text.charCodeAt(at) === newline) return -1
  }
}

const sameInJson = /^(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})$/

/** What stands between two quotes. */
export function quotedValue(text: string, start: number, end: number): string | typeof unread {
  const written = text.slice(start + 1, end)
  if (text.charCodeAt(start) === singleQuote) return written.includes("'") ? written.replaceAll("''", "'") : written
  if (!written.includes('\\')) return written
  for (const [, escaped = ''] of written.matchAll(/\\(u.{0,4}|.)/gs)) if (!sameInJson.test(escaped)) return unread
  return JSON.parse(text.slice(start, end + 1)) as string
}

/** Where what is written from `start` ends, without the spaces before `end`. */
export function endOfWord(text: string, start: number, end: number): number {
  let at = end
  while (at > start && text.charCodeAt(at - 1) === space) at -= 1
  return at
}
