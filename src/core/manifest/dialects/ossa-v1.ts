import { type Finding, listCandidates, type Place } from '#core/diagnostics'
import { isObject, type JsonObject, type JsonValue, parsePointer, setOwn } from '#core/json'
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
  return manifestDiagnostics.kind({
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

function problemFinding({ kind, pointer, target, message, hint }: SchemaProblem, place: Place): Finding {
  // What a schema says about a version (quote it, its pattern) helps less than an example.
  if (pointer === '/metadata/version')
    return manifestDiagnostics.semanticVersion({ ...place, pointer, target, message })
  return reporters[kind]({ ...place, pointer, target, message, hint })
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
    const drops = remaining.map((problem) => droppable(problem.pointer))
    for (const drop of drops) {
      if (drop === undefined) return undefined
      if (drop[1] === 'tasks' && drop.length === 3) droppedNames.push(drop[2] ?? '')
      content = replaced(content, drop)
    }
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

// The smallest part around a fault that may be missing.
function droppable(pointer: string): readonly string[] | undefined {
  const [section, field, task, taskField] = parsePointer(pointer)
  if (section === undefined || field === undefined) return undefined
  if (section !== 'spec' || field !== 'tasks') return pointer === '/metadata/name' ? undefined : [section, field]
  if (task === undefined) return undefined
  const isOptional = taskField !== undefined && taskField !== 'agent' && taskField !== 'capability'
  return isOptional ? [section, field, task, taskField] : [section, field, task]
}

// A copy with the value at a path replaced, or left out if there is no new value.
function replaced(value: JsonObject, [key = '', ...rest]: readonly string[], replacement?: JsonValue): JsonObject {
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    if (name !== key) setOwn(result, name, member)
    else if (rest.length > 0) setOwn(result, name, isObject(member) ? replaced(member, rest, replacement) : member)
  }
  if (rest.length === 0 && replacement !== undefined) setOwn(result, key, replacement)
  return result
}
