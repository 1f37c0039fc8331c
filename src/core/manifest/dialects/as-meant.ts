import { isObject, type JsonObject, parsePointer, setOwn, toPointer, valueAt } from '#core/json'
import { type SchemaProblem, validateShape } from '#core/schema'
import { type Pointers, pointerIn } from '../pointers.ts'

interface Meant {
  /** The document with the names that were meant. */
  readonly content: JsonObject
  /** What is wrong besides, with pointers in `content`. */
  readonly problems: readonly SchemaProblem[]
  /** The names that were misspelt, with pointers in the document as it is written. */
  readonly renamed: readonly SchemaProblem[]
  /** Where parts of `content` are written; undefined if nothing was misspelt. */
  readonly pointers: Pointers | undefined
}

/**
 * A document in which fields whose names can only be meant as others have these names. So a misspelt field is one finding: nothing
 * is missing because of it, and what is in it is checked.
 */
export function asMeant(kind: 'Agent' | 'Workflow', document: JsonObject): Meant {
  const renamed: SchemaProblem[] = []
  let content = document
  let pointers: Pointers | undefined
  let problems = validateShape(kind, content)
  for (let fixes = misspelt(problems); fixes.length > 0; fixes = misspelt(problems)) {
    pointers ??= Object.fromEntries(['', ...Object.keys(document).map((key) => toPointer(key))].map((at) => [at, at]))
    for (const { problem, to } of fixes) {
      const path = parsePointer(problem.pointer)
      const parent = toPointer(...path.slice(0, -1))
      const name = path.at(-1) ?? ''
      if (Object.hasOwn(valueAt(content, parent) as object, to)) continue
      const written = pointerIn(pointers, problem.pointer)
      content = withName(content, path, to)
      pointers = { ...pointers, [toPointer(...path.slice(0, -1), to)]: written }
      renamed.push({ ...problem, pointer: written, fix: { rename: name, to } })
    }
    problems = validateShape(kind, content)
  }
  return { content, problems, renamed, pointers }
}

function misspelt(problems: readonly SchemaProblem[]): { problem: SchemaProblem; to: string }[] {
  return problems.flatMap((problem) => {
    const { kind, fix } = problem
    return kind === 'unknown' && fix !== undefined && 'to' in fix ? [{ problem, to: fix.to }] : []
  })
}

// A copy in which a key has another name.
function withName<V>(value: V, [key = '', ...rest]: readonly string[], to: string): V {
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? withName(item, rest, to) : item)) as V
  if (!isObject(value)) return value
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    if (name !== key) setOwn(result, name, member)
    else if (rest.length === 0) setOwn(result, to, member)
    else setOwn(result, name, withName(member, rest, to))
  }
  return result as V
}
