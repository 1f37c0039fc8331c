import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = (version: string) => `apiVersion: ossa/v1
kind: Agent
metadata: { name: helper, version: ${version}, description: Helps. }
spec: { type: worker, capabilities: [{ name: go, description: Goes., input: {} }] }
`

async function chosen(versions: readonly string[], range: string | undefined) {
  const task = `{ agent: helper, capability: go${range === undefined ? '' : `, version: '${range}'`} }`
  const workflow = `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec: { tasks: { t: ${task} } }\n`
  const agents = versions.map((version) => [`${version}.yaml`, agent(version)] as const)
  const { workflows, diagnostics } = await compileMemory({ 'w.yaml': workflow, ...Object.fromEntries(agents) })
  const lookup = workflows[0]?.tasks[0]?.agent
  if (lookup === undefined || !('found' in lookup)) return diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)
  return lookup.found.manifest.content.metadata.version
}

describe('of several versions of an agent', () => {
  const versions = ['1.0.0', '1.10.0', '1.9.0', '2.0.0', '2.1.0-beta.1']

  it.each([
    ['the highest release', undefined, '2.0.0'],
    ['the highest release', '*', '2.0.0'],
    ['the highest release in the range', '^1', '1.10.0'],
    ['the highest release, although one before a release is higher', '>=2', '2.0.0'],
    ['one before a release, if it is named', '2.1.0-beta.1', '2.1.0-beta.1'],
    ['one before a release, if the range names one', '^2.1.0-0', '2.1.0-beta.1'],
    ['one before a release, if there is no other', '>2.0.0', '2.1.0-beta.1'],
    ['one of several ranges', '^3 || ~1.9.0', '1.9.0'],
  ])('is chosen: %s (%s)', async (_, range, expected) => {
    expect(await chosen(versions, range)).toBe(expected)
  })

  it('those that differ only in what they were built from are one twice', async () => {
    const { diagnostics } = await compileMemory({ 'a.yaml': agent('1.0.0'), 'b.yaml': agent('1.0.0+build.7') })
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain('manifest/unique-agent b.yaml')
  })

  it('none is, if none is in the range', async () => {
    expect(await chosen(versions, '^3')).toEqual(['references/task-agent-exists /spec/tasks/t/version'])
  })
})
