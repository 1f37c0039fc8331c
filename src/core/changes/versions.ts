import semver from 'semver'
import type { Bump } from './definitions/define.ts'

/** What is to be said of a version, given the one before and what has changed. */
export type VersionVerdict = 'enough' | 'too-low' | 'lowered' | 'missing'

/**
 * Whether a version tells of a change. A breaking change must leave the range `^previous`, so that nobody gets it unasked: before
 * 1.0.0 the second number does what the first does later, and additions take no more than the third. After a pre-release anything
 * higher is enough. A version that is no semantic one must be another.
 */
export function judgeVersion(previous: string | undefined, present: string | undefined, bump: Bump): VersionVerdict {
  if (present === undefined) return previous === undefined && bump === 'none' ? 'enough' : 'missing'
  if (previous === undefined) return 'enough'
  const [before, now] = [readVersion(previous), readVersion(present)]
  if (before === undefined || now === undefined) return bump === 'none' || previous !== present ? 'enough' : 'too-low'
  if (now.compare(before) < 0) return 'lowered'
  if (bump === 'none') return 'enough'
  const isHigher = now.compare(before) > 0
  if (!isHigher) return 'too-low'
  if (before.prerelease.length > 0 || bump === 'patch') return 'enough'
  if (bump === 'major')
    return semver.satisfies(now, `^${before.version}`, { includePrerelease: true }) ? 'too-low' : 'enough'
  return before.major === 0 || now.major > before.major || now.minor > before.minor ? 'enough' : 'too-low'
}

/** The lowest version that tells of a change; undefined where versions are no semantic ones. */
export function lowestVersion(previous: string | undefined, bump: Bump): string | undefined {
  const before = previous === undefined ? undefined : readVersion(previous)
  if (before === undefined || bump === 'none') return undefined
  if (before.prerelease.length > 0) return semver.inc(before, 'prerelease') ?? undefined
  return semver.inc(before, stepOf(before, bump)) ?? undefined
}

function stepOf({ major, minor }: semver.SemVer, bump: Exclude<Bump, 'none'>): 'major' | 'minor' | 'patch' {
  if (major > 0 || bump === 'patch') return bump
  return bump === 'major' && minor > 0 ? 'minor' : 'patch'
}

// `v1.2` means 1.2.0; dates and the like mean nothing but that they differ.
function readVersion(text: string): semver.SemVer | undefined {
  const [, first, second = '0'] = /^v?(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return semver.parse(first === undefined ? text : `${Number(first)}.${Number(second)}.0`) ?? undefined
}
