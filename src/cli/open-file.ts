import { execa } from 'execa'
import { OssaError } from '#core/diagnostics'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
}

/** Shows a file in whatever the user's machine opens such files with. Throws OssaError where there is nothing. */
export async function openFile(file: string): Promise<void> {
  const [program, ...options] = openers[process.platform] ?? ['xdg-open']
  try {
    await execa(program, [...options, file], { stdio: 'ignore', timeout: 10_000 })
  } catch (cause) {
    // It ends with 1 when all is well.
    if (program === 'explorer.exe') return
    throw new OssaError('cli/cannot-open', `${file} was written, but ${program} could not open it.`, {
      hint: 'Open the file in a browser yourself.',
      cause,
    })
  }
}
