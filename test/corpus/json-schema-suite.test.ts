import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeConformance, type SuiteReport } from './describe-conformance.ts'
import { runSuite } from './json-schema-suite.ts'
import { isAbsent } from './shared.ts'

const page = path.resolve(import.meta.dirname, '../../docs/json-schema-conformance.md')

describe.skipIf(isAbsent('suites/json-schema-test-suite'))('the JSON Schema Test Suite', () => {
  it('has no invalid value that is accepted, and the page says the rest', { timeout: 300_000 }, async () => {
    const reports: SuiteReport[] = [
      {
        title: 'JSON Schema 2020-12',
        outcomes: await runSuite('draft2020-12', 'https://json-schema.org/draft/2020-12/schema'),
      },
      { title: 'Draft 7', outcomes: await runSuite('draft7', 'http://json-schema.org/draft-07/schema#') },
    ]
    expect(reports.flatMap(({ outcomes }) => outcomes).filter(({ result }) => result === 'laxer')).toEqual([])
    const text = describeConformance(reports)
    // As golden files: `UPDATE_GOLDEN=1 npx vitest run --project corpus test/corpus/json-schema-suite.test.ts`.
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(page, text)
    expect(text).toBe(readFileSync(page, 'utf8'))
  })
})
