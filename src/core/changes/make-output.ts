import type { ChangedDocument, ChangeSettings, DocumentChange, ReachedUser, SpecDiffOutput } from '#core/contract'
import type { Finding, Place } from '#core/diagnostics'
import { manifestName } from '#core/manifest'
import { checkVersion, type VersionCheck, versionFinding } from './check-version.ts'
import type { ComparedDocument } from './compare-workspaces.ts'
import type { Versions } from './documents.ts'
import type { Start } from './effect.ts'
import { type ChangeGroup, groupChanges } from './group-changes.ts'
import { locatePlaces, type Position } from './positions.ts'
import { ReachGraph } from './reach.ts'

/** What a comparison says, and what is to be said of the versions. */
export interface DescribedChanges extends Pick<SpecDiffOutput, 'documents' | 'changes'> {
  readonly findings: readonly Finding[]
}

export interface DescribeOptions {
  readonly settings: ChangeSettings
  /** The path of a file of the previous version as seen from the root of the present one. */
  readonly previousPath: (file: string) => string
}

/** Turns what has been found into what is reported: grouped, with lines and columns, and with all whom it reaches. */
export function describeChanges(
  compared: readonly ComparedDocument[],
  versions: Versions,
  { settings, previousPath }: DescribeOptions,
): DescribedChanges {
  const documents = compared.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  const checks = documents.map((document) => checkVersion(document, settings))
  const places = locateBoth(documents, versions, previousPath)
  const reach = reachIn(versions)
  return {
    documents: documents.map((document, index) => describeDocument(document, checks[index], previousPath)),
    changes: groupChanges(documents, settings).map((group) => describeGroup(group, { places, reach })),
    findings: documents.flatMap((document, index) => {
      const check = checks[index]
      const was = document.previous && places.previous(document.previous.versionPlace)
      return check === undefined || was === undefined ? [] : versionFinding(document, check, was)
    }),
  }
}

/** `agent:NAME@VERSION`, `openapi:FILE`: of the present version, if there is one. */
function idOf({ present, previous }: ComparedDocument): string {
  const some = present ?? previous
  if (some === undefined) throw new Error('A document is in one of the versions.')
  return some.kind === 'openapi' ? `${some.kind}:${some.file}` : `${some.kind}:${manifestName(some.content.manifest)}`
}

function describeDocument(
  document: ComparedDocument,
  check: VersionCheck | undefined,
  previousPath: DescribeOptions['previousPath'],
): ChangedDocument {
  const { previous, present } = document
  const some = present ?? previous
  if (some === undefined) throw new Error('A document is in one of the versions.')
  const isMoved = previous !== undefined && previous.path !== present?.path
  return {
    id: idOf(document),
    kind: some.kind,
    name: some.name,
    status: present === undefined ? 'removed' : previous === undefined ? 'added' : 'changed',
    ...(present && { file: present.file }),
    ...(isMoved && { previousFile: previousPath(previous.file) }),
    ...(present?.version !== undefined && { version: present.version }),
    ...(previous?.version !== undefined && { previousVersion: previous.version }),
    bump: check?.bump ?? 'none',
    ...(check?.needs !== undefined && { needs: check.needs }),
    ...(check?.verdict !== undefined && { isEnough: check.verdict === 'enough' }),
  }
}

interface Lookups {
  readonly places: Readonly<Record<Start['version'], (place: Place) => Position>>
  readonly reach: (starts: readonly Start[]) => ReachedUser[]
}

function describeGroup({ change, places, level, bump }: ChangeGroup, lookups: Lookups): DocumentChange {
  const { definition, message, witness, reason } = change
  const starts = level === 'safe' ? [] : places.flatMap(({ effect }) => effect.starts)
  return {
    code: definition.code,
    level,
    kind: definition.kind,
    bump,
    message,
    ...(witness && { witness: { value: witness.value } }),
    ...(reason !== undefined && { reason }),
    documents: [...new Set(places.map(({ document }) => idOf(document)))],
    places: places.map(({ document, effect }) => ({
      document: idOf(document),
      subject: effect.subject,
      part: effect.part,
      path: effect.path,
      ...lookups.places.present(effect.change.present),
      previous: lookups.places.previous(effect.change.previous),
    })),
    reaches: lookups.reach(starts),
  }
}

function locateBoth(
  documents: readonly ComparedDocument[],
  { previous, present }: Versions,
  previousPath: DescribeOptions['previousPath'],
): Lookups['places'] {
  const changes = new Set(documents.flatMap(({ effects }) => effects.map(({ change }) => change)))
  const before = [...changes].map((change) => change.previous)
  const versionPlaces = documents.flatMap((document) => document.previous?.versionPlace ?? [])
  const old = locatePlaces([...before, ...versionPlaces], previous.workspace.files)
  return {
    previous: (place) => ({ ...old(place), file: previousPath(place.file) }),
    present: locatePlaces(
      [...changes].map((change) => change.present),
      present.workspace.files,
    ),
  }
}

// Made when first asked for: it looks at all operations that agents are bound to.
function reachIn(versions: Versions): Lookups['reach'] {
  const graphs = new Map<Start['version'], ReachGraph>()
  const graphOf = (version: Start['version']) => {
    const known = graphs.get(version) ?? new ReachGraph(versions[version].workspace, version)
    graphs.set(version, known)
    return known
  }
  return (starts) => {
    const reached = (['present', 'previous'] as const).flatMap((version) => {
      const nodes = starts.filter((start) => start.version === version).map(({ node }) => node)
      if (nodes.length === 0) return []
      const { files } = versions[version].workspace
      return graphOf(version)
        .from([...new Set(nodes)])
        .map(({ document, pointer, path, ...user }) => {
          const line = files.lineOf({ file: user.file, document, pointer })
          return { ...user, ...(line !== undefined && { line }), path: [...path] }
        })
    })
    const holders = new Set(reached.filter(({ version }) => version === 'present').map(holderOf))
    return reached.filter((user) => user.version === 'present' || !holders.has(holderOf(user)))
  }
}

function holderOf({ kind, id, file }: ReachedUser): string {
  return `${kind} ${id.replace(/@.*/, '')} ${file}`
}
