import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SpecListOutput, ValidateOutput } from '#core/contract'
import { runOssa } from '../cli/run-ossa.ts'
import { isAbsent, shared } from './shared.ts'

async function json<T>(folder: string, ...command: string[]): Promise<T> {
  const { stdout, stderr } = await runOssa([...command, path.join(shared, 'corpus', folder), '--json'], {
    cwd: tmpdir(),
  })
  expect(stderr.replace(/^\d+ files? could not be read in full.*\n?/, '')).toBe('')
  return JSON.parse(stdout) as T
}

/** How many of each kind there are, and of what they are told. */
async function counts(folder: string) {
  const { manifests } = await json<SpecListOutput>(folder, 'spec', 'list')
  const { diagnostics, summary } = await json<ValidateOutput>(folder, 'spec', 'validate', '--no-cache')
  const { agents, servers, workflows } = summary
  return {
    summary: { agents, servers, workflows },
    dialects: tally(manifests.map(({ kind, dialect }) => `${kind} ${dialect}`)),
    findings: tally(diagnostics.map(({ severity, code }) => `${severity} ${code}`)),
  }
}

function tally(names: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const name of names) found[name] = (found[name] ?? 0) + 1
  return found
}

describe.skipIf(isAbsent('corpus/a2a-cards'))('the agent cards of A2A', () => {
  it('are seven agents without a fault', async () => {
    expect(await counts('a2a-cards')).toEqual({
      summary: { agents: 7, servers: undefined, workflows: 0 },
      dialects: { 'Agent a2a/agent-card': 7 },
      findings: {},
    })
  })
})

describe.skipIf(isAbsent('corpus/mcp-servers'))('the servers of two MCP registries', () => {
  // Seven of the seed have an empty name, and one shows the password of a database in three places.
  it('are 793, of which 7 more have no name', async () => {
    expect(await counts('mcp-servers')).toEqual({
      summary: { agents: 0, servers: 793, workflows: 0 },
      dialects: { 'Server mcp/server.json': 465, 'Server mcp/server.yaml': 328 },
      findings: {
        'error manifest/required-field': 7,
        'error openapi/valid-structure': 1,
        'error security/no-plaintext-secret': 3,
      },
    })
  })

  it('have 760 tools', async () => {
    const { manifests } = await json<SpecListOutput>('mcp-servers', 'spec', 'list', '--kind', 'Server')
    expect(manifests.reduce((sum, { tools = 0 }) => sum + tools, 0)).toBe(760)
  })
})

describe.skipIf(isAbsent('corpus/claude-subagents'))('the plugins of Claude Code', () => {
  it('have 202 agents without a fault; skills and commands are none', async () => {
    expect(await counts('claude-subagents')).toEqual({
      summary: { agents: 202, servers: undefined, workflows: 0 },
      dialects: { 'Agent claude/subagent': 202 },
      findings: {},
    })
  })
})

describe.skipIf(isAbsent('corpus/github-agents'))('the agents of GitHub Copilot', () => {
  // Two of them lead others, six of which are not there.
  it('are 112, of which two refer to agents that are not there', async () => {
    expect(await counts('github-agents')).toEqual({
      summary: { agents: 112, servers: undefined, workflows: 0 },
      dialects: { 'Agent github/agent': 112 },
      findings: { 'warning references/tool-exists': 6 },
    })
  })
})

describe.skipIf(isAbsent('corpus'))('folders without anything of these formats', () => {
  it.each(['oasf', 'arazzo'])('%s has no agent and no server', async (folder) => {
    const { manifests } = await json<SpecListOutput>(folder, 'spec', 'list')
    expect(manifests).toEqual([])
  })
})
