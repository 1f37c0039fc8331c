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
      'one: { agent: helper, capability: answer, timeout: soon }, two: { agnt: x, capability: y }, three: { agent: helper, capability: answer, needs: [one, two] }'
    const { diagnostics } = await compileMemory({
      'caller.yaml': caller.replace(/spec:.*/, `spec: { tasks: { ${tasks} } }`),
      'helper.yaml': agent('capabilities: [{ name: answer }]'),
    })
    expect(diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'manifest/valid-value /spec/tasks/one/timeout',
      'manifest/valid-value /spec/tasks/two',
      'manifest/known-field /spec/tasks/two/agnt',
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
