import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runOssa } from './run-ossa.ts'

/**
 * Each folder `test/cli/<command>/<case>/` is one test. `args` holds command lines, one a line; `files/` is copied into a fresh
 * folder first. What was printed is compared with `transcript.txt`; files written into `expected/`, if that folder exists.
 * `UPDATE_GOLDEN=1 npx vitest run --project process` writes them anew; review the diff like code.
 */
const here = import.meta.dirname
const isUpdate = process.env['UPDATE_GOLDEN'] === '1'
const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa golden ')))

afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const folders = (folder: string) =>
  readdirSync(folder).filter((name) => statSync(path.join(folder, name)).isDirectory())

describe.each(folders(here))('ossa %s', (command) => {
  it.concurrent.each(folders(path.join(here, command)))('%s', async (name) => {
    const folder = path.join(here, command, name)
    const cwd = path.join(sandbox, command, name)
    mkdirSync(cwd, { recursive: true })
    if (existsSync(path.join(folder, 'files'))) cpSync(path.join(folder, 'files'), cwd, { recursive: true })
    let transcript = ''
    for (const line of readFileSync(path.join(folder, 'args'), 'utf8')
      .split('\n')
      .filter((text) => text.trim() !== '')) {
      const { exitCode, stdout, stderr } = await runOssa(words(line), { cwd })
      transcript += `$ ossa ${line}\nexit ${exitCode}\n--- stdout\n${stdout}--- stderr\n${stderr}\n`
    }
    compare(path.join(folder, 'transcript.txt'), mask(transcript, cwd))
    const expected = path.join(folder, 'expected')
    if (existsSync(expected))
      for (const file of filesIn(expected))
        compare(path.join(expected, file), readFileSync(path.join(cwd, file), 'utf8'))
  })
})

function compare(file: string, actual: string): void {
  if (isUpdate) writeFileSync(file, actual)
  expect(actual).toBe(readFileSync(file, 'utf8'))
}

function mask(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, '<cwd>')
    .replace(/("durationMs": )\d+(\.\d+)?/g, '$1<ms>')
    .replace(/\b\d+(\.\d+)? ?ms\b/g, '<ms> ms')
    .replace(/\bin \d+(\.\d+)? s\b/g, 'in <ms> ms')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/g, '<time>')
}

function filesIn(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.join(prefix, entry.name)
    return entry.isDirectory() ? filesIn(folder, relative) : [relative]
  })
}

// Words separated by spaces; quotes keep spaces.
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
}
