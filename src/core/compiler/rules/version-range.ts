import { toPointer } from '#core/json'
import { rangeProblem } from '../choose-version.ts'
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
      const problem = rangeProblem(version)
      if (problem !== undefined) yield { pointer: toPointer('spec', 'dependsOn', index, 'version'), ...problem }
    }
  },
})
