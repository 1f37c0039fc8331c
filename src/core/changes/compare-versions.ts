import type { ChangeFailure, DocumentChange, SpecDiffOutput } from '#core/contract'
import { compareDiagnostics, type Diagnostic, type Finding } from '#core/diagnostics'
import { configurationFile, type FileFacts } from '#core/workspace'
import { chooseDocuments, everything, type Scope } from './choose-documents.ts'
import { compareWorkspaces } from './compare-workspaces.ts'
import { versionDiagnostics } from './definitions/versions.ts'
import { documentsOf, type Versions } from './documents.ts'
import { describeChanges } from './make-output.ts'
import type { DocumentPair } from './pair-documents.ts'
import { withPosition } from './positions.ts'

export interface CompareRequest extends Versions {
  /** Default all of both. */
  readonly scope?: Scope
  /** What is an error. Default what the configuration of the present version says. */
  readonly failOn?: readonly ChangeFailure[] | undefined
  /** The path of a file of the previous version as seen from the root of the present one. Default the same. */
  readonly previousPath?: (file: string) => string
}

/** What has changed between two versions, and what is wrong with that. */
export interface ComparedVersions extends Pick<SpecDiffOutput, 'documents' | 'changes'> {
  readonly diagnostics: readonly Diagnostic[]
  readonly failOn: readonly ChangeFailure[]
}

/** Compares two versions of a workspace. Only documents that have changed are in the result. */
export async function compareVersions(request: CompareRequest): Promise<ComparedVersions> {
  const { previous, present, scope = everything, previousPath = (file) => file } = request
  const settings = present.workspace.configuration.changes ?? {}
  const failOn = request.failOn ?? settings.failOn ?? ['version']
  const chosen = chooseDocuments(request, scope)
  const { pairs, faults } = withoutFaulty(chosen.asked, request)
  const compared = await compareWorkspaces(request, { all: chosen.all, asked: pairs })
  const { documents, changes, findings } = describeChanges(
    compared.documents,
    { previous, present },
    { settings, previousPath },
  )
  const severity = failOn.includes('version') ? 'error' : 'warning'
  const all = [
    ...present.findings.filter(isOfConfiguration),
    ...faults,
    ...withoutDocument(scope, request),
    ...compared.findings,
    ...findings.map((finding): Finding => ({ ...finding, severity })),
  ]
  const { files } = present.workspace
  const diagnostics = files.locate(all.map((finding) => withPosition(finding, files))).sort(compareDiagnostics)
  return { documents, changes, diagnostics, failOn }
}

/** True if nothing is in the way of releasing the changes. */
export function arePassing({ changes, diagnostics, failOn }: Omit<ComparedVersions, 'documents'>): boolean {
  return (
    diagnostics.every(({ severity }) => severity !== 'error') && !changes.some((change) => isFailing(change, failOn))
  )
}

/** True for a change that is an error whatever the version. */
export function isFailing({ level }: Pick<DocumentChange, 'level'>, failOn: readonly ChangeFailure[]): boolean {
  return level !== 'safe' && failOn.includes(level)
}

// What a faulty file holds cannot be told from what it lacks, so it is not compared. Its faults are told if they are new.
function withoutFaulty(
  pairs: readonly DocumentPair[],
  { previous, present }: Versions,
): { pairs: readonly DocumentPair[]; faults: readonly Finding[] } {
  const faulty = new Map<string, readonly Finding[]>()
  const faultsIn = (file: string): readonly Finding[] => {
    const known = faulty.get(file) ?? newFaults(file, { previous, present })
    faulty.set(file, known)
    return known
  }
  for (const [file] of present.facts) faultsIn(file)
  const kept = pairs.filter(({ present: now, previous: before }) => faultsIn((now ?? before)?.file ?? '').length === 0)
  const unreadable = [...previous.facts.values()].flatMap((facts) => pastFaults(facts, { previous, present }))
  const configuration = pastConfiguration({ previous, present })
  return { pairs: kept, faults: [...[...faulty.values()].flat(), ...configuration, ...unreadable] }
}

// A file that was named, and is nothing that could be compared: silence would say that it has not changed.
function withoutDocument({ present: targets }: Scope, { previous, present }: Versions): readonly Finding[] {
  const isDocument = new Set([...documentsOf(previous), ...documentsOf(present)].map(({ file }) => file))
  const faultsIn = (file: string) => present.facts.get(file)?.findings.filter(isError) ?? []
  return targets
    .filter((target) => present.workspace.files.tree.kindOf(target) !== 'folder' && !isDocument.has(target))
    .flatMap((target) => (present.facts.get(target)?.isRecognised ? [] : faultsIn(target)))
}

function newFaults(file: string, { previous, present }: Versions): readonly Finding[] {
  const { files } = present.workspace
  const facts = present.facts.get(file) ?? (files.tree.kindOf(file) === 'file' ? files.facts(file, 'named') : undefined)
  const isNew = facts !== undefined && !isSame(file, { previous, present })
  return isNew && (facts.isRecognised || facts.isOpenApi || previous.facts.has(file))
    ? facts.findings.filter(isError)
    : []
}

function pastFaults(facts: FileFacts, versions: Versions): readonly Finding[] {
  const [first] = facts.findings.filter(isError)
  const isThere = versions.present.facts.has(facts.file)
  return first === undefined || !isThere || isSame(facts.file, versions) ? [] : [wasFaulty(facts.file, first)]
}

function isSame(file: string, { previous, present }: Versions): boolean {
  const [before, now] = [previous, present].map(({ workspace }) => workspace.files)
  return previous.facts.has(file) && before?.hashOf(file) === now?.hashOf(file)
}

// Then it was read as if there were none, with all that it left out.
function pastConfiguration({ previous, present }: Versions): readonly Finding[] {
  const file = configurationFile
  const [first] = previous.findings.filter((finding) => isError(finding) && finding.file === file)
  const [was, now] = [previous, present].map(({ workspace }) => workspace.files.text(file))
  return first === undefined || now === undefined || was === now ? [] : [wasFaulty(file, first)]
}

function wasFaulty(file: string, { message }: Finding): Finding {
  const said = `What ${file} was could not be read in full: ${message}`
  return versionDiagnostics.comparable({ file, pointer: '', message: said })
}

// What is wrong with it counts as not written, and might have said how to compare.
function isOfConfiguration({ file }: Finding): boolean {
  return file === configurationFile
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}
