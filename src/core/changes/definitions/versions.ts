import { defineDiagnostics } from '#core/diagnostics'

/** What is wrong with the versions of what has changed, or stands in the way of comparing. */
export const versionDiagnostics = defineDiagnostics({
  bumped: {
    code: 'changes/version-bumped',
    severity: 'error',
    summary:
      'The version of what has changed says so: major for breaking changes, minor for additions and risks, patch for the rest.',
    rationale: 'Those who rely on a range of versions get the change without a warning, and fail.',
    hint: 'Raise the version, or take the change back.',
  },
  raised: {
    code: 'changes/version-not-lowered',
    severity: 'error',
    summary: 'A version never becomes lower.',
    rationale: 'Somebody may have the higher one already, and would take this one for an older state.',
    hint: 'Raise the version above the one it had.',
  },
  known: {
    code: 'changes/version-known',
    severity: 'error',
    summary: 'What has changed has a version.',
    rationale: 'Without one, nobody can tell the new state from the old.',
    hint: 'Give it a version, as semver.org defines it. In an OpenAPI document it stands in `info`.',
  },
  comparable: {
    code: 'changes/comparable',
    severity: 'warning',
    summary: 'What is compared could be read in its old version, too.',
    rationale: 'What could not be read counts as if it had not been there, so changes of it are not seen.',
    hint: 'Compare with a version that is sound: ossa spec validate.',
  },
})
