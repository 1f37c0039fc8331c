import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import AjvDraft4Module from 'ajv-draft-04'
import addFormatsModule from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { type Diagnostic, formatReport, plainStyle } from '#core/diagnostics'
import { compileMemory } from '../compile-memory.ts'

const { resolve } = createRequire(import.meta.url)
const schemaFile = path.join(path.dirname(resolve('@microsoft/jest-sarif')), 'schemas/sarif-2.1.0-rtm.5.json')
const ajv = new AjvDraft4Module.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormatsModule.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object)

function faultsIn(log: unknown): string[] {
  validate(log)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** Every SARIF log that is printed in the transcripts of the command line. */
function goldenLogs(): [where: string, log: unknown][] {
  const folder = path.resolve(import.meta.dirname, '../cli')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'transcript.txt')
    .flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8')
        .split(/^\$ ossa /m)
        .flatMap((run): [string, unknown][] => {
          const [command = ''] = run.split('\n')
          const [, printed] = /^--- stdout\n(\{[\s\S]*?^\})\n--- stderr$/m.exec(run) ?? []
          return /\bsarif\b/.test(command) && printed !== undefined
            ? [[`${file}: ${command}`, JSON.parse(printed)]]
            : []
        }),
    )
}

async function sarifOf(files: Readonly<Record<string, string>>, change: (each: Diagnostic) => Diagnostic = (x) => x) {
  const { diagnostics, workspace } = await compileMemory(files)
  const summary = { files: 1, agents: 1, workflows: 0, errors: 1, warnings: 0, durationMs: 1 }
  const report = {
    output: { ok: false, summary, diagnostics: diagnostics.map(change) },
    files: Object.keys(files),
    lines: workspace.files.lines,
    failOn: 'error' as const,
    definitions: [],
    explain: () => '',
    stale: [],
    repositoryPath: (file: string) => `fleet/${file}`,
    style: plainStyle,
    displayPath: (file: string) => file,
    version: '1.2.3',
  }
  return JSON.parse(formatReport('sarif', report))
}

const agent = (rest: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: '1' }\nspec: { ${rest} }\n`

describe('SARIF logs are valid against the schema of SARIF 2.1.0', () => {
  it('in all transcripts', () => {
    const logs = goldenLogs()
    expect(logs.length).toBeGreaterThanOrEqual(2)
    for (const [where, log] of logs) expect([where, faultsIn(log)]).toEqual([where, []])
  })

  it('with fixes, related places and rules that nobody described', async () => {
    const log = await sarifOf({ 'a.yaml': agent('type: workr, domans: [x]'), 'b.yaml': agent('type: worker') })
    expect(log.runs[0].results.some(({ fixes }: { fixes?: unknown }) => fixes !== undefined)).toBe(true)
    expect(log.runs[0].results.some((each: { relatedLocations?: unknown }) => each.relatedLocations)).toBe(true)
    expect(faultsIn(log)).toEqual([])
  })

  it('whatever a file is called and a message holds', async () => {
    const hostile = 'a b:%2F[x](y)\u0000\u001b]8;;http://x\u0007\ud800\u202e<>"^`{}|\\é😀.yaml'
    const log = await sarifOf({ [hostile]: agent('type: workr') }, (each) => ({ ...each, message: hostile }))
    expect(log.runs[0].results).not.toEqual([])
    expect(faultsIn(log)).toEqual([])
  })

  it('and the schema refuses others', async () => {
    const log = await sarifOf({ 'a.yaml': agent('type: workr') })
    log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0
    expect(faultsIn(log)).not.toEqual([])
  })
})
