import type { LinkedCapability } from '../linked.ts'
import { defineRule } from '../rule.ts'

const unsafeMethods = new Set(['POST', 'PATCH'])
const mention = /idempoten/i

export const safeRetry = defineRule({
  code: 'operations/safe-retry',
  on: 'workflow',
  severity: 'warning',
  summary: 'A task is tried again only if its operation may be carried out twice.',
  rationale: 'When an answer is lost, the first attempt may have done its work: a second order, a second payment.',
  hint: 'Leave retry out, or have the service honour the header Idempotency-Key and say so in its OpenAPI document.',
  examples: {
    valid: [
      'tasks: { one: { agent: helper, capability: answer, retry: { maxAttempts: 3 } } }',
      'tasks: { one: { agent: helper, capability: order, retry: { maxAttempts: 1 } } }',
    ],
    invalid: [
      {
        source: 'tasks: { one: { agent: helper, capability: order, retry: { maxAttempts: 3 } } }',
        pointers: ['/spec/tasks/one/retry/maxAttempts'],
      },
    ],
  },
  *check({ workflow }) {
    for (const { pointer, content, capability } of workflow.tasks) {
      const attempts = content.retry?.maxAttempts ?? 1
      const operation = attempts > 1 ? unsafeOperation(capability) : undefined
      if (operation === undefined) continue
      yield {
        pointer: `${pointer}/retry/maxAttempts`,
        message: `${operation} is tried up to ${attempts} times, and nothing says that it is idempotent.`,
      }
    }
  },
})

// The header is a parameter, or it is spoken of where the operation or all of the document is described.
function unsafeOperation(capability: LinkedCapability | undefined): string | undefined {
  const binding = capability?.binding
  if (binding === undefined || 'problem' in binding) return undefined
  const { operation, document } = binding
  if (!unsafeMethods.has(operation.method)) return undefined
  const texts = [operation.value, document.value['info'], document.value['components']]
  const said = JSON.stringify(texts.map((value) => value ?? null))
  return mention.test(said) ? undefined : `${operation.method} ${operation.path}`
}
