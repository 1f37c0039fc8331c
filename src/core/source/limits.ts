/** Limits that keep hostile or broken input from exhausting the machine. */
export const limits = {
  fileBytes: 32 * 1024 * 1024,
  depth: 256,
  /** Nesting at which parsers that recurse are still safe (one gives up at 780); the exact limit is checked on the value. */
  nestingBeforeParsing: 400,
  expandedNodes: 2_000_000,
  /** Of frontmatter that is no YAML: saying what is wrong with it takes its time. */
  faultyFrontmatter: 32_768,
} as const

/**
 * How deep a text nests, in one pass and without recursion, for it decides whether a recursive parser may see it at all. Of YAML it is
 * a guess, too high where brackets are opened in a text and too low where they are closed in one; its parsers have limits of their own.
 */
export function nestingBound(text: string, format: 'json' | 'yaml' | 'markdown'): number {
  if (format === 'json') return jsonDepth(text)
  if (last?.text === text) return last.bound
  const bound = Math.max(bracketDepth(text), indentationDepth(text))
  if (text.length >= long) last = { text, bound }
  return bound
}

/** What was found of the last long YAML text, since places are looked for in what was just parsed. */
let last: { readonly text: string; readonly bound: number } | undefined
const long = 100_000

// As `jsonc-parser` tells tokens apart: a string ends with its line, and there are comments. A bracket closes only one of its kind.
function jsonDepth(text: string): number {
  const open: number[] = []
  let deepest = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0x22) index = endOfLine(text, index + 1, true)
    else if (code === 0x2f) index = endOfComment(text, index)
    else if (code === 0x5b || code === 0x7b) {
      open.push(code)
      if (open.length > deepest) deepest = open.length
    } else if ((code === 0x5d || code === 0x7d) && open.at(-1) === code - 2) open.pop()
  }
  return deepest
}

/** The offset of the end of a line, or of the quote before it that closes a string. */
function endOfLine(text: string, start: number, isString: boolean): number {
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x0a || code === 0x0d || (isString && code === 0x22)) return at
    if (isString && code === 0x5c) at += 1
  }
  return at
}

function endOfComment(text: string, start: number): number {
  if (text.startsWith('//', start)) return endOfLine(text, start, false)
  if (!text.startsWith('/*', start)) return start
  const end = text.indexOf('*/', start + 2)
  return end === -1 ? text.length : end + 1
}

function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1
  }
  return deepest
}

// Block nesting grows by indentation and by indicators on one line (`- - - a`, `? ? a`), wherever they begin in it (`a: ? ? b`).
function indentationDepth(text: string): number {
  const open: number[] = []
  let deepest = 0
  for (const [run] of text.matchAll(/[-?:][ \t]+(?:[-?:][ \t]+)+/g))
    if (run.length > deepest) deepest = Math.max(deepest, run.replace(/[ \t]/g, '').length)
  for (const match of text.matchAll(/^([ \t]*)((?:[-?:][ \t]+)*)[^\s#]/gm)) {
    const column = match[1]?.length ?? 0
    while (open.length > 0 && (open.at(-1) ?? 0) >= column) open.pop()
    open.push(column)
    const indicators = (match[2] ?? '').replace(/[ \t]/g, '').length
    deepest = Math.max(deepest, open.length + indicators)
  }
  return deepest
}

export type ShapeProblem = 'too-deep' | 'recursive' | 'too-many-nodes'

/** Checks a parsed value, counting what aliases expand to. */
export function shapeProblem(root: unknown): ShapeProblem | undefined {
  return isWithinLimits(root) ? undefined : exactProblem(root)
}

// Most values are trees, and small enough to be walked through as if all were.
function isWithinLimits(root: unknown): boolean {
  let nodes = 0
  const walk = (value: unknown, depth: number): boolean => {
    nodes += 1
    if (nodes > limits.expandedNodes) return false
    if (typeof value !== 'object' || value === null) return true
    if (depth > limits.depth) return false
    for (const child of Array.isArray(value) ? value : Object.values(value)) if (!walk(child, depth + 1)) return false
    return true
  }
  return walk(root, 0)
}

// What aliases expand to is counted without expanding it.
function exactProblem(root: unknown): ShapeProblem | undefined {
  const known = new Map<object, Extent | 'open'>()
  const measure = (value: unknown, depth: number): Extent | ShapeProblem => {
    if (typeof value !== 'object' || value === null) return { nodes: 1, height: 0 }
    const measured = known.get(value)
    if (measured === 'open') return 'recursive'
    if (depth + (measured?.height ?? 0) > limits.depth) return 'too-deep'
    if (measured !== undefined) return measured
    known.set(value, 'open')
    const extent = { nodes: 1, height: 0 }
    for (const child of Array.isArray(value) ? value : Object.values(value)) {
      const inner = measure(child, depth + 1)
      if (typeof inner === 'string') return inner
      extent.nodes += inner.nodes
      extent.height = Math.max(extent.height, inner.height + 1)
      if (extent.nodes > limits.expandedNodes) return 'too-many-nodes'
    }
    known.set(value, extent)
    return extent
  }
  const result = measure(root, 0)
  return typeof result === 'string' ? result : undefined
}

interface Extent {
  readonly nodes: number
  readonly height: number
}
