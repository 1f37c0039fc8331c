import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleDocument, openOpenApi } from '#core/openapi'
import { diskTree, parseSource } from '#core/source'
import { WorkspaceFiles } from '#core/workspace'
import { runOssa } from '../cli/run-ossa.ts'
import { contractsOf, differenceOf } from '../openapi/same-contracts.ts'
import { isAbsent, shared } from './shared.ts'

const folder = path.join(shared, 'specs/digitalocean/specification')
const file = 'DigitalOcean-public.v2.yaml'
const cwd = mkdtempSync(path.join(tmpdir(), 'ossa bundle '))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

function differencesOf(one: ReturnType<typeof contractsOf>, other: ReturnType<typeof contractsOf>): string[] {
  expect([...other.contracts.keys()].sort()).toEqual([...one.contracts.keys()].sort())
  expect([...other.requests].sort()).toEqual([...one.requests].sort())
  return [...one.contracts].flatMap(([name, contract]) => {
    const counterpart = other.contracts.get(name)
    const places = [
      differenceOf(contract.input, counterpart?.input),
      differenceOf(contract.output, counterpart?.output),
    ]
    return places.flatMap((place) => (place === undefined ? [] : [`${name}: ${place}`]))
  })
}

describe.skipIf(isAbsent('specs/digitalocean'))('the API of DigitalOcean, of 2,850 files', () => {
  it('becomes one document with the same 659 operations, contract by contract', { timeout: 300_000 }, async () => {
    const { exitCode, stdout, stderr } = await runOssa(
      ['spec', 'bundle', path.join(folder, file), '-o', 'bundle.yaml', '--json'],
      { cwd },
    )
    const { files, ...summary } = JSON.parse(stdout)
    expect([exitCode, stderr, files.length]).toEqual([0, '', 2850])
    expect(summary).toMatchObject({
      ok: true,
      output: 'bundle.yaml',
      format: 'yaml',
      operations: 659,
      components: 1452,
    })

    const validated = await runOssa(['spec', 'validate', 'bundle.yaml', '--json'], { cwd })
    expect([validated.exitCode, JSON.parse(validated.stdout).summary.errors]).toEqual([0, 0])

    const text = readFileSync(path.join(cwd, 'bundle.yaml'))
    expect(/\$ref: ['"]?[^#'"]/.test(text.toString())).toBe(false)
    const value = parseSource('bundle.yaml', text).documents[0]?.value
    const original = contractsOf(file, new WorkspaceFiles(diskTree(folder)).load)
    const bundled = contractsOf('bundle.yaml', (name) => (name === 'bundle.yaml' ? value : undefined))
    expect(original.contracts.size).toBe(659)
    expect(bundled.codes.sort()).toEqual(original.codes.sort())
    expect(differencesOf(original, bundled)).toEqual([])
  })

  it('is for swagger-parser what the files are', { timeout: 300_000 }, async () => {
    const load = new WorkspaceFiles(diskTree(folder)).load
    const { document } = openOpenApi({ file, pointer: '' }, load(file) as Record<string, unknown>, load)
    const { value, findings } = bundleDocument(document!, load)
    expect(findings).toEqual([])
    const ours = structuredClone(value) as unknown as Parameters<typeof SwaggerParser.validate>[0]
    await SwaggerParser.validate(ours, { resolve: { external: false }, dereference: { circular: 'ignore' } })

    const theirs = await SwaggerParser.bundle(path.join(folder, file))
    const judged = contractsOf('theirs.json', () => theirs)
    expect(
      differencesOf(
        contractsOf('ours.json', () => value),
        judged,
      ),
    ).toEqual([])
  })

  it('is the same document every time', { timeout: 300_000 }, async () => {
    const [one, other] = await Promise.all(
      [0, 1].map(() => runOssa(['spec', 'bundle', path.join(folder, file), '--format', 'json'], { cwd })),
    )
    expect([one?.exitCode, JSON.parse(one?.stdout ?? '').openapi]).toEqual([0, '3.0.0'])
    expect(other?.stdout).toBe(one?.stdout)
  })
})
