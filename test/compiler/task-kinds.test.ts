import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agents = `
apiVersion: ossa/v1
kind: Agent
metadata: { name: a, version: 1.0.0 }
spec:
  type: worker
  runtime: { command: { run: [cat] } }
  capabilities:
    - name: count
      input: { type: object, required: [text], properties: { text: { type: string }, at: { type: integer } } }
      output: { type: object, required: [n], properties: { n: { type: integer } } }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: child, version: 1.0.0 }
spec:
  input: { type: object, required: [size], properties: { size: { type: integer } } }
  tasks: { one: { agent: a, capability: count, input: { text: x } } }
`

async function findingsOf(tasks: string, output = '') {
  const workflow = `
apiVersion: ossa/v1
kind: Workflow
metadata: { name: w, version: 1.0.0 }
spec:
  input: { type: object, required: [list, n], properties: { list: { type: array, items: { type: object, required: [id], properties: { id: { type: string } } } }, n: { type: integer } } }
  tasks:
${tasks.replace(/^/gm, '    ')}
${output === '' ? '' : `  output: ${output}`}
`
  const { diagnostics } = await compileMemory({ 'agents.yaml': agents, 'w.yaml': workflow })
  return diagnostics.map(({ code, pointer, message }) => `${code} ${pointer} ${message}`)
}

describe('what tasks repeat', () => {
  it('is checked item by item', async () => {
    expect(
      await findingsOf(
        "t: { agent: a, capability: count, forEach: '${{ input.list }}', input: { text: '${{ item.id }}', at: '${{ index }}' } }",
      ),
    ).toEqual([])
    expect(
      await findingsOf(
        "t: { agent: a, capability: count, forEach: '${{ input.list }}', input: { text: '${{ item }}' } }",
      ),
    ).toEqual([expect.stringMatching(/^workflow\/input-fits \/spec\/tasks\/t\/input\/text .*text/)])
  })

  it('must be a list', async () => {
    expect(
      await findingsOf("t: { agent: a, capability: count, forEach: '${{ input.n }}', input: { text: x } }"),
    ).toEqual([expect.stringContaining('`forEach` is given integer, not a list.')])
  })

  it('gives a list', async () => {
    const tasks = "t: { agent: a, capability: count, forEach: '${{ input.list }}', input: { text: '${{ item.id }}' } }"
    expect(await findingsOf(tasks, "'${{ tasks.t.output.map(x, x.n + 1) }}'")).toEqual([])
    expect(await findingsOf(tasks, "'${{ tasks.t.output.n }}'")).toEqual([expect.stringContaining('/spec/output')])
  })

  it('until a condition is true of its output', async () => {
    const until = (condition: string) =>
      findingsOf(
        `t: { agent: a, capability: count, until: '${condition}', maxIterations: 3, input: { text: x, at: '\${{ iteration }}' } }`,
      )
    expect(await until('output.n > 3')).toEqual([])
    expect(await until('output.m > 3')).toEqual([expect.stringContaining('"m"')])
    expect(await until('output.n')).toEqual([expect.stringContaining('not true or false')])
  })
})

describe('what a task is', () => {
  it('may be a pause, a signal with data of a form, or another workflow', async () => {
    const tasks = `
w: { wait: 2h }
s: { signal: paid, output: { type: object, required: [amount], properties: { amount: { type: integer } } } }
c: { workflow: child, input: { size: '\${{ tasks.s.output.amount }}' } }`
    expect(await findingsOf(tasks)).toEqual([])
    expect(await findingsOf(tasks.replace('output.amount', 'output.amont'))).toEqual([expect.stringContaining('amont')])
  })

  it('is given what a workflow takes', async () => {
    expect(await findingsOf("c: { workflow: child, input: { size: '${{ input.list }}' } }")).toEqual([
      expect.stringMatching(
        /^workflow\/input-fits \/spec\/tasks\/c\/input\/size .*the input of the workflow child@1.0.0/,
      ),
    ])
    expect(await findingsOf('c: { workflow: chidl }')).toEqual([
      expect.stringContaining('There is no workflow named "chidl".'),
    ])
  })
})

describe('what undoes or replaces a task', () => {
  it('may read the task, and is checked like one', async () => {
    const undo = (text: string) =>
      findingsOf(
        `t: { agent: a, capability: count, input: { text: x }, compensate: { agent: a, capability: count, input: { text: '${text}' } } }`,
      )
    expect(await undo('${{ string(tasks.t.output.n) }}')).toEqual([])
    expect(await undo('${{ tasks.t.output.n }}')).toEqual([
      expect.stringMatching(/^workflow\/input-fits \/spec\/tasks\/t\/compensate\/input\/text .*t\.compensate/),
    ])
  })

  it('knows the error', async () => {
    const fallback = (text: string) =>
      findingsOf(
        `t: { agent: a, capability: count, input: { text: x }, onError: { fallback: { agent: a, capability: count, input: { text: '${text}' } } } }`,
      )
    expect(await fallback('${{ error.message }}')).toEqual([])
    expect(await fallback('${{ error.mesage }}')).toEqual([expect.stringContaining('mesage')])
    expect(await fallback('${{ item }}')).toEqual([expect.stringContaining('`item` can only be read')])
  })
})
