import { describe, expect, it } from 'vitest'
import type { TaskMessage } from '#core/orchestrator'
import { type Adapter, freshWorkspace, never, plan, task } from './orchestrator.ts'

/** What every adapter must do with what attempts say. */
export function messagesContract({ name, open }: Adapter): void {
  describe(`messages contract: ${name}`, () => {
    it('passes on what attempts say while they are under way, with their rounds, and in order', async () => {
      const { options, write } = freshWorkspace()
      const orchestrator = await open(options)
      // Whoever follows may come a moment late.
      const script = `n=0; until test -e heard; do n=$((n+1)); echo "$n ${'x'.repeat(900)}" >&2; sleep 0.05; done; echo last >&2`
      const talks = task('a', [], { forEach: { items: [1] }, script })
      const { executionId } = await orchestrator.start({ plan: plan([talks]), input: {} })
      const messages: TaskMessage[] = []
      const onMessage = (message: TaskMessage) => {
        messages.push(message)
        if (messages.length === 3) write('heard')
      }
      await orchestrator.run(executionId, { signal: never, onMessage })
      const numbers = messages.slice(0, -1).map(({ text }) => Number(text.split(' ')[0]))
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
      expect(messages.at(-1)).toMatchObject({ task: 'a', iteration: 0, text: 'last', at: expect.any(Number) })
      expect(JSON.stringify(await orchestrator.events(executionId))).not.toContain('last')
      await orchestrator.close()
    })
  })
}
