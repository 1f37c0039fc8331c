import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Finding, Position } from '#core/diagnostics'
import { appendPointer, setOwn, toPointer } from '#core/json'
import { sourceDiagnostics } from './diagnostics.ts'
import { measureJson, scanJson } from './json-exact.ts'
import { limits } from './limits.ts'
import { LineIndex } from './text.ts'
import { duplicate, numberFindings } from './yaml-full.ts'

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** Reads a JSON text; undefined if it is faulty or has duplicate keys or inexact numbers, for the slow reader to explain. */
export function parseJsonFast(text: string): { value: unknown; isWithinLimits: boolean } | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  // What is deeper cannot be recursed into.
  const { nesting, members, hasExactNumbers } = scanJson(text)
  if (nesting > limits.nestingBeforeParsing || !hasExactNumbers) return undefined
  const measured = measureJson(value, limits)
  if (measured.members !== members) return undefined
  if (text.length >= long) lastDistinct = text
  return { value, isWithinLimits: measured.isWithinLimits }
}

const long = 100_000
let lastDistinct: string | undefined

/** True if no object of a text has two equal keys, and that is known: places are looked for in what was just parsed. */
export function hasDistinctKeys(text: string): boolean {
  return lastDistinct === text
}

/** Reads a JSON text as far as it can be understood, and says everything that is wrong with it. */
export function parseJsonFully(
  file: string,
  text: string,
): { value: unknown; isPartial: boolean; findings: Finding[] } {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, strict)
  const lines = new LineIndex(text)
  const position = (offset: number, length: number) => lines.range(offset, offset + length)
  // The parser says several things about one place; the first is the plainest.
  const first = new Map([...errors].reverse().map((error) => [error.offset, error]))
  const findings = errors
    .filter((error) => first.get(error.offset) === error)
    .map((error) =>
      sourceDiagnostics.syntax({
        file,
        pointer: '',
        position: position(error.offset, error.length),
        message: `Invalid JSON: ${describe(error)}.`,
        ...hintFor(error),
      }),
    )
  if (tree === undefined) return { value: undefined, isPartial: true, findings }
  findings.push(...treeFindings(tree, { file, text, pointer: '', position }))
  const isPartial = errors.some(({ error }) => printParseErrorCode(error) !== 'InvalidCommentToken')
  return { value: nodeValue(tree), isPartial, findings }
}

interface TreeContext {
  readonly file: string
  readonly text: string
  readonly pointer: string
  readonly position: (offset: number, length: number) => Position
}

function treeFindings(node: Node, context: TreeContext): Finding[] {
  const { file, text, pointer, position } = context
  if (node.type === 'array')
    return (node.children ?? []).flatMap((item, index) =>
      treeFindings(item, { ...context, pointer: appendPointer(pointer, index) }),
    )
  if (node.type === 'object') {
    const first = new Map<string, Node>()
    return (node.children ?? []).flatMap((property) => {
      const [key, value] = property.children ?? []
      if (key === undefined) return []
      const child = pointer + toPointer(String(key.value))
      const earlier = first.get(key.value)
      if (earlier === undefined) first.set(key.value, key)
      const places = [earlier ?? key, key].map(({ offset, length }) => position(offset, length)) as [Position, Position]
      return [
        ...(earlier === undefined ? [] : [duplicate({ file, pointer: child }, key.value, places)]),
        ...(value === undefined ? [] : treeFindings(value, { ...context, pointer: child })),
      ]
    })
  }
  const source = text.slice(node.offset, node.offset + node.length)
  return node.type === 'number' ? numberFindings({ file, pointer }, node.value, source) : []
}

function nodeValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(nodeValue)
  if (node.type !== 'object') return node.value
  const object = {}
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? []
    if (key !== undefined) setOwn(object, key.value, value === undefined ? null : nodeValue(value))
  }
  return object
}

const hints: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'Remove the comment: JSON has none.',
  PropertyNameExpected: 'Remove the comma before it, or write the property that is missing.',
  ValueExpected: 'Remove the comma before it, or write the value that is missing.',
}

function hintFor({ error }: ParseError): { hint?: string } {
  const hint = hints[printParseErrorCode(error)]
  return hint === undefined ? {} : { hint }
}

function describe(error: ParseError): string {
  return printParseErrorCode(error.error)
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
}
