import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type AttemptRequest, Circuits, executeAttempt, type Outcome } from '#core/executors'

const root = mkdtempSync(path.join(tmpdir(), 'ossa attempt '))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function shell(script: string, rest: Partial<AttemptRequest> = {}): Promise<Outcome> {
  const what = { executionId: 'e', task: 't', capability: 'c', attempt: 1, idempotencyKey: 'e/t/0' }
  const binding = { kind: 'command', run: ['sh', '-c', script], cwd: '', env: {} } as const
  const context = { root, environment: {}, readFile: () => '', circuits: new Circuits(Date.now) }
  return executeAttempt(
    { ...what, input: {}, timeoutMs: 20_000, binding, ...rest },
    context,
    new AbortController().signal,
  )
}

const failure = (outcome: Outcome) => ('error' in outcome ? outcome.error : undefined)

describe('a contract', () => {
  const schema = { type: 'object', required: ['total'], properties: { total: { type: 'integer' } } }

  it('is kept by what fits it', async () => {
    const input = { total: 3 }
    expect(await shell('cat', { input, inputSchema: schema, outputSchema: schema })).toEqual({ output: input })
  })

  it('keeps an input that does not fit from its program, for good', async () => {
    const file = path.join(root, 'ran')
    const error = failure(await shell(`touch '${file}'`, { input: { total: 'geheim' }, inputSchema: schema }))
    expect([error, existsSync(file)]).toEqual([
      {
        code: 'workflow/invalid-input',
        message: 'The input does not fit the capability c: /total must be integer.',
        retryable: false,
      },
      false,
    ])
  })

  it('refuses an output that does not fit; the next may', async () => {
    expect(failure(await shell('echo "{}"', { outputSchema: schema }))).toEqual({
      code: 'executors/invalid-output',
      message: "The output does not fit the capability c: it must have required property 'total'.",
      retryable: true,
    })
  })

  it('that cannot be used stops the task before its program runs', async () => {
    const file = path.join(root, 'ran too')
    const error = failure(await shell(`touch '${file}'`, { outputSchema: { type: 'nonsense' } }))
    expect([error?.code, error?.retryable, existsSync(file)]).toEqual(['workflow/unusable-contract', false, false])
  })

  it('or none: a number that JSON cannot keep is refused', async () => {
    expect(failure(await shell(`echo '{"a": [1, -1e400]}'`))).toMatchObject({
      code: 'executors/invalid-output',
      message: 'The output cannot be kept: /a/1 is a number too large to be kept.',
    })
  })
})
