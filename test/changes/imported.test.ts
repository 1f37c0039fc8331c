import { describe, expect, it } from 'vitest'
import { diffMemory } from './diff-memory.ts'

describe('an agent of another ecosystem', () => {
  const subagent = (tools: string, version = '') => ({
    '.claude/agents/helper.md': `---\nname: helper\ndescription: Helps.\n${version}tools: ${tools}\n---\nHelp.\n`,
  })
  const ask = async (previous: Record<string, string>, present: Record<string, string>) => {
    const { documents, diagnostics } = await diffMemory(previous, present)
    return [documents.map(({ id, isEnough }) => [id, isEnough]), diagnostics.map(({ code }) => code)]
  }

  it('is not asked for a version if it never had one', async () => {
    expect(await ask(subagent('Read, Grep'), subagent('Read'))).toEqual([[['agent:helper@0.0.0', undefined]], []])
  })

  it('is held to the version that it has, and keeps it', async () => {
    const versioned = subagent('Read, Grep', 'version: 1.0.0\n')
    expect((await ask(versioned, subagent('Read', 'version: 1.0.0\n')))[1]).toEqual(['changes/version-bumped'])
    expect((await ask(versioned, subagent('Read')))[1]).toEqual(['changes/version-known'])
    expect((await ask(subagent('Read'), versioned))[1]).toEqual([])
  })
})
