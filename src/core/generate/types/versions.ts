import semver from 'semver'
import type { Manifest } from '#core/manifest'

interface Versioned {
  readonly manifest: Manifest
  /** `name@version`. */
  readonly id: string
}

/**
 * Names for things of which there may be several versions, sorted. The highest version has the plain name, as when an agent is
 * referred to without a range; where there are several, each also has `name@version`.
 */
export function keysByVersion<T extends Versioned>(items: readonly T[]): [key: string, item: T][] {
  const versions = new Map<string, T[]>()
  for (const item of items) versions.set(nameOf(item), [...(versions.get(nameOf(item)) ?? []), item])
  const keys = new Map<string, T>()
  for (const [name, same] of versions) {
    const [highest] = same.toSorted((a, b) => semver.rcompare(versionOf(a), versionOf(b)))
    if (highest !== undefined) keys.set(name, highest)
  }
  // A name of an older dialect may look like one with a version.
  for (const item of [...versions.values()].filter((same) => same.length > 1).flat())
    if (!keys.has(item.id)) keys.set(item.id, item)
  return [...keys].sort(([a], [b]) => (a < b ? -1 : 1))
}

function nameOf({ manifest }: Versioned): string {
  return manifest.content.metadata.name
}

function versionOf({ manifest }: Versioned): string {
  return manifest.content.metadata.version
}
