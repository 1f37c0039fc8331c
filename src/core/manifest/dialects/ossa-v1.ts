import { type Finding, listCandidates, onlySuggestion, type Place } from '#core/diagnostics'
import type { JsonObject } from '#core/json'
import type { SchemaProblem } from '#core/schema'
import { manifestDiagnostics } from '../diagnostics.ts'
import type { Dialect } from '../dialect.ts'
import { currentApiVersion } from '../marker.ts'
import { pointerIn } from '../pointers.ts'
import { asMeant } from './as-meant.ts'
import { nameIn, usablePart } from './usable-part.ts'

const kinds = ['Agent', 'Workflow'] as const

export const ossaV1: Dialect = {
  name: currentApiVersion,
  detect: (document) => document['apiVersion'] === currentApiVersion,
  read(document, place) {
    const kind = kinds.find((known) => known === document['kind'])
    if (kind !== undefined) return readKind(kind, document, place)
    const finding = unknownKind(document, place)
    const meant = kinds.find((known) => known === onlySuggestion(String(document['kind']), kinds))
    if (meant === undefined) return { findings: [finding], lost: { name: nameIn(document) } }
    const { findings, ...read } = readKind(meant, { ...document, kind: meant }, place)
    return { ...read, findings: [finding, ...findings] }
  },
}

function readKind(kind: 'Agent' | 'Workflow', document: JsonObject, place: Place): ReturnType<Dialect['read']> {
  const { content, problems, renamed, pointers } = asMeant(kind, document)
  const findings = [
    ...renamed,
    ...problems.map((problem) => ({ ...problem, pointer: pointerIn(pointers, problem.pointer) })),
  ]
  const manifest = usablePart(kind, content, { problems, pointers })
  const found = findings.map((problem) => problemFinding(problem, place))
  return manifest === undefined
    ? { findings: found, lost: { kind, name: nameIn(content) } }
    : { manifest, findings: found }
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
