import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { toPointer } from '#core/json'
import { formatOf, lineFinder, parseSource } from '#core/source'
import { createLocator, parsedLocator } from '../../src/core/source/locate.ts'
import { splitFrontmatter } from '../../src/core/source/markdown.ts'
import { isAbsent, shared } from './shared.ts'

const mostPlaces = 2_000
const deepest = 8

/** Compares the two ways to find a line at every place of every faultless file. Gives the number of places. */
function compare(file: string, bytes: Buffer): number {
  const { documents, findings } = parseSource(file, bytes)
  if (findings.length > 0) return 0
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const [find, locate, locateSlowly] = [lineFinder(file, text), createLocator(file, text), slowLocator(file, text)]
  const places = documents.flatMap(({ index, value }) => placesIn(value, []).map((segments) => ({ index, segments })))
  for (const { index, segments } of places.slice(0, mostPlaces)) {
    const place = { document: index, pointer: toPointer(...segments) }
    for (const target of ['key', 'value'] as const) {
      const full = { file, target, ...place }
      expect([full, locate(full)]).toEqual([full, locateSlowly(full)])
    }
    expect([file, place, find(place)]).toEqual([file, place, locate({ file, ...place }).line])
  }
  return places.length
}

function slowLocator(file: string, text: string): ReturnType<typeof createLocator> {
  if (formatOf(file) === 'json') return createLocator(file, text)
  const parts = formatOf(file) === 'markdown' ? splitFrontmatter(text) : undefined
  return parsedLocator(parts?.frontmatter ?? text, {
    lineOffset: parts?.lineOffset ?? 0,
    isFrontmatter: parts !== undefined,
  })
}

function placesIn(value: unknown, segments: readonly string[]): string[][] {
  const isOpen = typeof value === 'object' && value !== null && segments.length < deepest
  return [
    [...segments],
    ...(isOpen ? Object.entries(value).flatMap(([key, child]) => placesIn(child, [...segments, key])) : []),
  ]
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => formatOf(file) !== undefined && statSync(path.join(folder, file)).isFile(),
  )
}

describe.skipIf(isAbsent('corpus'))('lines found without a parser are those of the parser', () => {
  it.each(['corpus/ossa-0.1.9', 'corpus/ossa-0.4', 'corpus/mcp-servers', 'corpus/claude-subagents', 'corpus/arazzo'])(
    'in %s',
    { timeout: 60_000 },
    (part) => {
      const folder = path.join(shared, part)
      const counts = filesBelow(folder).map((file) => compare(file, readFileSync(path.join(folder, file))))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100)
    },
  )
})

describe.skipIf(isAbsent('suites/yaml-test-suite'))('and in the YAML test suite', () => {
  it('too', () => {
    const folder = path.join(shared, 'suites/yaml-test-suite/src')
    const counts = readdirSync(folder).flatMap((file) => {
      const cases = parseSource(file, readFileSync(path.join(folder, file))).documents[0]?.value
      return (cases as { yaml?: string }[]).flatMap(({ yaml }, index) =>
        yaml === undefined ? [] : [compare(`${file}-${index}.yaml`, Buffer.from(unmarked(yaml)))],
      )
    })
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500)
  })
})

// The suite shows white space as visible characters.
function unmarked(text: string): string {
  return text
    .replace(/␣/g, ' ')
    .replace(/—*»/g, '\t')
    .replace(/←/g, '\r')
    .replace(/⇔/g, '\ufeff')
    .replace(/↵/g, '')
    .replace(/∎\n?$/, '')
}
