import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeFolder, TestRepository } from '../git/sandbox.ts'
import { line, pushesOf, zero } from './pushes.ts'

const sandbox = makeFolder()
afterAll(sandbox.remove)

let count = 0
let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository(path.join(sandbox.path, `repo ${count++}`))
})

const { check, outputOf, pushed, textOf } = pushesOf(() => repository)

const clerk = (version: string, protocols: string, name = 'clerk') => `apiVersion: ossa/v1
kind: Agent
metadata: { name: ${name}, version: ${version}, description: Files things. }
spec:
  type: worker
  protocols: [${protocols}]
  capabilities: [{ name: file, description: Files it., input: { type: object }, output: { type: object } }]
`
const user = clerk('1.0.0', 'mcp', 'desk').replace(
  '  protocols',
  '  dependsOn: [{ agent: clerk, version: ">=1" }]\n  protocols',
)
const released = { 'a b/clerk.yaml': clerk('1.0.0', 'rest, mcp'), 'desk.yaml': user }
const broken = (version: string) => ({ 'a b/clerk.yaml': clerk(version, 'mcp') })
const known = (name: string, commit: string) => repository.git('update-ref', `refs/remotes/origin/${name}`, commit)
const tooLow = 'changes/version-bumped'
const codesOf = (ref: Awaited<ReturnType<typeof pushed>>) => ref?.diagnostics.map(({ code }) => code)

describe('a version that was not raised enough', () => {
  it('stops the push, with its place, what is broken, whom that reaches and the version it needs', async () => {
    const before = repository.commit(released)
    const after = repository.commit(broken('1.1.0'))
    const output = await outputOf({ input: line(after, before) })
    expect(output).toMatchObject({
      ok: false,
      refs: [
        {
          diagnostics: [{ code: tooLow, severity: 'error', file: 'a b/clerk.yaml', line: 3, column: 35 }],
          comparisons: [
            { root: '', commit: before, ok: false, documents: [{ id: 'agent:clerk@1.1.0', needs: '2.0.0' }] },
          ],
        },
      ],
    })
    expect(await textOf({ input: line(after, before) })).toMatch(
      new RegExp(
        [
          '^Checked main: 2 agents and 0 workflows, 1 error\\.',
          'a b/clerk.yaml:3:35 error changes/version-bumped',
          'hint: Raise it to 2\\.0\\.0 or more',
          'agent clerk 1\\.0\\.0 → 1\\.1\\.0, needs 2\\.0\\.0',
          'breaking protocols: The protocol rest is gone\\.',
          'a b/clerk\\.yaml:6:3 changes/protocol-removed',
          'reaches 1 agent:\\s+agent clerk → agent desk',
          `Since what the remote has \\(${before.slice(0, 7)}\\): 1 document changed; 1 breaking`,
          'The push is stopped\\.',
        ].join('[\\s\\S]*'),
      ),
    )
  })

  it('that is raised enough stops nothing; what is broken is told', async () => {
    const before = repository.commit(released)
    const after = repository.commit(broken('2.0.0'))
    expect(await outputOf({ input: line(after, before) })).toMatchObject({ ok: true, refs: [{ diagnostics: [] }] })
    const text = await textOf({ input: line(after, before) })
    expect(text).toMatch(/no problems[\s\S]*The protocol rest is gone[\s\S]*agent clerk → agent desk/)
  })

  it('is not looked for where only other files have changed', async () => {
    const before = repository.commit({ ...released, 'notes.txt': 'x' })
    repository.git('rm', '--quiet', 'notes.txt')
    expect((await pushed(repository.commit(), before))?.comparisons).toBeUndefined()
  })

  it('is told beside errors of any other kind, and these only once', async () => {
    const before = repository.commit(released)
    const wrong = clerk('1.0.0', 'mcp', 'desk').replace('worker', 'banana')
    const ref = await pushed(repository.commit({ ...broken('1.0.0'), 'desk.yaml': wrong }), before)
    expect(codesOf(ref)?.sort()).toEqual([tooLow, 'manifest/valid-value'])
  })

  it('keeps --auto-commit from committing a graph that the next version changes', async () => {
    const before = repository.commit({ ...released, 'ossa.yaml': 'graph: { output: graph }\n' })
    const after = repository.commit(broken('1.0.0'))
    expect((await outputOf({ input: line(after, before), autoCommit: true })).refs[0]?.graph).toBe('stale')
    expect(repository.git('rev-parse', 'HEAD')).toBe(after)
  })
})

