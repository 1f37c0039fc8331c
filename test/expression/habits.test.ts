import { describe, expect, it } from 'vitest'
import { compileExpression, loadExpressions } from '#core/expression'

await loadExpressions()

const hintFor = (source: string) => {
  const compiled = compileExpression(source)
  return 'problem' in compiled ? compiled.problem.hint : undefined
}

describe('what is written as in other languages', () => {
  it.each([
    ['workflow.input.path', 'The input of a workflow is called `input`.'],
    ['1 + steps.one.output.count', 'What other tasks have come to is in `tasks`.'],
    ['workflow.id', 'Expressions know `input` and `tasks`.'],
    ['input.a and input.b', 'Write `&&` for `and`.'],
    ['input.a ?? 1', 'Write `a.?b.orValue(c)` for `a.b ?? c`.'],
  ])('is put right: %s', (source, hint) => {
    expect(hintFor(source)).toBe(hint)
  })
})
