import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = `
apiVersion: ossa/v1
kind: Agent
metadata: { name: helper, version: 1.0.0 }
spec:
  type: worker
  capabilities:
    - name: total
      input: { type: object, required: [id], properties: { id: { type: string } }, additionalProperties: false }
      output:
        type: object
        required: [amount, status, owner, lines]
        properties:
          amount: { type: string }
          status: { enum: [open, paid, void] }
          owner: { type: [object, 'null'], required: [name], properties: { name: { type: string } } }
          lines: { type: array, items: { $ref: '#/spec/capabilities/1/input' } }
          note: { type: [string, 'null'] }
    - name: pay
      input:
        type: object
        properties:
          amount: { type: number, minimum: 0 }
          status: { enum: [open, paid] }
          text: { type: string }
          day: { type: string, format: date }
          lines: { type: array, items: { type: object, required: [sku], properties: { sku: { type: string } } } }
`

const workflow = (second: string) => `
apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  input: { type: object, required: [id], properties: { id: { type: string }, limit: { type: integer }, day: { type: string } } }
  tasks:
    one: { agent: helper, capability: total, input: { id: '\${{ input.id }}' } }
    two: { agent: helper, capability: pay, ${second} }
`

async function findings(second: string) {
  const { diagnostics } = await compileMemory({ 'helper.yaml': agent, 'flow.yaml': workflow(second) })
  return diagnostics
}

const input = (members: string) => `input: { ${members} }`

describe('data that flows between tasks', () => {
  it('is refused with the field, both types and both places', async () => {
    const [found, ...others] = await findings(input("amount: '${{ tasks.one.output.amount }}'"))
    expect(others).toEqual([])
    expect(found).toMatchObject({
      code: 'workflow/input-fits',
      file: 'flow.yaml',
      pointer: '/spec/tasks/two/input/amount',
      line: 9,
      message: 'The task two does not fit pay of helper@1.0.0 in amount: string is not number; it may be "text".',
      related: [
        { file: 'helper.yaml', line: 23, message: 'What is accepted is declared here: number.' },
        { file: 'helper.yaml', line: 14, message: 'What is given is declared here: string.' },
      ],
    })
  })

  it('is reported in all places at once', async () => {
    const found = await findings(
      input("amount: a, status: closed, lines: '${{ tasks.one.output.lines }}', text: '${{ tasks.one.output.owner }}'"),
    )
    expect(found.map(({ code, pointer }) => [code, pointer.split('/').at(-1)]).sort()).toEqual([
      ['workflow/input-fits', 'amount'],
      ['workflow/input-fits', 'lines'],
      ['workflow/input-fits', 'status'],
      ['workflow/input-fits', 'text'],
    ])
  })

  it.each([
    [
      'a value that is listed and not accepted',
      "status: '${{ tasks.one.output.status }}'",
      'workflow/input-fits',
      /"void" is not one of "open", "paid"/,
    ],
    [
      'a limit that is not kept by what is written',
      'day: soon',
      'workflow/input-fits',
      /the string is not of the format date/,
    ],
    ['a limit that is not kept', 'day: \'${{ has(input.day) ? input.day : "2024-01-01" }}\'', undefined, /./],
    [
      'a limit that is not kept by what is read',
      "day: '${{ tasks.one.output.owner.name }}'",
      'workflow/input-in-range',
      /date/,
    ],
    [
      'a field of what may be null',
      "text: '${{ tasks.one.output.owner.name }}'",
      'workflow/optional-read',
      /owner` may be null/,
    ],
    ['a field that is misspelt', "text: '${{ tasks.one.output.statsu }}'", 'workflow/field-declared', /"statsu"/],
    [
      'a field of a string',
      "text: '${{ tasks.one.output.amount.value }}'",
      'workflow/field-exists',
      /string, which has no field "value"/,
    ],
    ['an optional field', "text: '${{ input.day }}'", 'workflow/optional-read', /`input.day` may be absent/],
  ])('is looked at: %s', async (...example) => {
    const [, members, code, message] = example
    const found = await findings(input(members))
    if (code === undefined) expect(found).toEqual([])
    else expect(found.find((each) => each.code === code)?.message).toMatch(message)
  })

  it.each([
    ['closed', ', additionalProperties: false', 'Did you mean "total"?', '/spec/tasks/a/input/totl'],
    ['open', '', 'Did you mean it by "totl"?', '/spec/tasks/a/input'],
  ])('is one finding where a field is misspelt: %s', async (...example) => {
    const [, closed, hint, pointer] = example
    const { diagnostics } = await compileMemory({
      'a.yaml': `{ apiVersion: ossa/v1, kind: Agent, metadata: { name: b, version: 1.0.0 }, spec: { type: worker, capabilities: [{ name: c, input: { type: object, required: [total], properties: { total: { type: integer }, other: {} }${closed} } }] } }`,
      'w.yaml':
        '{ apiVersion: ossa/v1, kind: Workflow, metadata: { name: w, version: 1.0.0 }, spec: { tasks: { a: { agent: b, capability: c, input: { totl: 5, other: 1 } } } } }',
    })
    expect(diagnostics).toMatchObject([{ code: 'workflow/input-fits', hint, pointer }])
    expect(diagnostics).toHaveLength(1)
  })

  it.each([
    ['input.id ? 10', 'Say what else it is: `condition ? one : other`.'],
    ['size(input.id', 'Close the bracket with `)`.'],
    ['[1, 2', 'Close the bracket with `]`.'],
    ['input.', 'Name a field after the dot.'],
  ])('says what is missing at the end of %s', async (source, hint) => {
    const [found] = await findings(input(`text: '\${{ ${source} }}'`))
    expect(found).toMatchObject({ message: 'The expression ends too early.', hint })
  })

  it('suggests what was probably meant', async () => {
    const [found] = await findings(input("text: '${{ tasks.one.output.amuont }}'"))
    expect(found).toMatchObject({ hint: 'Did you mean "amount"?' })
  })

  it.each([
    ['a calculated number', "amount: '${{ size(tasks.one.output.lines) * 2 }}'"],
    ['text with expressions', "day: '${{ input.id }}-01'"],
    [
      'a value whose kind was asked for',
      'text: \'${{ tasks.one.output.owner == null ? "" : tasks.one.output.owner.name }}\'',
    ],
    [
      'a value that a condition has looked at',
      "status: '${{ tasks.one.output.status }}' }, when: 'tasks.one.output.status != \"void\"', retry: { maxAttempts: 1",
    ],
    [
      'an optional field that is asked for',
      'text: \'${{ has(tasks.one.output.note) && tasks.one.output.note != null ? tasks.one.output.note : "" }}\'',
    ],
  ])('gets the benefit of the doubt: %s', async (_name, members) => {
    expect(await findings(input(members))).toEqual([])
  })
})
