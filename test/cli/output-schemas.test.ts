import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateInstance } from '#core/schema'
import { packageRoot } from './run-ossa.ts'

/** Every value that a golden transcript shows for --json is what `schemas/output/` says it is. */
const here = import.meta.dirname
const usageAndWorld = new Set(['2', '3', '70'])

interface Shown {
  readonly line: string
  readonly exitCode: string
  readonly value: string
}

function shownIn(transcript: string): Shown[] {
  const runs = transcript.matchAll(/^\$ ossa (.*)\nexit (\d+)\n--- stdout\n([\s\S]*?)--- stderr$/gm)
  return [...runs].flatMap(([, line = '', exitCode = '', value = '']) =>
    (/--json/.test(line) || isFormatJson(line)) && value.startsWith('{') ? [{ line, exitCode, value }] : [],
  )
}

// That of `spec bundle` is the format of the document.
function isFormatJson(line: string): boolean {
  return /--format[ =]json(?!,)/.test(line) && !line.startsWith('spec bundle ')
}

function unmasked(text: string): unknown {
  return JSON.parse(
    text.replaceAll('<ms>', '0').replaceAll('<time>', '2026-01-01T00:00:00Z').replaceAll('<uuid>', 'id'),
  )
}

// `generate types` and its siblings have one schema.
function schemaFor(line: string, exitCode: string): unknown {
  const [topic = '', verb] = line.split(' ')
  const names = usageAndWorld.has(exitCode) ? ['error'] : [`${topic}-${verb}`, topic]
  const files = names.map((name) => path.join(packageRoot, `schemas/output/${name}.schema.json`))
  return JSON.parse(readFileSync(files.find(existsSync) ?? '', 'utf8'))
}

const cases = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'transcript.txt')
  .flatMap((file) => shownIn(readFileSync(path.join(here, file), 'utf8')))

describe('values printed with --json', () => {
  it.each(cases)('have the form that is published: ossa $line', async ({ line, exitCode, value }) => {
    expect(await validateInstance(schemaFor(line, exitCode), unmasked(value))).toEqual([])
  })
})
