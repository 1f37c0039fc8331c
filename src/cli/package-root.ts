import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder that holds package.json, schemas/ and templates/, from the sources and from the bundle alike. */
export const packageRoot = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  if (
    existsSync(path.join(folder, 'oclif.manifest.json')) ||
    existsSync(path.join(folder, 'schemas', 'ossa.openapi.yaml'))
  )
    return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('The package root was not found.')
  return findRoot(parent)
}

/** The version of the program. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  return version
}
