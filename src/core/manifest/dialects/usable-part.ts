import {
  isObject,
  type JsonObject,
  type JsonValue,
  parsePointer,
  setOwn,
  toPointer,
  valueAt,
  without,
} from '#core/json'
import { type SchemaProblem, validateShape } from '#core/schema'
import { type DialectManifest, dialectManifest } from '../dialect.ts'

/**
 * The manifest without the parts that are faulty, so that one wrong field hides neither the others nor the agent itself.
 * Undefined if not even its name is left.
 */
export function usablePart(
  kind: 'Agent' | 'Workflow',
  document: JsonObject,
  { problems, pointers }: { problems: readonly SchemaProblem[]; pointers: DialectManifest['pointers'] },
): DialectManifest | undefined {
  if (problems.length === 0) return dialectManifest(kind, document, { droppedNames: [], leftOut: [], pointers })
  const droppedNames: string[] = []
  const standIns = standInsFor(kind, document, problems)
  const leftOut = standIns.map(({ path }) => toPointer(...path))
  let content = standIns.reduce((whole, { path, value }) => replaced(whole, path, value), document)
  for (let remaining = validateShape(kind, content); remaining.length > 0; remaining = validateShape(kind, content)) {
    const drops = remaining.map(droppable)
    if (drops.includes(undefined)) return undefined
    const paths = [...new Map(drops.map((drop = []) => [toPointer(...drop), drop])).values()]
    for (const path of paths) {
      const names = namesAt(path, content)
      droppedNames.push(...names)
      if (!areAllNamed(path, names, content)) leftOut.push(toPointer(...path))
    }
    content = without(content, paths)
  }
  return dialectManifest(kind, content, { droppedNames, leftOut, pointers })
}

/** The name of a manifest of which nothing else may be right. */
export function nameIn(document: JsonObject): string | undefined {
  const name = valueAt(document, '/metadata/name')
  return typeof name === 'string' && name !== '' ? name : undefined
}

interface StandIn {
  readonly path: readonly string[]
  readonly value: string
}

// A missing or faulty version or type has been reported; with a stand-in, everything else can still be checked.
function standInsFor(
  kind: 'Agent' | 'Workflow',
  document: JsonObject,
  problems: readonly SchemaProblem[],
): readonly StandIn[] {
  const all = [
    { path: ['metadata', 'version'], value: '0.0.0' },
    ...(kind === 'Agent' ? [{ path: ['spec', 'type'], value: 'worker' }] : []),
  ]
  return all.filter(({ path }) => {
    const pointer = toPointer(...path)
    const parent = valueAt(document, toPointer(...path.slice(0, -1)))
    if (!isObject(parent)) return false
    return parent[path.at(-1) ?? ''] === undefined || problems.some((problem) => problem.pointer === pointer)
  })
}

// The smallest part around a fault that may be missing. Items of lists stay: pointers to those after them must stay right.
function droppable({ kind, pointer }: SchemaProblem): readonly string[] | undefined {
  const path = parsePointer(pointer)
  if (kind === 'unknown') return path
  const [section, field, part, partField] = path
  if (section === undefined || field === undefined || pointer === '/metadata/name') return undefined
  if (section !== 'spec') return [section, field]
  if (field === 'tasks') {
    if (part === undefined) return undefined
    const isOptional = partField !== undefined && partField !== 'agent' && partField !== 'capability'
    return isOptional ? [section, field, part, partField] : [section, field, part]
  }
  const isOptional = field === 'capabilities' && partField !== undefined && partField !== 'name'
  return isOptional ? path.slice(0, 4) : [section, field]
}

// The names of what is left out, so that nobody is told that they do not exist.
function namesAt(path: readonly string[], content: JsonObject): string[] {
  const [section, field, part] = path
  if (section !== 'spec') return []
  if (field === 'tasks' && part !== undefined && path.length === 3) return [part]
  const capabilities = field === 'capabilities' && path.length === 2 ? valueAt(content, toPointer(...path)) : undefined
  const names = Array.isArray(capabilities) ? capabilities.map((each: unknown) => valueAt(each, '/name')) : []
  return names.filter((name) => typeof name === 'string')
}

// Of capabilities that are left out as a whole it is enough to know the names.
function areAllNamed(path: readonly string[], names: readonly string[], content: JsonObject): boolean {
  const value = path.join('/') === 'spec/capabilities' ? valueAt(content, toPointer(...path)) : undefined
  return Array.isArray(value) && value.length === names.length
}

// A copy with a value in a mapping replaced.
function replaced(value: JsonObject, [key = '', ...rest]: readonly string[], replacement: JsonValue): JsonObject {
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    if (name !== key) setOwn(result, name, member)
    else if (rest.length > 0) setOwn(result, name, isObject(member) ? replaced(member, rest, replacement) : member)
  }
  if (rest.length === 0) setOwn(result, key, replacement)
  return result
}