describe('ossa.yaml', () => {
  const withSettings = async (settings: string, version = '1.0.0') => {
    const before = repository.commit(released)
    const after = repository.commit({ ...broken(version), 'ossa.yaml': `changes: ${settings}\n` })
    return { ref: await pushed(after, before), report: await check({ input: line(after, before) }), before, after }
  }

  it('may make it a warning', async () => {
    const { ref, report } = await withSettings('{ prePush: warning }')
    expect(report.output.ok).toBe(true)
    expect(ref?.diagnostics).toMatchObject([{ code: tooLow, severity: 'warning' }])
  })

  it('may turn it off', async () => {
    const { ref, report } = await withSettings("{ prePush: 'off' }")
    expect([report.output.ok, ref?.diagnostics, ref?.comparisons]).toEqual([true, [], undefined])
  })

  it('may refuse breaking changes whatever their version, and says so', async () => {
    const { ref, report, before, after } = await withSettings('{ failOn: [breaking] }', '2.0.0')
    expect([report.output.ok, ref?.diagnostics]).toEqual([false, []])
    expect(await textOf({ input: line(after, before) })).toMatch(
      /That is more than changes\.failOn in ossa\.yaml allows\.\nThe push is stopped\. Correct this/,
    )
  })

  it('is told of kinds of change that do not exist', async () => {
    const { ref } = await withSettings('{ levels: { changes/nothing: safe } }', '2.0.0')
    expect(ref?.diagnostics).toMatchObject([{ code: 'workspace/valid-configuration', file: 'ossa.yaml' }])
  })

  it('is that of the workspace: each is compared by itself, from its own folder', async () => {
    const off = "changes: { prePush: 'off' }\n"
    const files = (version: string, protocols: string) => ({
      'x/ossa.yaml': '',
      'x/a.yaml': clerk(version, protocols),
      'y/ossa.yaml': off,
      'y/a.yaml': clerk(version, protocols),
    })
    const before = repository.commit(files('1.0.0', 'rest, mcp'))
    const ref = await pushed(repository.commit(files('1.0.0', 'mcp')), before)
    expect(ref?.diagnostics).toMatchObject([{ code: tooLow, file: 'x/a.yaml' }])
    expect(ref?.comparisons).toMatchObject([{ root: 'x', changes: [{ places: [{ file: 'a.yaml' }] }] }])
  })
})

