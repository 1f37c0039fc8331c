import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'
import { isAbsent, shared } from './shared.ts'

/** The structural faults that are reported, by case. */
async function faultsByCase(kind: 'pass' | 'fail'): Promise<Map<string, readonly string[]>> {
  const folder = path.join(shared, 'suites/openapi-3.1-schema/tests/schema', kind)
  const faults = new Map<string, readonly string[]>()
  for (const name of readdirSync(folder)) {
    const { diagnostics } = await compileMemory({ 'api.yaml': readFileSync(path.join(folder, name)) }, ['api.yaml'])
    const found = diagnostics.filter(({ code }) => code === 'openapi/valid-structure')
    faults.set(
      name,
      found.map(({ line, column, message }) => `${line}:${column} ${message}`),
    )
  }
  return faults
}

describe.skipIf(isAbsent('suites/openapi-3.1-schema'))('the suite of the OpenAPI 3.1 schema', () => {
  it('has 35 valid documents, of which none is refused', async () => {
    const faults = await faultsByCase('pass')
    expect([faults.size, [...faults].filter(([, found]) => found.length > 0)]).toEqual([35, []])
  })

  it('has 11 invalid documents, which are all refused', async () => {
    const faults = await faultsByCase('fail')
    expect([faults.size, [...faults].filter(([, found]) => found.length === 0)]).toEqual([11, []])
  })
})
