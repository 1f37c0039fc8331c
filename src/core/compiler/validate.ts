import type { ValidateOutput } from '#core/contract'
import {
  countBySeverity,
  type Diagnostic,
  type FailureLimits,
  mostTelling,
  type OssaError,
  type Report,
  usageError,
} from '#core/diagnostics'
import { sourceDiagnostics } from '#core/source'
import { repositoryPaths } from '#core/workspace'
import { type CheckRequest, checkOnDisk } from './check-on-disk.ts'
import type { CheckResult } from './check-workspace.ts'
import { definitions } from './definitions.ts'
import { explainCode } from './explain.ts'
import { checkAndFix } from './fix.ts'

export interface ValidateRequest extends CheckRequest, FailureLimits {
  /** Make the safe changes that are offered. */
  readonly fix: boolean
  /** How many findings of one file are listed; the others are counted. Default all. */
  readonly maxFindingsPerFile?: number | undefined
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

export interface Validated {
  readonly report: Report
  readonly root: string
  /** Every file that was named could be read. */
  readonly couldRead: boolean
  /** What was wrong with the cache. */
  readonly cacheProblem: string | undefined
  /** What there is to say about hosts that could not be asked. */
  readonly remoteNotes: readonly string[]
}

/** Checks what is on disk. Throws OssaError for paths that do not exist. */
export async function validateWorkspace(request: ValidateRequest): Promise<Validated> {
  const start = request.now()
  if (request.fix && request.unsaved !== undefined) throw nothingToWrite()
  const check = () => checkOnDisk(request)
  const { root, targets, result, files, cacheProblem, remoteNotes, fixed } = request.fix
    ? await checkAndFix(check)
    : { ...(await check()), fixed: 0 }
  const { diagnostics, baseline } = result
  const counts = { ...summaryOf(result), ...(request.fix ? { fixed } : {}) }
  const listed = mostTelling(diagnostics, request.maxFindingsPerFile ?? Number.POSITIVE_INFINITY)
  const omitted = diagnostics.length - listed.length
  const summary = { ...counts, ...(omitted === 0 ? {} : { omitted }), durationMs: Math.round(request.now() - start) }
  const report: Report = {
    output: { ok: !fails(diagnostics, request), summary, diagnostics: [...listed] },
    files: result.files,
    lines: files.linesOf(listed),
    failOn: request.failOn,
    since: request.changed,
    definitions,
    explain: explainCode,
    stale: baseline?.stale ?? [],
    repositoryPath: repositoryPaths(root),
  }
  const { code: unreadable } = sourceDiagnostics.readable.definition
  const couldRead = !diagnostics.some(({ code, file }) => code === unreadable && targets.includes(file))
  return { report, root, couldRead, cacheProblem, remoteNotes }
}

function nothingToWrite(): OssaError {
  const hint = 'Save the text to a file, and check that.'
  return usageError('spec/nothing-to-write', 'What comes from standard input cannot be corrected in place.', hint)
}

function summaryOf(result: CheckResult): Omit<ValidateOutput['summary'], 'durationMs'> {
  const { diagnostics, files, agents, workflows, servers, baseline } = result
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  const content = { agents, workflows, ...(servers === 0 ? {} : { servers }) }
  const counts = { files: files.length, ...content, errors, warnings }
  if (baseline === undefined) return counts
  return { ...counts, baseline: { known: baseline.known, stale: baseline.stale.length } }
}

function fails(diagnostics: readonly Diagnostic[], { failOn, maxWarnings }: FailureLimits): boolean {
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  return errors > 0 || warnings > (failOn === 'warning' ? 0 : (maxWarnings ?? Number.POSITIVE_INFINITY))
}
