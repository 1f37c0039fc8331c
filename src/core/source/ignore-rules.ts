import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { nearestFolderWith, relativeInside } from './find.ts'

/** The rules of a git repository that stand above a folder of it, those of the repository first. */
export function ignoreRulesAbove(root: string): { prefix: string; rules: string }[] {
  const top = nearestFolderWith('.git', root)
  if (top === undefined) return []
  const below = (relativeInside(top, root) ?? '').split('/').filter(Boolean)
  const folders = below.map((_, depth) => path.join(top, ...below.slice(0, depth)))
  const files = [path.join(top, '.git', 'info', 'exclude'), ...folders.map((folder) => path.join(folder, '.gitignore'))]
  const owners = [top, ...folders]
  return files.flatMap((file, index) => {
    const prefix = relativeInside(owners[index] ?? top, root) ?? ''
    const rules = readIfFile(file)
    return rules === undefined ? [] : [{ prefix, rules }]
  })
}

// Rules that cannot be read hold nothing back; git goes on without them too.
function readIfFile(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
