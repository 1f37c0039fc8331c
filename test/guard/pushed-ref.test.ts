import { describe, expect, it } from 'vitest'
import { parsePushedRefs } from '../../src/core/guard/pushed-ref.ts'
import { workspaceFolders } from '../../src/core/guard/workspace-folders.ts'

const [a, b, zero] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)]

describe('what git writes to its hook', () => {
  it('names updates, new refs and deletions', () => {
    const input = `refs/heads/x ${a} refs/heads/y ${b}\nHEAD ${a} refs/heads/new ${zero}\n(delete) ${zero} refs/heads/old ${b}\n`
    expect(parsePushedRefs(input)).toEqual([
      { ref: 'refs/heads/y', pushedId: a, remoteId: b },
      { ref: 'refs/heads/new', pushedId: a, remoteId: undefined },
      { ref: 'refs/heads/old', pushedId: undefined, remoteId: b },
    ])
  })

  it('may name a commit by words with spaces', () => {
    expect(parsePushedRefs(`HEAD^{/fix the typo} ${a} refs/heads/y ${b}`)).toHaveLength(1)
  })

  it('may have ids of SHA-256', () => {
    const [long, longZero] = ['c'.repeat(64), '0'.repeat(64)]
    expect(parsePushedRefs(`x ${long} refs/heads/y ${longZero}\n`)).toEqual([
      { ref: 'refs/heads/y', pushedId: long, remoteId: undefined },
    ])
  })

  it.each([`${a} refs/heads/y ${b}`, `x --all refs/heads/y ${b}`, 'hello', `x ${a} refs/heads/y HEAD`])(
    'is nothing else: %s',
    (input) => expect(() => parsePushedRefs(input)).toThrow(/does not name what is pushed/),
  )
})

describe('the workspaces of a repository', () => {
  it.each([
    [['a.yaml', 'b/c.yaml'], ['']],
    [['ossa.yaml', 'demo/ossa.yaml'], ['']],
    [
      ['b/ossa.yaml', 'a/ossa.yaml', 'a/x/ossa.yaml', 'ab/ossa.yaml', 'z.yaml'],
      ['a', 'ab', 'b'],
    ],
    [['node_modules/x/ossa.yaml', 'my.ossa.yaml'], ['']],
  ])('of %j are %j', (paths, folders) => expect(workspaceFolders(paths)).toEqual(folders))
})
