import { readFileSync } from 'node:fs'
import { OssaError, usageError } from '#core/diagnostics'

/** The value of `--input`, or of another flag: JSON, `@FILE` with JSON in it, or `@-` for standard input. */
export function readJsonInput(given: string, flag = '--input'): unknown {
  const isFile = given.startsWith('@')
  const text = isFile ? readInputFile(given.slice(1), flag) : given
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = isFile
      ? 'The file must hold one JSON value.'
      : `Quote it for the shell, as in ${flag} '{"id": 1}', or use ${flag} @FILE.`
    throw usageError('cli/invalid-json', `${flag} is not JSON: ${reason}.`, hint)
  }
}

function readInputFile(file: string, flag: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'there is no such file' : message
    throw new OssaError('cli/unreadable-input', `${flag} @${file} cannot be read: ${reason}.`, {
      hint: 'Check the path after the @.',
      cause,
    })
  }
}
