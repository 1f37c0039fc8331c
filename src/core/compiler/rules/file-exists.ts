import { toPointer } from '#core/json'
import { entriesIn, type FileTree, joinPath, resolveFrom } from '#core/source'
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
      const elsewhere = kind === 'outside' ? undefined : sameNameBelow(tree, agent.manifest.file, path)
      yield {
        pointer: toPointer('spec', 'files', index, 'path'),
        message: `The ${what} ${JSON.stringify(path)} ${reason}.`,
        hint: elsewhere === undefined ? undefined : `Did you mean ${JSON.stringify(elsewhere)}?`,
      }
    }
  },
})

const deepestSearch = 3

/** The path, relative to the manifest, of a file of the same name somewhere below the manifest's folder. */
function sameNameBelow(tree: FileTree, manifest: string, path: string): string | undefined {
  const folder = manifest.split('/').slice(0, -1).join('/')
  const name = path.split('/').at(-1)
  const search = (current: string, depth: number): string | undefined => {
    const entries = entriesIn(tree, current)
    if (entries.some((entry) => entry.kind === 'file' && entry.name === name)) return joinPath(current, name ?? '')
    if (depth === deepestSearch) return undefined
    const folders = entries.filter((entry) => entry.kind === 'folder' && entry.name !== 'node_modules')
    return folders.map((entry) => search(joinPath(current, entry.name), depth + 1)).find((found) => found !== undefined)
  }
  const found = search(folder, 0)
  return found === undefined ? undefined : `./${folder === '' ? found : found.slice(folder.length + 1)}`
}
