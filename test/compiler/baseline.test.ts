import { describe, expect, it } from 'vitest'
import { type CompiledWorkspace, compileWorkspace } from '#core/compiler'
import type { Baseline } from '#core/contract'
import { fingerprintsOf } from '#core/diagnostics'
import { memoryTree } from '#core/source'

const agent = (tools: readonly string[], before = '') =>
  `${before}apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec:\n  type: worker\n  tools:\n${tools.map((mcp) => `    - { mcp: ${mcp}, name: read }\n`).join('')}`

function compile(files: Record<string, string>, baseline?: Baseline, targets = ['']): Promise<CompiledWorkspace> {
  return compileWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets, baseline })
}

async function baselineOf(files: Record<string, string>): Promise<Baseline> {
  const { diagnostics, workspace } = await compile(files)
  const fingerprints = fingerprintsOf(diagnostics, workspace.files.lines)
  const entry = ({ code, file }: { code: string; file: string }, index: number) => ({
    ...{ code, file, fingerprint: fingerprints[index] ?? '' },
  })
  return { version: 1, findings: diagnostics.map(entry) }
}

const files = { 'a.yaml': agent(['files', 'shell']) }

async function compared(now: Record<string, string>, targets?: string[]) {
  const { diagnostics, baseline } = await compile(now, await baselineOf(files), targets)
  return {
    found: diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`),
    known: baseline?.known.length,
    stale: baseline?.stale.length,
  }
}

describe('a baseline', () => {
  it('hides what it holds', async () => {
    expect(await compared(files)).toEqual({ found: [], known: 2, stale: 0 })
  })

  it('still knows findings whose lines and places in lists have moved', async () => {
    const moved = { 'a.yaml': agent(['files', 'shell'], '# one\n# two\n') }
    expect(await compared(moved)).toEqual({ found: [], known: 2, stale: 0 })
  })

  it('lets what is new through, wherever it is', async () => {
    expect(await compared({ 'a.yaml': agent(['first', 'files', 'shell']) })).toEqual({
      found: ['a.yaml:7 The MCP server "first" is not declared.'],
      known: 2,
      stale: 0,
    })
  })

  it('lets a second of the same kind through', async () => {
    expect(await compared({ 'a.yaml': agent(['files', 'files', 'shell']) })).toMatchObject({ known: 2, stale: 0 })
    expect((await compared({ 'a.yaml': agent(['files', 'files', 'shell']) })).found).toHaveLength(1)
  })

  it('tells what is gone, with a file or in it', async () => {
    expect(await compared({ 'a.yaml': agent(['shell']) })).toEqual({ found: [], known: 1, stale: 1 })
    expect(await compared({ 'b.yaml': 'x: 1' })).toEqual({ found: [], known: 0, stale: 2 })
  })

  it('tells nothing of files that were not checked', async () => {
    const two = { ...files, 'b.yaml': agent([]).replace('name: a', 'name: b').replace('  tools:\n', '') }
    expect(await compared({ ...two, 'a.yaml': agent(['shell']) }, ['b.yaml'])).toEqual({
      found: [],
      known: 0,
      stale: 0,
    })
  })

  it('does not hide what cannot be turned off', async () => {
    const broken = { 'a.yaml': 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a }\nspec: { type: worker }\n' }
    const { diagnostics } = await compile(broken, await baselineOf(broken))
    expect(diagnostics.map(({ code }) => code)).toEqual(['manifest/required-field'])
  })

  it('is the one that ossa.yaml names', async () => {
    const known = JSON.stringify(await baselineOf(files))
    const configured = { ...files, 'ossa.yaml': 'baseline: known.json', 'known.json': known }
    expect((await compile(configured)).diagnostics).toEqual([])
  })

  it.each([
    ['missing', {}, 'Cannot read known.json'],
    ['no JSON', { 'known.json': '{' }, 'known.json is not a baseline'],
    ['something else', { 'known.json': '{ "version": 2 }' }, 'known.json is not a baseline'],
  ])('in ossa.yaml that is %s is reported', async (...[, more, message]) => {
    const { diagnostics } = await compile({ 'ossa.yaml': 'baseline: known.json\n', ...more })
    expect(diagnostics.map(({ pointer }) => pointer)).toEqual(['/baseline'])
    expect(diagnostics[0]?.message).toContain(message)
  })
})
