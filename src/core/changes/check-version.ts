import type { ChangeSettings } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { matcherOf } from '#core/workspace'
import type { ComparedDocument } from './compare-workspaces.ts'
import type { Bump } from './definitions/define.ts'
import { versionDiagnostics } from './definitions/versions.ts'
import { largestBump, weightOf } from './levels.ts'
import type { Position } from './positions.ts'
import { judgeVersion, lowestVersion, type VersionVerdict } from './versions.ts'

/** What the changes of a document ask of its version. */
export interface VersionCheck {
  readonly bump: Bump
  /** The lowest version that is enough. */
  readonly needs: string | undefined
  /** Undefined where nothing is asked of it: it is new, gone, or others decide about it. */
  readonly verdict: VersionVerdict | undefined
}

/** Compares the version of a document with what has changed in it. */
export function checkVersion(
  { previous, present, answersFor }: ComparedDocument,
  settings: ChangeSettings,
): VersionCheck {
  const bump = largestBump(answersFor.map(({ change }) => weightOf(change.definition, settings).bump))
  if (previous === undefined || present === undefined) return { bump: 'none', needs: undefined, verdict: undefined }
  const isOthers = settings.unversioned !== undefined && matcherOf(settings.unversioned).ignores(present.file)
  const isOurs = !isOthers && !(previous.isUnversioned && present.isUnversioned)
  return {
    bump,
    needs: lowestVersion(previous.version, bump),
    verdict: isOurs ? judgeVersion(previous.version, present.version, bump) : undefined,
  }
}

/** What is wrong with the version of a document. `was` is where the version stood. */
export function versionFinding(document: ComparedDocument, check: VersionCheck, was: Position): Finding[] {
  const { previous, present } = document
  if (previous === undefined || present === undefined) return []
  const place = present.versionPlace
  const name = present.kind === 'openapi' ? JSON.stringify(present.name) : `The ${present.kind} ${present.name}`
  const [before, now] = [previous.version ?? 'no version', present.version ?? 'no version']
  const position = { ...was, endLine: was.line, endColumn: was.column }
  const related = before === now ? [] : [{ ...was, message: `It was ${before} here.`, position }]
  if (check.verdict === 'lowered') {
    const message = `${name} is of version ${now}, and was of version ${before}.`
    return [versionDiagnostics.raised({ ...place, message, related })]
  }
  if (check.verdict === 'missing')
    return [versionDiagnostics.known({ ...place, message: `${name} has changed, and has no version.`, related })]
  if (check.verdict !== 'too-low') return []
  const kept = before === now ? `is still ${now}` : `went from ${before} to ${now} only`
  const message = `${name} has ${words[check.bump]}, but its version ${kept}.`
  const asked = check.needs === undefined ? 'Give it another version' : `Raise it to ${check.needs} or more`
  const hint = `${asked}, or take back the changes.`
  return [versionDiagnostics.bumped({ ...place, message, hint, related })]
}

const words: Readonly<Record<Bump, string>> = {
  major: 'breaking changes',
  minor: 'additions or risky changes',
  patch: 'changes',
  none: 'changes',
}
