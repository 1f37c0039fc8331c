import { existsSync, readFileSync } from 'node:fs'
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
    return existsSync(file) ? [{ prefix, rules: readFileSync(file, 'utf8') }] : []
  })
}
