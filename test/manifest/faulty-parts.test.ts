import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = (spec: string, rest = '') =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: helper, version: 1.2.0 }\n${rest}spec: { type: worker, ${spec} }\n`
const caller = `apiVersion: ossa/v1
kind: Workflow
metadata: { name: caller, version: 1.0.0 }
spec: { tasks: { one: { agent: helper, version: ^1, capability: answer } } }
`

/** What is reported for an agent and a workflow that uses it. */
async function reportedFor(helper: string) {
  const { diagnostics } = await compileMemory({ 'caller.yaml': caller, 'helper.yaml': helper })
  return diagnostics.map(({ file, code, pointer }) => `${file} ${code} ${pointer}`)
}

describe('one faulty part of a manifest hides nothing else', () => {
  it.each([
    ['an unknown field of the document', agent('capabilities: [{ name: answer }]', 'nme: x\n'), 'known-field /nme'],
    ['an unknown field of spec', agent('capabilities: [{ name: answer }], x: 1'), 'known-field /spec/x'],
    [
      'an unknown field of a capability',
      agent('capabilities: [{ name: answer, descripton: x }]'),
      'known-field /spec/capabilities/0/descripton',
    ],
    [
      'a value of the wrong type in a capability',
      agent('capabilities: [{ name: answer, input: 3 }]'),
      'valid-value /spec/capabilities/0/input',
    ],
    [
      'a faulty name beside the one that is used',
      agent('capabilities: [{ name: "!" }, { name: answer }]'),
      'valid-value /spec/capabilities/0/name',
    ],
    ['a faulty type', agent('capabilities: [{ name: answer }]').replace('worker', 'workr'), 'valid-value /spec/type'],
    [
      'a faulty label',
      agent('capabilities: [{ name: answer }]').replace('1.2.0', '1.2.0, labels: 3'),
      'valid-value /metadata/labels',
    ],
  ])('%s', async (_, helper, expected) => {
    expect(await reportedFor(helper)).toEqual([`helper.yaml manifest/${expected}`])
  })

  it('nor the places of what comes after it', async () => {
    const capabilities = 'capabilities: [{ name: a, nme: 1 }, { name: answer, operation: ./none.yaml#x }]'
    expect(await reportedFor(agent(capabilities))).toEqual([
      'helper.yaml manifest/known-field /spec/capabilities/0/nme',
      'helper.yaml references/operation-exists /spec/capabilities/1/operation',
    ])
  })

  it('in a task', async () => {
    const tasks =
      'one: { agent: helper, capability: answer, timeout: soon }, two: { agent: helper, capability: answer, input: 3 }, three: { agent: helper, capability: answer, needs: [one, two] }'
    const { diagnostics } = await compileMemory({
      'caller.yaml': caller.replace(/spec:.*/, `spec: { tasks: { ${tasks} } }`),
      'helper.yaml': agent('capabilities: [{ name: answer }]'),
    })
    expect(diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'manifest/valid-value /spec/tasks/one/timeout',
      'manifest/valid-value /spec/tasks/two/input',
    ])
  })

  it('unless it is the name', async () => {
    const { agents, diagnostics } = await compileMemory({ 'a.yaml': agent('').replace('helper', '3') })
    expect([agents, diagnostics.map(({ pointer }) => pointer)]).toEqual([[], ['/metadata/name']])
  })
})

describe('one fault is reported once', () => {
  it.each([
    ['a choice of forms, none of which it has', 'runtime: { http: { baseUrl: 3 } }', '/spec/runtime/http/baseUrl'],
    [
      'a choice of forms, one of which it nearly has',
      'runtime: { command: { run: [x], env: { TOKEN: { enw: X } } } }',
      '/spec/runtime/command/env/TOKEN/enw',
    ],
    ['an unknown type', 'autonomy: { level: none }', '/spec/autonomy/level'],
  ])('%s', async (_, spec, pointer) => {
    const { diagnostics } = await compileMemory({ 'a.yaml': agent(spec) })
    expect(diagnostics.map((each) => each.pointer)).toEqual([pointer])
  })
})

describe('what follows from a fault is not reported as well', () => {
  const taking = (spec: string) =>
    agent(
      `capabilities: [{ name: answer, input: { type: object, required: [text], properties: { text: {} } } }], ${spec}`,
    )
  const tasks = (text: string) => caller.replace(/spec:.*/, `spec: { tasks: { ${text} } }`)
  async function reported(files: Record<string, string>) {
    const { diagnostics } = await compileMemory(files)
    return diagnostics.map(({ file, code, pointer }) => `${file} ${code} ${pointer}`)
  }

  it.each(['5', 'hello', '[hello]'])('at a task whose input is %s', async (input) => {
    const workflow = tasks(`one: { agent: helper, capability: answer, input: ${input} }`)
    expect(await reported({ 'caller.yaml': workflow, 'helper.yaml': taking('') })).toEqual([
      'caller.yaml manifest/valid-value /spec/tasks/one/input',
    ])
  })

  it('at a task whose condition would have asked first', async () => {
    const workflow = `${tasks("one: { agent: helper, capability: answer, when: [true], input: { text: '${{ input.a }}' } }").replace('spec: {', 'spec: { input: { type: object, properties: { a: { type: string } } },')}`
    expect(await reported({ 'caller.yaml': workflow, 'helper.yaml': taking('') })).toEqual([
      'caller.yaml manifest/valid-value /spec/tasks/one/when',
    ])
  })

  it.each([
    ['kind', agent('').replace('kind: Agent', 'kind: 3'), 'known-kind /kind'],
    [
      'spec',
      'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: helper, version: 1.2.0 }\nspec: 5\n',
      'valid-value /spec',
    ],
    ['name, which stands beside it', agent('').replace('name:', 'title:'), undefined],
    [
      'version',
      agent('capabilities: [{ name: answer }]').replace('1.2.0', 'two'),
      'semantic-version /metadata/version',
    ],
    ['capabilities', agent('capabilities: answer'), 'valid-value /spec/capabilities'],
    ['capability', agent('capabilities: [answer, { name: b }]'), 'valid-value /spec/capabilities/0'],
  ])('where an agent of faulty %s is needed', async (_, helper, expected) => {
    const found = await reported({ 'caller.yaml': caller, 'helper.yaml': helper })
    expect(found.filter((each) => !each.startsWith('helper.yaml'))).toEqual([])
    if (expected !== undefined) expect(found).toEqual([`helper.yaml manifest/${expected}`])
  })

  it('where the text of an agent ends too early', async () => {
    const helper = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: helper\nspec: { type: worker }\n'
    expect(await reported({ 'caller.yaml': caller, 'helper.yaml': helper })).toEqual([
      expect.stringMatching(/^helper.yaml source\//),
    ])
  })

  it('where a workflow that cannot be read is needed', async () => {
    expect(
      await reported({
        'outer.yaml': caller.replace('caller', 'outer').replace(/\{ agent.*?\}/, '{ workflow: caller }'),
        'caller.yaml': caller.replace(/spec:.*/, 'spec: { tasks: 5 }'),
      }),
    ).toEqual(['caller.yaml manifest/valid-value /spec/tasks'])
  })

  it('unless the fault is not reported: then it says where the agent is', async () => {
    const { diagnostics } = await compileMemory(
      {
        'caller.yaml': caller,
        'helper.yaml': agent('')
          .replace('spec:', 'speck:')
          .replace('type: worker', 'type: 5, x: 3')
          .replace('kind: Agent', 'kind: 3'),
      },
      ['caller.yaml'],
    )
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        'The agent "helper" in helper.yaml is left out, since its manifest is faulty.',
        'Correct the manifest: `ossa spec validate helper.yaml` says what is wrong.',
      ],
    ])
  })

  it('but an agent without a name is nowhere', async () => {
    const found = await reported({
      'caller.yaml': caller.replace('agent: helper', "agent: ''"),
      'other.yaml': agent('').replace('name: helper', 'title: x'),
    })
    expect(found).toContain('other.yaml manifest/known-field /metadata/title')
    expect(found.some((each) => each.startsWith('caller.yaml '))).toBe(true)
  })

  it('but an agent that no faulty file mentions is missing', async () => {
    expect(
      await reported({
        'caller.yaml': caller,
        'other.yaml': agent('').replace('name: helper', 'title: helper-of-others'),
      }),
    ).toContain('caller.yaml references/task-agent-exists /spec/tasks/one/agent')
  })
})

describe('a misspelt field means what it can only mean', () => {
  it.each([
    ['a required one', agent('capabilities: [{ name: answer }]').replace('metadata:', 'metdata:'), '/metdata'],
    ['the name', agent('capabilities: [{ name: answer }]').replace('name: helper', 'nmae: helper'), '/metadata/nmae'],
    ['a list that others refer to', agent('capabilites: [{ name: answer }]'), '/spec/capabilites'],
    ['one in another', agent('capabilities: [{ nmae: answer }]'), '/spec/capabilities/0/nmae'],
  ])('%s', async (_, helper, pointer) => {
    expect(await reportedFor(helper)).toEqual([`helper.yaml manifest/known-field ${pointer}`])
  })

  it('and what is in it is checked, at its own place', async () => {
    const helper = agent('capabilites: [{ nmae: answer, input: { type: strin } }]')
    expect(await reportedFor(helper)).toEqual([
      'helper.yaml manifest/known-field /spec/capabilites',
      'helper.yaml manifest/known-field /spec/capabilites/0/nmae',
      'helper.yaml schema/valid-schema /spec/capabilites/0/input/type',
    ])
  })

  it('but not two for the same', async () => {
    const helper = agent('capabilites: [{ name: answer }], capabilitis: [{ name: b }]')
    expect(await reportedFor(helper)).toEqual([
      'helper.yaml manifest/known-field /spec/capabilites',
      'helper.yaml manifest/known-field /spec/capabilitis',
    ])
  })
})
