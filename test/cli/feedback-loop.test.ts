import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExecutionRecordsOutput, RunWorkflowOutput } from '#core/contract'
import { recordKinds } from '#core/workflow'
import { runOssa } from './run-ossa.ts'

const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa loop ')))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const json = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await runOssa([...args, '--json'], { cwd })).stdout)

const run = (name: string) =>
  json('run', 'workflow', 'workflows/feedback-loop.yaml', '--input', `@inputs/${name}.json`, '--id', name)

const records = async (name: string, ...filter: string[]) =>
  ((await json('execution', 'records', '--execution', name, ...filter)) as ExecutionRecordsOutput).records

beforeAll(async () => void (await runOssa(['init', '.', '--template', 'feedback-loop'], { cwd })))

describe('the feedback loop', () => {
  it('has six agents of six types, and nothing wrong with it under strict', async () => {
    expect(await json('spec', 'validate')).toMatchObject({
      ok: true,
      summary: { agents: 6, workflows: 2, errors: 0, warnings: 0 },
      diagnostics: [],
    })
    const { manifests } = (await json('spec', 'list')) as { manifests: { kind: string; type?: string }[] }
    const types = manifests.filter(({ kind }) => kind === 'Agent').map(({ type }) => type)
    expect(types.sort()).toEqual(['critic', 'governor', 'judge', 'orchestrator', 'trainer', 'worker'])
  })

  it('goes on until the judge accepts, and keeps a record of each phase in each round', async () => {
    const output = (await run('maintenance')) as RunWorkflowOutput
    expect(output).toMatchObject({ status: 'completed', output: { score: 100 } })
    const kept = await records('maintenance')
    // The newest first.
    expect(kept.map(({ kind }) => kind).reverse()).toEqual([...recordKinds, ...recordKinds, ...recordKinds])
    const lessons = kept.filter(({ kind }) => kind === 'lesson').map(({ data }) => data)
    expect(lessons).toMatchObject([
      { lessons: [{ about: 'when' }, { about: 'contact' }] },
      { lessons: [{ about: 'when' }, { about: 'contact' }] },
      { lessons: [{ about: 'when' }] },
    ])
    expect(await records('maintenance', '--kind', 'decision')).toMatchObject([
      { data: { score: 100, accepted: true } },
      { data: { score: 70, accepted: false } },
      { data: { score: 40, accepted: false } },
    ])
  })

  it('fails after as many rounds as it may take', async () => {
    expect(await run('out-of-reach')).toMatchObject({
      status: 'failed',
      error: { code: 'workflow/too-many-iterations', task: 'rounds' },
    })
    expect(await records('out-of-reach', '--kind', 'task')).toHaveLength(5)
  })

  it('fails at once when the governor denies, and keeps why', async () => {
    const output = (await run('forbidden')) as RunWorkflowOutput
    expect(output).toMatchObject({
      status: 'failed',
      error: { code: 'workflow/denied', task: 'rounds', details: { rule: 'no-addresses-of-people' } },
    })
    expect(output.error?.message).toContain('governor@0.1.0 has forbidden to go on: It names the address of a person.')
    expect(await records('forbidden', '--kind', 'policy')).toMatchObject([
      { task: 'govern', data: { verdict: 'deny', rule: 'no-addresses-of-people' } },
      { task: 'govern', data: { verdict: 'allow' } },
    ])
  })
})
