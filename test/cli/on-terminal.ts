import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { bin } from './run-ossa.ts'

/** Runs a command on a terminal of its own. */
export function onTerminal(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = execa('sh', ['-c', 'cat | script -qec "$0" /dev/null', `stty rows 24 cols 80; ${command}`], {
    cwd,
    reject: false,
    env: { CI: undefined, TERM: 'xterm', ...env },
  })
  let all = ''
  child.stdout.on('data', (chunk: Buffer) => {
    all += stripVTControlCharacters(chunk.toString())
  })
  const press = (keys: string) => void child.stdin.write(keys)
  /** Waits until this has been shown; only what comes after it counts for the next. */
  const shows = async (text: string, meanwhile = (): void => undefined) => {
    while (!all.includes(text)) {
      meanwhile()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    all = all.slice(all.indexOf(text) + text.length)
  }
  /** It listens to keys a moment after it has been drawn for the first time. */
  const listens = async () => {
    await shows('task 2 of 2', () => press('G'))
    press('f')
  }
  const exitCode = async () => {
    child.stdin.end()
    return (await child).exitCode
  }
  return { shows, press, listens, exitCode }
}
