import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import { packageRoot } from './package-root.ts'

/** The absolute path of something that is shipped with the program. */
export function assetPath(relative: string): string {
  return path.join(packageRoot, relative)
}

/** The text of a shipped file. Throws OssaError for one that is made by the build, in a checkout where that was not run. */
export function assetText(relative: string): string {
  const file = assetPath(relative)
  if (relative.startsWith('dist/') && !existsSync(file))
    throw new OssaError('cli/not-built', `${file} is missing. It is made when OSSA is built.`, {
      hint: `Run \`npm run build\` in ${packageRoot}.`,
    })
  return readFileSync(file, 'utf8')
}
