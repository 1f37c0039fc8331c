import { isObject } from '#core/json'
import { numberFindings } from './yaml-full.ts'

/** Numbers of so many characters, without an exponent, are kept as they are. */
const safeLength = 15

/** What one pass over a JSON text tells about it. Of what is no JSON, it tells nothing. */
export interface JsonScan {
  /** How deep it nests. */
  readonly nesting: number
  /** How many members its objects have together. */
  readonly members: number
  /** False if JSON.parse rounds a number without a word. */
  readonly hasExactNumbers: boolean
}

/**
 * Goes through a JSON text once, without recursion. The colons outside of strings are counted, since there is one for each member:
 * of equal keys, JSON.parse keeps the last without a word.
 */
export function scanJson(text: string): JsonScan {
  let depth = 0
  let nesting = 0
  let members = 0
  let hasExactNumbers = true
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === quote) index = endOfString(text, index)
    else if (code === 0x3a) members += 1
    else if (code === 0x5b || code === 0x7b) {
      depth += 1
      if (depth > nesting) nesting = depth
    } else if (code === 0x5d || code === 0x7d) depth -= 1
    else if (isNumberStart(code)) {
      const end = endOfNumber(text, index)
      hasExactNumbers &&= isExactNumber(text, index, end)
      index = end - 1
    }
  }
  return { nesting, members, hasExactNumbers }
}

const quote = 0x22
const backslash = 0x5c

/** The offset of the quote that closes a string, or the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === backslash) first -= 1
  return (at - first) % 2 === 1
}

/** How many members the objects in a value have together, and whether it is within limits of size. */
export function measureJson(root: unknown, limits: { readonly depth: number; readonly expandedNodes: number }) {
  let members = 0
  let nodes = 1
  let isDeep = false
  const walk = (value: object, depth: number): void => {
    if (depth > limits.depth) isDeep = true
    if (Array.isArray(value)) {
      nodes += value.length
      for (const item of value) if (typeof item === 'object' && item !== null) walk(item, depth + 1)
      return
    }
    for (const key in value) {
      members += 1
      const member = (value as Record<string, unknown>)[key]
      if (typeof member === 'object' && member !== null) walk(member, depth + 1)
    }
  }
  if (Array.isArray(root) || isObject(root)) walk(root, 0)
  return { members, isWithinLimits: !isDeep && nodes + members <= limits.expandedNodes }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isInNumber(text.charCodeAt(end))) end += 1
  return end
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isNumberStart(code: number): boolean {
  return isDigit(code) || code === 0x2d
}

function isInNumber(code: number): boolean {
  return isDigit(code) || code === 0x2e || code === 0x2d || code === 0x2b || code === 0x65 || code === 0x45
}

function isExactNumber(text: string, start: number, end: number): boolean {
  if (end - start <= safeLength && !hasExponent(text, start, end)) return true
  const source = text.slice(start, end)
  return numberFindings({ file: '', pointer: '' }, Number(source), source).length === 0
}

function hasExponent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x65 || code === 0x45) return true
  }
  return false
}
