import type { Baseline, KnownFinding, WorkspaceConfiguration } from '#core/contract'
import { type CodeFrameSource, type Diagnostic, type Finding, fingerprintsOf, OssaError } from '#core/diagnostics'
import { validateShape } from '#core/schema'
import type { FileTree } from '#core/source'
import { configurationFile, workspaceDiagnostics } from '#core/workspace'
import { definitionOf } from './definitions.ts'

/** No finding is known. */
export const emptyBaseline: Baseline = { version: 1, findings: [] }

export interface ComparedBaseline {
  /** What is not in the baseline. */
  readonly kept: readonly Diagnostic[]
  /** What is. */
  readonly known: readonly KnownFinding[]
  /** Entries that match nothing any more. */
  readonly stale: readonly KnownFinding[]
}

/** Compares what has been found with what is known. `wasChecked` tells whether a file would have been reported on. */
export function compareBaseline(
  diagnostics: readonly Diagnostic[],
  { findings }: Baseline,
  { lines, wasChecked }: { lines: CodeFrameSource; wasChecked: (file: string) => boolean },
): ComparedBaseline {
  const entries = new Map(findings.map((entry) => [entry.fingerprint, entry]))
  const found = new Map(baselineOf(diagnostics, lines).map(({ diagnostic, entry }) => [diagnostic, entry]))
  const isKnown = (diagnostic: Diagnostic) => entries.has(found.get(diagnostic)?.fingerprint ?? '')
  const known = diagnostics.filter(isKnown).flatMap((diagnostic) => found.get(diagnostic) ?? [])
  const matched = new Set(known.map(({ fingerprint }) => fingerprint))
  return {
    kept: diagnostics.filter((diagnostic) => !isKnown(diagnostic)),
    known,
    stale: findings.filter(({ fingerprint, file }) => !matched.has(fingerprint) && wasChecked(file)),
  }
}

/** What an old baseline becomes with what has been found now: entries of files that were not checked stay. */
export function updateBaseline(
  diagnostics: readonly Diagnostic[],
  old: Baseline,
  { lines, wasChecked }: { lines: CodeFrameSource; wasChecked: (file: string) => boolean },
): Baseline {
  const now = baselineOf(diagnostics, lines).map(({ entry }) => entry)
  const others = old.findings.filter(({ file }) => !wasChecked(file))
  const findings = new Map([...others, ...now].map((entry) => [entry.fingerprint, entry]))
  return { version: 1, findings: [...findings.values()].sort(inOrder) }
}

/** A baseline as text: one line for each finding, so that two versions can be merged. */
export function printBaseline({ version, findings }: Baseline): string {
  const lines = findings.map(({ code, file, fingerprint }) => `    ${JSON.stringify({ code, file, fingerprint })}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": ${version},\n  "findings": ${list}\n}\n`
}

/** Reads a baseline. Throws OssaError if it is none. */
export function parseBaseline(text: string, file: string): Baseline {
  const value = parsed(text)
  const [problem] = validateShape('Baseline', value)
  if (problem === undefined) return value as Baseline
  throw new OssaError('baseline/invalid', `${file} is not a baseline: ${problem.message}`, {
    kind: 'input',
    hint: 'Make it anew with `ossa spec validate --write-baseline FILE`.',
  })
}

/** The baseline that the configuration names. */
export function configuredBaseline(
  tree: FileTree,
  { baseline: file }: WorkspaceConfiguration,
): { baseline?: Baseline; findings: Finding[] } {
  if (file === undefined) return { findings: [] }
  try {
    return { baseline: parseBaseline(new TextDecoder().decode(tree.read(file)), file), findings: [] }
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    const { message, hint } = error
    return {
      findings: [workspaceDiagnostics.configuration({ file: configurationFile, pointer: '/baseline', message, hint })],
    }
  }
}

// Essential findings are never known: they have to be corrected.
function baselineOf(
  diagnostics: readonly Diagnostic[],
  lines: CodeFrameSource,
): { diagnostic: Diagnostic; entry: KnownFinding }[] {
  const possible = diagnostics.filter(({ code }) => !definitionOf(code)?.isEssential)
  const fingerprints = fingerprintsOf(possible, lines)
  return possible.map((diagnostic, index) => {
    const { code, file } = diagnostic
    return { diagnostic, entry: { code, file, fingerprint: fingerprints[index] ?? '' } }
  })
}

function inOrder(a: KnownFinding, b: KnownFinding): number {
  const [left, right] = [a, b].map(({ file, code, fingerprint }) => `${file}\n${code}\n${fingerprint}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
