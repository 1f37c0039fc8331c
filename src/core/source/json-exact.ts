import { isObject } from '#core/json'
import { numberFindings } from './yaml-full.ts'

/** Numbers of so many characters, without an exponent, are kept as they are. */
const safeLength = 15

/**
 * Whether a JSON text says what JSON.parse has made of it: without a word, that keeps the last of equal keys, and rounds numbers. One
 * pass over the text counts the colons outside of strings, of which there is one for each member.
 */
export function isExact(text: string, value: unknown): boolean {
  let members = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0x22) index = endOfString(text, index)
    else if (code === 0x3a) members += 1
    else if (isDigit(code) || code === 0x2d) {
      const end = endOfNumber(text, index)
      if (!isExactNumber(text.slice(index, end))) return false
      index = end - 1
    }
  }
  return members === membersIn(value)
}

/** The offset of the quote that closes a string; the text is known to be JSON. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === 0x5c) first -= 1
  return (at - first) % 2 === 1
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isInNumber(text.charCodeAt(end))) end += 1
  return end
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isInNumber(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x2d || code === 0x2b || code === 0x65 || code === 0x45
}

function isExactNumber(source: string): boolean {
  if (source.length <= safeLength && !/e/i.test(source)) return true
  return numberFindings({ file: '', pointer: '' }, Number(source), source).length === 0
}

// The text nests no deeper than can be recursed into.
function membersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + membersIn(item), 0)
  if (!isObject(value)) return 0
  const members = Object.values(value)
  return members.reduce<number>((sum, member) => sum + membersIn(member), members.length)
}
