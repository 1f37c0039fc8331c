import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const helper =
  'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: helper, version: 1.2.0 }\nspec: { type: worker, capabilities: [{ name: answer }] }\n'
const workflow = (tasks: readonly string[]) =>
  `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: large, version: 1.0.0 }\nspec:\n  tasks:\n${tasks.map((task, index) => `    t${index}: { agent: helper, capability: answer, ${task} }\n`).join('')}`
const range = (count: number) => [...Array(count).keys()]

async function codesOf(tasks: readonly string[]) {
  const { diagnostics } = await compileMemory({ 'helper.yaml': helper, 'large.yaml': workflow(tasks) })
  return diagnostics.map(({ code }) => code)
}

describe('a large workflow', () => {
  it('may be a long chain', async () => {
    const tasks = range(800).map((index) => (index === 0 ? '' : `input: { a: '\${{ tasks.t${index - 1}.output }}' }`))
    expect(await codesOf(tasks)).toEqual([])
  })

  it('may be tightly woven', async () => {
    const tasks = range(120).map((index) => {
      const reads = range(Math.min(index, 60)).map((other) => `tasks.t${other}.output`)
      return `needs: [${range(index).map((other) => `t${other}`)}], input: { a: '\${{ [${reads}] }}' }`
    })
    expect(await codesOf(tasks)).toEqual([])
  })

  it('may be one large circle, which is reported once, and each read that cannot be', async () => {
    const tasks = range(200).map(
      (index) => `needs: [t${(index + 1) % 200}], input: { a: '\${{ tasks.t${(index + 7) % 200}.output }}' }`,
    )
    const codes = await codesOf(tasks)
    expect([codes.filter((code) => code === 'workflow/acyclic-tasks').length, codes.length]).toEqual([1, 201])
  })

  it('may name two thousand agents that are not there', async () => {
    const text = workflow(range(2_000).map(() => 'priority: 1')).replaceAll('agent: helper', 'agent: helpr')
    const { diagnostics } = await compileMemory({ 'helper.yaml': helper, 'large.yaml': text })
    expect(diagnostics).toHaveLength(2_000)
  })
})
