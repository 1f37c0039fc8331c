import semver from 'semver'
import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

export const versionRange = defineRule({
  code: 'manifest/version-range',
  on: 'agent',
  severity: 'error',
  summary: 'The version of a dependency is a semver range.',
  rationale: 'A range that cannot be read would match everything or nothing.',
  hint: 'Write a range such as ^1.2, ~1.2.3, >=1 <3, or 1.x.',
  examples: {
    valid: ['dependsOn: [{ agent: helper, version: ">=1 <2" }]'],
    invalid: [
      { source: 'dependsOn: [{ agent: helper, version: latest please }]', pointers: ['/spec/dependsOn/0/version'] },
      {
        source: 'dependsOn: [{ agent: helper, version: "=>1, =<2" }]',
        pointers: ['/spec/dependsOn/0/version'],
        fixed: 'dependsOn: [{ agent: helper, version: ">=1 <=2" }]',
      },
      {
        source: 'dependsOn: [{ agent: helper, version: latest }]',
        pointers: ['/spec/dependsOn/0/version'],
        fixed: 'dependsOn: [{ agent: helper, version: "*" }]',
      },
    ],
  },
  *check({ agent }) {
    for (const [index, { version }] of (agent.manifest.content.spec.dependsOn ?? []).entries()) {
      if (version === undefined || semver.validRange(version) !== null) continue
      const meant = rangeMeant(version)
      yield {
        pointer: toPointer('spec', 'dependsOn', index, 'version'),
        message: `${JSON.stringify(version)} is not a semver range.`,
        ...(meant === undefined
          ? {}
          : { hint: `Did you mean ${JSON.stringify(meant)}?`, fix: { rename: version, to: meant } }),
      }
    }
  },
})

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