describe('what it is compared with', () => {
  it('is nothing for a first push', async () => {
    const commit = repository.commit(released)
    expect((await pushed(commit))?.comparisons).toBeUndefined()
  })

  it('is what the remote has, where no main branch is known, and for the main branch', async () => {
    const first = repository.commit(released)
    const second = repository.commit(broken('2.0.0'))
    const third = repository.commit({ 'a b/clerk.yaml': clerk('2.0.0', 'a2a') })
    expect(codesOf(await pushed(third, second))).toEqual([tooLow])
    known('main', first)
    expect(codesOf(await pushed(third, second))).toEqual([tooLow])
  })

  it('is for another branch where it left the main one, so that one version is enough for all that is pushed', async () => {
    known('main', repository.commit(released))
    repository.git('checkout', '--quiet', '-b', 'feature')
    const input = (commit: string, before = zero) => line(commit, before, 'refs/heads/feature')
    const second = repository.commit(broken('2.0.0'))
    expect((await outputOf({ input: input(second) })).ok).toBe(true)
    const third = repository.commit({ 'a b/clerk.yaml': clerk('2.0.0', 'a2a') })
    expect((await outputOf({ input: input(third, second) })).ok).toBe(true)
    const fourth = repository.commit({ 'a b/clerk.yaml': clerk('1.1.0', 'a2a') })
    expect((await outputOf({ input: input(fourth, third) })).ok).toBe(false)
    expect(await textOf({ input: input(fourth, third) })).toContain('Since origin/main (')
  })

  it('is told apart for two refs that are set to the same commit', async () => {
    const first = repository.commit(released)
    const second = repository.commit(broken('2.0.0'))
    const third = repository.commit({ 'a b/clerk.yaml': clerk('2.0.0', 'a2a') })
    const { output, commits } = await check({ input: line(third, first) + line(third, second, 'refs/heads/copy') })
    expect(commits).toHaveLength(1)
    expect(output.refs.map((ref) => ref.comparisons?.map(({ commit, ok }) => [commit, ok]))).toEqual([
      [[first, true]],
      [[second, false]],
    ])
  })

  it('is named by hand, too', async () => {
    const before = repository.commit(released)
    repository.git('remote', 'add', 'origin', '../remote.git')
    known('main', before)
    repository.git('branch', '--quiet', '--set-upstream-to=origin/main')
    repository.git('checkout', '--quiet', '-b', 'feature', '--track', 'origin/main')
    repository.commit(broken('1.0.0'))
    const text = await textOf({ input: undefined, remote: undefined, url: undefined })
    expect(text).toMatch(/Since origin\/main[\s\S]*A push would be stopped\. Correct this/)
  })

  it('is the nearest known commit where that of the remote was never here, and says so', async () => {
    known('main', repository.commit(released))
    const after = repository.commit(broken('1.0.0'))
    const unknown = '1'.repeat(40)
    expect(codesOf(await pushed(after, unknown))).toEqual([tooLow])
    const text = await textOf({ input: line(after, unknown) })
    expect(text).toMatch(
      /main: The remote is at 1111111, which is not here, so versions were compared with [0-9a-f]{7},/,
    )
    repository.git('update-ref', '-d', 'refs/remotes/origin/main')
    expect(await outputOf({ input: line(after, unknown) })).toMatchObject({
      ok: true,
      refs: [{ note: expect.stringContaining('versions were not compared. `git fetch` gets it.') }],
    })
  })

  it('may be the edge of a shallow clone', async () => {
    repository.commit(released)
    const before = repository.commit({ 'notes.txt': 'x' })
    const clone = `${repository.path} clone`
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, clone)
    repository = new TestRepository(clone)
    const after = repository.commit(broken('1.0.0'))
    expect(codesOf(await pushed(after, before))).toEqual([tooLow])
    repository.git('checkout', '--quiet', '-b', 'feature')
    expect((await outputOf({ input: line(after, zero, 'refs/heads/feature') })).ok).toBe(false)
  })
})

describe('an old version that is faulty', () => {
  it('does not keep its correction from being pushed; what could not be compared is told', async () => {
    const before = repository.commit({ ...released, 'a b/clerk.yaml': 'apiVersion: ossa/v1\nkind: Agent\n  x: [' })
    const after = repository.commit(broken('1.0.0'))
    const output = await outputOf({ input: line(after, before) })
    expect(output).toMatchObject({
      ok: true,
      refs: [{ diagnostics: [{ code: 'changes/comparable', severity: 'warning', file: 'a b/clerk.yaml' }] }],
    })
    expect(await textOf({ input: line(after, before) })).toContain('What a b/clerk.yaml was could not be read in full')
  })

  it('may be so in its configuration', async () => {
    const before = repository.commit({ ...released, 'ossa.yaml': 'exclude: 1\n' })
    const after = repository.commit({ ...broken('1.0.0'), 'ossa.yaml': '' })
    expect(codesOf(await pushed(after, before))?.sort()).toEqual(['changes/comparable', tooLow])
  })

  it('may have lost files in git itself', async () => {
    const before = repository.commit(released)
    const after = repository.commit(broken('1.0.0'))
    const id = repository.git('rev-parse', `${before}:a b/clerk.yaml`)
    rmSync(path.join(repository.path, '.git/objects', id.slice(0, 2), id.slice(2)))
    const output = await outputOf({ input: line(after, before) })
    expect(output.ok).toBe(true)
    expect(await textOf({ input: line(after, before) })).toMatch(/could not be read|were not compared/)
  })
})
