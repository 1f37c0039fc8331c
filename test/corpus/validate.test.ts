import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ValidateOutput } from '#core/contract'
import { runOssa } from '../cli/run-ossa.ts'
import { isAbsent, shared } from './shared.ts'

async function validate(folder: string): Promise<{ text: string; output: ValidateOutput }> {
  const { stdout, stderr, exitCode } = await runOssa(
    ['spec', 'validate', path.join(shared, 'corpus', folder), '--json', '--no-cache'],
    { cwd: tmpdir() },
  )
  expect([exitCode, stderr]).toEqual([1, ''])
  const output = JSON.parse(stdout) as ValidateOutput
  return { text: stdout.replace(/"durationMs": \d+/, ''), output }
}

function byCode({ diagnostics }: ValidateOutput): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code } of diagnostics) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

describe.skipIf(isAbsent('corpus/ossa-0.1.9'))('the agents of ossa 0.1.9', () => {
  it('are 127 agents, and nothing else counts as one', async () => {
    const { output } = await validate('ossa-0.1.9/.agents')
    expect(output.summary).toMatchObject({ agents: 127, workflows: 0, files: 302 })
    const listed = await runOssa(['spec', 'list', path.join(shared, 'corpus/ossa-0.1.9/.agents'), '--json'], {
      cwd: '/',
    })
    const { manifests } = JSON.parse(listed.stdout) as { manifests: { name: string; file: string }[] }
    expect([manifests.length, new Set(manifests.map(({ name }) => name)).size]).toEqual([127, 126])
    expect(manifests.every(({ file }) => path.basename(file) === 'agent.yml')).toBe(true)
  })

  it('have 122 broken references to their behaviours and schemas, and none to their OpenAPI documents', async () => {
    const { output } = await validate('ossa-0.1.9/.agents')
    const at = (pointer: string) =>
      output.diagnostics.filter((each) => each.code === 'references/file-exists' && each.pointer === pointer)
    expect([
      at('/spec/behaviors/primary').length,
      at('/spec/validation/schema').length,
      at('/spec/validation/openapi').length,
    ]).toEqual([61, 61, 0])
  })

  it('hold the password of a database in 8 places of 4 files, which is never printed', async () => {
    const { output } = await validate('ossa-0.1.9/.agents')
    const secrets = output.diagnostics.filter(({ code }) => code === 'security/no-plaintext-secret')
    expect([secrets.length, new Set(secrets.map(({ file }) => file)).size]).toEqual([8, 4])
    const text = await runOssa(['spec', 'validate', path.join(shared, 'corpus/ossa-0.1.9/.agents'), '--no-cache'], {
      cwd: tmpdir(),
    })
    expect(text.stdout).not.toContain('ossa_dev_password')
  })

  it('give the same diagnostics every time', async () => {
    const [first, second] = await Promise.all([validate('ossa-0.1.9'), validate('ossa-0.1.9')])
    expect(second.text).toBe(first.text)
    expect(byCode(first.output)).toMatchInlineSnapshot(`
      {
        "manifest/convertible": 4,
        "manifest/semantic-version": 4,
        "manifest/unique-agent": 68,
        "openapi/valid-structure": 1,
        "references/agent-exists": 21,
        "references/file-exists": 131,
        "security/no-plaintext-secret": 16,
        "source/unique-key": 1,
        "source/valid-syntax": 1,
      }
    `)
    expect(first.output.summary).toMatchObject({ agents: 220, workflows: 4 })
  })
})

describe.skipIf(isAbsent('corpus/ossa-0.4'))('ossa 0.4', () => {
  it('has examples in five dialects, with references that lead nowhere', async () => {
    const { output } = await validate('ossa-0.4/examples')
    expect(output.summary).toMatchObject({ agents: 47, workflows: 5, files: 53 })
    expect(byCode(output)).toMatchInlineSnapshot(`
      {
        "manifest/convertible": 2,
        "manifest/unique-agent": 6,
        "references/agent-exists": 7,
        "references/capability-exists": 3,
        "references/task-agent-exists": 23,
        "source/unique-key": 1,
        "workflow/optional-read": 10,
        "workflow/task-exists": 1,
        "workflow/valid-expression": 6,
      }
    `)
  })

  it('gives the same diagnostics every time', async () => {
    const [first, second] = await Promise.all([validate('ossa-0.4'), validate('ossa-0.4')])
    expect(second.text).toBe(first.text)
    expect(byCode(first.output)).toMatchInlineSnapshot(`
      {
        "manifest/convertible": 2,
        "manifest/unique-agent": 6,
        "openapi/valid-structure": 3,
        "references/agent-exists": 7,
        "references/capability-exists": 3,
        "references/ref-resolves": 1,
        "references/remote-allowed": 13,
        "references/task-agent-exists": 23,
        "source/unambiguous-yaml": 1,
        "source/unique-key": 1,
        "workflow/optional-read": 10,
        "workflow/task-exists": 1,
        "workflow/valid-expression": 6,
      }
    `)
  })
})

describe.skipIf(isAbsent('corpus'))('everything that others wrote', () => {
  it.each(['claude-subagents', 'github-agents', 'mcp-servers', 'a2a-cards', 'arazzo', 'oasf', 'duadp'])(
    '%s is read without a crash',
    async (folder) => {
      const { exitCode, stderr } = await runOssa(
        ['spec', 'validate', path.join(shared, 'corpus', folder), '--json', '--no-cache'],
        {
          cwd: '/',
        },
      )
      expect([stderr, [0, 1].includes(exitCode ?? -1)]).toEqual(['', true])
    },
  )
})
