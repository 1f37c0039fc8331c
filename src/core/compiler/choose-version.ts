import semver from 'semver'

/** What is in a range; all, if the range cannot be read, which is reported elsewhere. */
export function inRange<T>(
  named: readonly T[],
  range: string | undefined,
  versionOf: (one: T) => string,
): readonly T[] {
  if (range === undefined || semver.validRange(range) === null) return named
  return named.filter((one) => semver.satisfies(versionOf(one), range, { includePrerelease: true }))
}

/** The highest release; a version before a release only if there is no other, or if the range names one. */
export function highestOf<T>(
  matching: readonly T[],
  range: string | undefined,
  versionOf: (one: T) => string,
): T | undefined {
  if (matching.length < 2) return matching[0]
  const isAsked = (one: T) =>
    semver.prerelease(versionOf(one)) === null || (range !== undefined && semver.satisfies(versionOf(one), range))
  const asked = matching.filter(isAsked)
  const [best] = (asked.length > 0 ? asked : matching).toSorted((a, b) => semver.rcompare(versionOf(a), versionOf(b)))
  return best
}

// As other package managers write it: `=>1`, `>=1, <2`, `latest`.
function rangeMeant(version: string): string | undefined {
  if (/^(?:latest|any|newest)$/i.test(version.trim())) return '*'
  const range = version
    .replaceAll('=>', '>=')
    .replaceAll('=<', '<=')
    .replaceAll(/\s*(?:,|&&)\s*/g, ' ')
    .trim()
  return range !== version && semver.validRange(range) !== null ? range : undefined
}

/** What is wrong with a text that should be a range. */
export function rangeProblem(version: string | undefined) {
  if (version === undefined || semver.validRange(version) !== null) return undefined
  const message = `${JSON.stringify(version)} is not a semver range.`
  const meant = rangeMeant(version)
  if (meant === undefined) return { message }
  return { message, hint: `Did you mean ${JSON.stringify(meant)}?`, fix: { rename: version, to: meant } }
}
