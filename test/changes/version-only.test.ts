import { expect, it } from 'vitest'
import { diffMemory } from './diff-memory.ts'

const agent = (version: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: ${version} }\nspec: { type: worker }\n`
const service = (version: string) => `openapi: 3.1.0\ninfo: { title: A, version: ${version} }\npaths: {}\n`
const compare = async (before: string, now: string) => {
  const files = (version: string) => ({ 'a.yaml': agent(version), 's.yaml': service(version) })
  const { documents, changes, diagnostics } = await diffMemory(files(before), files(now))
  return {
    ids: documents.map(({ id, isEnough }) => [id, isEnough]),
    changes,
    codes: diagnostics.map(({ code }) => code),
  }
}

it('a version that becomes lower is an error, even if nothing else has changed', async () => {
  expect(await compare('1.1.0', '1.0.9')).toEqual({
    ids: [
      ['agent:a@1.0.9', false],
      ['openapi:s.yaml', false],
    ],
    changes: [],
    codes: ['changes/version-not-lowered', 'changes/version-not-lowered'],
  })
})

it('a version that becomes higher for nothing is told, and is no error', async () => {
  expect(await compare('1.1.0', '1.2.0')).toMatchObject({
    ids: [
      [expect.anything(), true],
      [expect.anything(), true],
    ],
    codes: [],
  })
})

it('a version that stays is not told', async () => {
  expect(await compare('1.1.0', '1.1.0')).toMatchObject({ ids: [], codes: [] })
})
