import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WorkflowStatus } from '#core/contract'
import { type WorkflowAct, workflowStatusAfter } from '#core/workflow'

const acts: readonly WorkflowAct[] = ['run', 'publish', 'deprecate']
const order: readonly (WorkflowStatus | undefined)[] = [undefined, 'draft', 'published', 'deprecated']

it('leads from draft to published to deprecated, never back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts)), (history) => {
      let status: WorkflowStatus | undefined
      let [wasPublished, wasDeprecated] = [false, false]
      for (const act of history) {
        const after = workflowStatusAfter(act, status)
        // What may not be done: to deprecate what was never published, to publish what is deprecated.
        const isAllowed = act === 'run' || (act === 'publish' ? !wasDeprecated : wasPublished)
        expect(after !== undefined).toBe(isAllowed)
        if (after === undefined) continue
        expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(status))
        wasPublished ||= act === 'publish'
        wasDeprecated ||= act === 'deprecate'
        expect(after).toBe(wasDeprecated ? 'deprecated' : wasPublished ? 'published' : 'draft')
        status = after
      }
    }),
  )
})
