import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = (name: string, ...dependencies: string[]) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { type: worker, dependsOn: [${dependencies.map((each) => `{ agent: ${each} }`)}] }\n`
const workflow = (name: string, ...called: string[]) =>
  `apiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: ${name}, version: 1.0.0 }\nspec: { tasks: { ${called.map((each) => `call_${each}: { workflow: ${each} }`)} } }\n`

async function circlesIn(files: Readonly<Record<string, string>>, targets?: readonly string[]) {
  const { diagnostics } = await compileMemory(files, targets)
  return diagnostics
    .filter(({ code }) => code.includes('acyclic'))
    .map(({ file, message, pointer, related = [] }) => ({
      message,
      steps: [`${file}#${pointer}`, ...related.map((each) => `${each.file}:${each.line}:${each.column}`)],
      related: related.map((each) => each.message),
    }))
}

describe('workflows that carry one another out', () => {
  const circle = {
    'a.yaml': workflow('a', 'x', 'b'),
    'b.yaml': workflow('b', 'c'),
    'c.yaml': workflow('c', 'a'),
    'x.yaml': workflow('x', 'c'),
  }

  it('are one finding, which shows each step of the circle', async () => {
    expect(await circlesIn(circle)).toEqual([
      {
        message: 'The workflows form a cycle: a@1.0.0 → x@1.0.0 → c@1.0.0 → a@1.0.0.',
        steps: ['a.yaml#/spec/tasks/call_x/workflow', 'x.yaml:4:38', 'c.yaml:4:38'],
        related: ['x@1.0.0 carries out c@1.0.0 here.', 'c@1.0.0 carries out a@1.0.0 here.'],
      },
    ])
  })

  it('are found at each of them that is asked for alone', async () => {
    const found = await Promise.all(Object.keys(circle).map((file) => circlesIn(circle, [file])))
    expect(found.map((each) => each.map(({ steps }) => steps[0]))).toEqual([
      ['a.yaml#/spec/tasks/call_x/workflow'],
      ['b.yaml#/spec/tasks/call_c/workflow'],
      ['c.yaml#/spec/tasks/call_a/workflow'],
      ['x.yaml#/spec/tasks/call_c/workflow'],
    ])
  })

  it('are two findings where there are two circles', async () => {
    const files = { 'a.yaml': workflow('a', 'a'), 'b.yaml': workflow('b', 'c'), 'c.yaml': workflow('c', 'b') }
    expect((await circlesIn(files)).map(({ steps }) => steps[0])).toEqual([
      'a.yaml#/spec/tasks/call_a/workflow',
      'b.yaml#/spec/tasks/call_c/workflow',
    ])
  })

  it('are none where one only leads to the circle', async () => {
    const files = { ...circle, 'd.yaml': workflow('d', 'a') }
    expect(await circlesIn(files, ['d.yaml'])).toEqual([])
  })
})

describe('agents that depend on one another', () => {
  const circle = { 'a.yaml': agent('a', 'b'), 'b.yaml': agent('b', 'a') }

  it('are one finding', async () => {
    const found = await circlesIn(circle)
    expect(found.map(({ steps }) => steps)).toEqual([['a.yaml#/spec/dependsOn/0/agent', 'b.yaml:4:44']])
  })

  it('are found at the second, too, if it is asked for alone', async () => {
    const found = await circlesIn(circle, ['b.yaml'])
    expect(found.map(({ message }) => message)).toEqual(['The dependencies form a cycle: b → a → b.'])
  })
})
