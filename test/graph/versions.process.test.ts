import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { compareGraphs, impactOf, queryGraph } from '#core/graph'
import { makeFolder, TestRepository } from '../git/sandbox.ts'
import { agent, short } from './graph-of.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
let request: { cwd: string; cache: boolean; now: () => number }
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `versions ${count++}`))
  repository.commit({
    'ours/a.yaml': agent('a', '  dependsOn: [{ agent: b }]'),
    'ours/b.yaml': agent('b'),
    'ours/ossa.yaml': '{}',
    'theirs/a.yaml': agent('stranger'),
  })
  request = { cwd: path.join(repository.path, 'ours'), cache: true, now: () => 0 }
})

const without = (files: readonly string[]) => repository.git('rm', '--quiet', ...files)

describe('the difference between graphs', () => {
  it('of a commit and of what is on disk is that of the workspace alone', async () => {
    repository.write({ 'ours/c.yaml': agent('c', '  reviews: [a]'), 'theirs/b.yaml': agent('other') })
    const { output } = await compareGraphs({ ...request, before: 'git#main' })
    expect(output.nodes.added.map(({ id }) => id)).toEqual(['agent:c@1.0.0'])
    expect(short(output.edges.added)).toEqual(['agent:c@1.0.0 reviews agent:a@1.0.0'])
    expect([output.nodes.removed, output.nodes.changed, output.edges.removed]).toEqual([[], [], []])
  })

  it('of two commits does not look at what is on disk', async () => {
    repository.git('tag', 'v1')
    without(['ours/a.yaml'])
    repository.commit({ 'ours/b.yaml': agent('b', '', '2.0.0') })
    repository.write({ 'ours/c.yaml': agent('c') })
    const { output, isEqual } = await compareGraphs({ ...request, before: 'git#v1', after: 'git#HEAD' })
    expect(output.nodes.removed.map(({ id }) => id)).toEqual(['agent:a@1.0.0'])
    expect(output.nodes.changed).toMatchObject([{ after: { id: 'agent:b@2.0.0' }, fields: ['version'] }])
    expect(output.nodes.added).toEqual([])
    expect(isEqual).toBe(false)
    expect(await compareGraphs({ ...request, before: 'git#HEAD', after: 'git#HEAD' })).toMatchObject({ isEqual: true })
  })

  it('is the same with and without what is remembered, and changes nothing of it', async () => {
    const query = async () => (await queryGraph({ ...request, select: '*' })).output
    const before = await query()
    repository.write({ 'ours/b.yaml': agent('b', '  domains: [new]') })
    const remembered = await compareGraphs({ ...request, before: 'git#main' })
    expect(remembered).toEqual(await compareGraphs({ ...request, cache: false, before: 'git#main' }))
    expect(short(remembered.output.edges.added)).toEqual(['agent:b@1.0.0 in-domain domain:new'])
    repository.git('checkout', '--quiet', '--', '.')
    expect(await query()).toEqual(before)
  })

  it('cannot be told of a commit that is not there', async () => {
    await expect(compareGraphs({ ...request, before: 'git#nowhere' })).rejects.toMatchObject({
      code: 'git/unknown-ref',
    })
  })
})

describe('what a branch has changed', () => {
  it('is selected, and what depends on it', async () => {
    repository.write({ 'ours/b.yaml': agent('b', '  domains: [new]'), 'ours/c.yaml': agent('c') })
    const ids = async (select: string) => (await queryGraph({ ...request, select })).output.nodes.map(({ id }) => id)
    expect(await ids('changed:git#main')).toEqual(['agent:b@1.0.0', 'agent:c@1.0.0'])
    expect(await ids('kind:agent,changed:git#main+')).toEqual(['agent:a@1.0.0', 'agent:b@1.0.0', 'agent:c@1.0.0'])
  })

  it('may reach what depends on it', async () => {
    repository.write({ 'ours/b.yaml': agent('b', '  domains: [new]') })
    const { output } = await impactOf({ ...request, changed: 'git#main' })
    expect(output.targets.map(({ id }) => id)).toEqual(['agent:b@1.0.0'])
    expect(output.reached.map(({ path: way }) => way)).toEqual([['agent:b@1.0.0', 'agent:a@1.0.0']])
  })
})
