import {
  compareDiagnostics,
  type Diagnostic,
  describeCounts,
  escapeControls,
  formatDiagnostics,
  plural,
} from '#core/diagnostics'
import { relativeTo } from '#core/git'
import type { PushReport } from './check-push.ts'
import type { ComparedWorkspace } from './checked-commit.ts'
import { describeComparison } from './describe-comparison.ts'
import { type Appearance, describeGraph, shownPath } from './describe-graph.ts'
import { isToCorrect } from './describe-ref.ts'
import { movedTo } from './moved.ts'

/** What people read about a push, part by part: nothing if it changes nothing that matters. */
export function describePush({ output, isRehearsal, commits }: PushReport, appearance: Appearance): string[] {
  const { ok, refs } = output
  const idle = refs.filter(({ action }) => isRehearsal && action === 'skipped')
  const found = commits.flatMap(({ commit, workspaces }) => {
    const names = refs
      .filter((ref) => ref.action === 'checked' && ref.commit === commit)
      .map(({ ref }) => shortName(ref))
    return workspaces.flatMap((workspace) => describeWorkspace(workspace, names.join(', '), appearance))
  })
  return [
    ...idle.map(({ ref, reason }) => `${shortName(ref)}: nothing to check, because ${reason}.`),
    ...found,
    ...refs.flatMap(({ ref, note }) => (note === undefined ? [] : [`${shortName(ref)}: ${escapeControls(note)}`])),
    ...(ok ? [] : [verdict(output, isRehearsal, appearance)]),
  ]
}

function describeWorkspace(workspace: ComparedWorkspace, names: string, appearance: Appearance): string[] {
  const { folder, compiled, changed, comparisons } = workspace
  const diagnostics = diagnosticsOf(workspace)
  const where = folder === '' ? '' : ` in ${shownPath(folder, appearance)}`
  const counts = `${plural(compiled.agents.length, 'agent')} and ${plural(compiled.workflows.length, 'workflow')}`
  const touched = diagnostics.filter(({ file }) => changed.includes(file))
  const others = diagnostics.filter((each) => !touched.includes(each) && each.severity === 'error')
  const lines = (file: string) => compiled.workspace.files.lines(relativeTo(folder, file) ?? file)
  const show = (shown: typeof diagnostics) => formatDiagnostics(shown, { ...appearance, lines })
  return [
    appearance.style.strong(`Checked ${names}: ${counts}${where}, ${describeCounts(diagnostics)}.`),
    ...(touched.length === 0 ? [] : [show(touched)]),
    ...(others.length === 0 ? [] : ['In files that are pushed, but not changed by this push:', show(others)]),
    ...comparisons.flatMap((comparison) => describeComparison(comparison, { folder, appearance })),
    ...describeGraph(workspace, appearance),
  ]
}

// Several refs may lead to the same commit from different ones, and to the same findings.
function diagnosticsOf({ folder, diagnostics, comparisons }: ComparedWorkspace): readonly Diagnostic[] {
  const found = comparisons.flatMap((comparison) => comparison.diagnostics.map(movedTo(folder)))
  const unique = new Map(found.map((each) => [`${each.code} ${each.file}:${each.line} ${each.message}`, each]))
  return [...diagnostics, ...unique.values()].sort(compareDiagnostics)
}

function verdict({ refs }: PushReport['output'], isRehearsal: boolean, { style }: Appearance): string {
  const isWrong = refs.some(isToCorrect)
  if (isRehearsal && !isWrong) return 'Check again, with the new commit.'
  const outcome = isRehearsal ? 'A push would be stopped.' : 'The push is stopped.'
  const remedy = isWrong ? 'Correct this, commit, and push again' : 'Push again, to include the new commit'
  return `${style.error(outcome)} ${remedy}; \`git push --no-verify\` skips the check once.`
}

function shortName(ref: string): string {
  return escapeControls(ref.replace(/^refs\/(heads|tags)\//, ''), { oneLine: true })
}
