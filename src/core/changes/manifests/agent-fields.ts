import semver from 'semver'
import type { AgentSpec } from '#core/contract'
import type { ChangeDefinition } from '../definitions/define.ts'
import { manifestChanges } from '../definitions/manifests.ts'
import { areEqual } from './manifest-subject.ts'

type Said = readonly [definition: ChangeDefinition, message: string]
/** A field of the specification of an agent; extensions apart, which nobody outside relies on. */
export type AgentField = keyof AgentSpec
type Compare = (before: AgentSpec, now: AgentSpec, field: AgentField) => Iterable<Said>

/** What matters in the fields of an agent. A field that is not listed matters to nobody outside. */
export const fieldComparisons: Readonly<Partial<Record<AgentField, Compare>>> = {
  *type(before, now) {
    yield [manifestChanges.typeChanged, `The agent was of type ${before.type}, and is of type ${now.type}.`]
  },
  domains: ({ domains: before }, { domains: now }) =>
    labels('domain', [before, now], [manifestChanges.domainAdded, manifestChanges.domainRemoved]),
  protocols: ({ protocols: before }, { protocols: now }) =>
    labels('protocol', [before, now], [manifestChanges.protocolAdded, manifestChanges.protocolRemoved]),
  runtime,
  dependsOn: dependencies,
  tools,
  autonomy,
}

/** What is said of any other field. */
export function* otherField(before: AgentSpec, now: AgentSpec, field: AgentField): Iterable<Said> {
  const verb = before[field] === undefined ? 'is new' : now[field] === undefined ? 'is gone' : 'has changed'
  yield [manifestChanges.details, `\`${field}\` ${verb}.`]
}

function* labels(
  word: string,
  [before = [], now = []]: readonly [readonly string[] | undefined, readonly string[] | undefined],
  [added, removed]: readonly [ChangeDefinition, ChangeDefinition],
): Iterable<Said> {
  for (const label of now) if (!before.includes(label)) yield [added, `The ${word} ${label} is new.`]
  for (const label of before) if (!now.includes(label)) yield [removed, `The ${word} ${label} is gone.`]
}

// Nobody has to prepare for a change of these.
const tuning = ['timeout', 'temperature', 'maxTokens', 'run', 'args']

function* runtime(before: AgentSpec, now: AgentSpec, field: AgentField): Iterable<Said> {
  const essence = ({ runtime: of = {} }: AgentSpec) =>
    Object.entries(of).map(([kind, settings]) => [
      kind,
      Object.fromEntries(Object.entries(settings ?? {}).filter(([name]) => !tuning.includes(name))),
    ])
  if (areEqual(essence(before), essence(now))) return yield* otherField(before, now, field)
  const [was, is] = [before, now].map(({ runtime: of = {} }) => Object.keys(of)[0] ?? 'not said')
  const message = was === is ? `The ${is} runtime is set up in another way.` : `The runtime was ${was}, and is ${is}.`
  yield [manifestChanges.runtimeChanged, message]
}

function* dependencies({ dependsOn: before = [] }: AgentSpec, { dependsOn: now = [] }: AgentSpec): Iterable<Said> {
  const { dependencyAdded, dependencyNarrowed, details } = manifestChanges
  for (const { agent, version: range = '*', optional = false } of now) {
    const known = before.find((each) => each.agent === agent)
    const { version: old = '*', optional: wasOptional = false } = known ?? {}
    if (known === undefined)
      yield [
        optional ? details : dependencyAdded,
        `The agent ${agent} is ${optional ? 'used, if it is there' : 'needed'}.`,
      ]
    else if (!isWithin(old, range))
      yield [dependencyNarrowed, `The agent ${agent} was needed as ${old}, and is as ${range}.`]
    else if (wasOptional && !optional) yield [dependencyAdded, `The agent ${agent} was optional, and is needed.`]
    else if (old !== range || wasOptional !== optional) yield [details, `The agent ${agent} is needed less strictly.`]
  }
  for (const { agent } of before)
    if (!now.some((each) => each.agent === agent)) yield [details, `The agent ${agent} is not needed any more.`]
}

// A range that cannot be read is reported by `ossa spec validate`.
function isWithin(range: string, other: string): boolean {
  if (semver.validRange(range) === null || semver.validRange(other) === null) return range === other
  return semver.subset(range, other)
}

function* tools(before: AgentSpec, now: AgentSpec, field: AgentField): Iterable<Said> {
  const namesIn = ({ tools: list = [] }: AgentSpec) =>
    list.map(({ mcp, agent, name, capability }) => [agent ?? mcp, capability ?? name].filter(Boolean).join(' '))
  const [old, current] = [namesIn(before), namesIn(now)]
  const added = current.filter((name) => !old.includes(name))
  const removed = old.filter((name) => !current.includes(name))
  for (const name of added) yield [manifestChanges.toolAdded, `The tool ${name} is new.`]
  for (const name of removed) yield [manifestChanges.details, `The tool ${name} is gone.`]
  if (added.length + removed.length === 0) yield* otherField(before, now, field)
}

// From the strictest on; what is not said does not bind.
const levels = ['manual', 'supervised', 'autonomous', undefined]
const oversights = ['approval', 'notification', 'none', undefined]

function* autonomy(before: AgentSpec, now: AgentSpec, field: AgentField): Iterable<Said> {
  const isRaised = [
    levels.indexOf(now.autonomy?.level) > levels.indexOf(before.autonomy?.level),
    oversights.indexOf(now.autonomy?.humanOversight) > oversights.indexOf(before.autonomy?.humanOversight),
  ].includes(true)
  if (!isRaised) return yield* otherField(before, now, field)
  const said = ({ autonomy: { level, humanOversight } = {} }: AgentSpec) =>
    `${level ?? 'not said'}, with human oversight ${humanOversight ?? 'not said'}`
  yield [manifestChanges.autonomyRaised, `The autonomy was ${said(before)}, and is ${said(now)}.`]
}
