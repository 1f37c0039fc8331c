import { toPointer } from '#core/json'
import { resolveFrom } from '#core/source'
import { defineRule } from '../rule.ts'

export const fileExists = defineRule({
  code: 'references/file-exists',
  on: 'agent',
  severity: 'error',
  summary: 'The files that an agent refers to exist inside the workspace.',
  rationale: 'A behaviour or schema that is not there is silently not applied.',
  hint: 'Correct the path, or add the file. Paths are relative to the manifest.',
  examples: {
    valid: ['files: [{ path: ./orders.openapi.yaml, role: openapi }]'],
    invalid: [
      { source: 'files: [{ path: ./missing.json, role: schema }]', pointers: ['/spec/files/0/path'] },
      { source: 'files: [{ path: ../outside.json }]', pointers: ['/spec/files/0/path'] },
    ],
  },
  *check({ agent, workspace }) {
    const { tree } = workspace.files
    for (const [index, { path, role }] of (agent.manifest.content.spec.files ?? []).entries()) {
      const file = resolveFrom(agent.manifest.file, path)
      const kind = file === undefined ? 'outside' : tree.kindOf(file)
      if (kind === 'file' || kind === 'folder') continue
      const what = role === undefined || role === 'other' ? 'file' : `${role} file`
      const reason = kind === 'outside' ? 'leads out of the workspace' : 'does not exist'
      yield {
        pointer: toPointer('spec', 'files', index, 'path'),
        message: `The ${what} ${JSON.stringify(path)} ${reason}.`,
      }
    }
  },
})
