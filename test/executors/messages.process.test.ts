import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Circuits, executeAttempt } from '#core/executors'
import type { Binding } from '#core/workflow'

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa messages ')))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const secretKey = 'first line of a key\nsecond line of a key'

/** What an attempt says, and how it ended. */
async function said(binding: Binding) {
  const messages: string[] = []
  const outcome = await executeAttempt(
    {
      executionId: 'e',
      task: 't',
      capability: 'c',
      attempt: 1,
      idempotencyKey: 'e/t/0',
      input: {},
      timeoutMs: 60_000,
      binding,
    },
    {
      root,
      circuits: new Circuits(Date.now),
      environment: { TOKEN: 'hidden-token', KEY: secretKey },
      readFile: () => '',
      onMessage: (line) => void messages.push(line),
    },
    new AbortController().signal,
  )
  return { messages, outcome }
}

const program = (script: string) =>
  said({
    kind: 'command',
    run: ['sh', '-c', script],
    cwd: '',
    env: { TOKEN: { env: 'TOKEN' }, KEY: { env: 'KEY' } },
  })

describe('what a program prints on standard error', () => {
  it('is passed on line by line, and its output is not', async () => {
    const { messages, outcome } = await program('echo one >&2; printf "two\\r\\nthr" >&2; printf ee >&2; echo "{}"')
    expect(messages).toEqual(['one', 'two', 'three'])
    expect(outcome).toEqual({ output: {} })
  })

  it('has no secrets, not even parts of one that has several lines', async () => {
    const { messages } = await program('printf "%s and %s\\n" "$TOKEN" "$KEY" >&2')
    expect(messages).toEqual(['••• and •••', '•••'])
  })

  it('is cut where a line is too long to be looked at, and never held back without end', async () => {
    const { messages } = await program('head -c 200000 /dev/zero | tr "\\0" x >&2')
    expect(messages.length).toBeGreaterThan(1)
    for (const message of messages) expect(message.length).toBeLessThanOrEqual(1_001)
  })
})
