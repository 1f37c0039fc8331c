import { type Finding, listCandidates, onlySuggestion, type Place } from '#core/diagnostics'
import { isObject, type JsonObject, type JsonValue, parsePointer, setOwn, toPointer, valueAt } from '#core/json'
import { type SchemaProblem, validateShape } from '#core/schema'
import { manifestDiagnostics } from '../diagnostics.ts'
import { type Dialect, type DialectManifest, dialectManifest } from '../dialect.ts'
import { currentApiVersion } from '../marker.ts'

const kinds = ['Agent', 'Workflow'] as const

export const ossaV1: Dialect = {
  name: currentApiVersion,
  detect: (document) => document['apiVersion'] === currentApiVersion,
  read(document, place) {
    const kind = kinds.find((known) => known === document['kind'])
    if (kind === undefined) return { findings: [unknownKind(document, place)] }
    const problems = validateShape(kind, document)
    const findings = problems.map((problem) => problemFinding(problem, place))
    return { manifest: usable(kind, document, problems), findings }
  },
}

/** The finding for a kind that is neither Agent nor Workflow. */
export function unknownKind(document: JsonObject, place: Place): Finding {
  const kind = document['kind']
  if (kind === undefined)
    return manifestDiagnostics.requiredField({
      ...place,
      message: 'The document lacks the field "kind".',
      hint: 'Add `kind: Agent` or `kind: Workflow`.',
    })
  const message = `Unknown kind ${JSON.stringify(kind)}.`
  const to = onlySuggestion(String(kind), kinds)
  return manifestDiagnostics.kind({
    fix: to === undefined ? undefined : { rename: String(kind), to },
    ...place,
    pointer: '/kind',
    message,
    hint: listCandidates(String(kind), kinds, 'kinds'),
  })
}

const reporters = {
  unknown: manifestDiagnostics.knownField,
  required: manifestDiagnostics.requiredField,
  value: manifestDiagnostics.validValue,
}

function problemFinding({ kind, pointer, target, message, hint, fix }: SchemaProblem, place: Place): Finding {
  // What a schema says about a version (quote it, its pattern) helps less than an example.
  if (pointer === '/metadata/version')
    return manifestDiagnostics.semanticVersion({ ...place, pointer, target, message, fix: { completeVersion: true } })
  return reporters[kind]({ ...place, pointer, target, message, hint, fix })
}

/**
 * The manifest without the parts that are faulty, so that one wrong field hides neither the others nor the agent itself.
 * Undefined if not even its name is left.
 */
function usable(
  kind: 'Agent' | 'Workflow',
  document: JsonObject,
  problems: readonly SchemaProblem[],
): DialectManifest | undefined {
  const droppedNames: string[] = []
  let content: JsonObject = problems.length === 0 ? document : withStandIns(kind, document, problems)
  for (
    let remaining = problems.length === 0 ? [] : validateShape(kind, content);
    remaining.length > 0;
    remaining = validateShape(kind, content)
  ) {
    const drops = remaining.map(droppable)
    if (drops.includes(undefined)) return undefined
    const paths = [...new Map(drops.map((drop = []) => [toPointer(...drop), drop])).values()]
    droppedNames.push(...paths.flatMap((path) => namesAt(path, content)))
    content = without(content, paths)
  }
  return dialectManifest(kind, content, { droppedNames })
}

// A missing or faulty version or type has been reported; with a stand-in, everything else can still be checked.
function withStandIns(
  kind: 'Agent' | 'Workflow',
  document: JsonObject,
  problems: readonly SchemaProblem[],
): JsonObject {
  const { metadata, spec } = document
  const isFaulty = (pointer: string) => problems.some((problem) => problem.pointer === pointer)
  let content = document
  if (isObject(metadata) && (metadata['version'] === undefined || isFaulty('/metadata/version')))
    content = replaced(content, ['metadata', 'version'], '0.0.0')
  if (kind === 'Agent' && isObject(spec) && (spec['type'] === undefined || isFaulty('/spec/type')))
    content = replaced(content, ['spec', 'type'], 'worker')
  return content
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

// A copy without what stands at the paths.
function without<V extends JsonValue>(value: V, paths: readonly (readonly string[])[]): V {
  const below = new Map<string, (readonly string[])[]>()
  for (const [key = '', ...rest] of paths) push(below, key, rest)

  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => {
      const inside = below.get(String(index))
      return inside === undefined ? item : without(item, inside)
    }) as unknown as V
  if (!isObject(value)) return value
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    const inside = below.get(name)
    if (inside === undefined) setOwn(result, name, member)
    else if (inside.every((rest) => rest.length > 0)) setOwn(result, name, without(member, inside))
  }
  return result as V
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
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
