import { describe, expect, it } from 'vitest'
import { diffMemory, told } from './diff-memory.ts'

const agent = (spec: string, { name = 'clerk', version = '1.0.0' } = {}) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: ${name}, version: ${version} }\nspec: { type: worker, ${spec} }\n`
const service = (total: string, version = '1.0.0') => `openapi: 3.1.0
info: { title: Orders, version: ${version} }
paths:
  /orders:
    get:
      operationId: getOrder
      responses: { '200': { description: '', content: { application/json: { schema: { type: object, required: [total], properties: { total: ${total} } } } } } }
`
const bound = agent("capabilities: [{ name: get, operation: './orders.yaml#getOrder' }]")
const workflow = (output: string) => `apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  tasks: { first: { agent: clerk, capability: get } }
  output: { total: '\${{ tasks.first.output.total }}'${output} }
`
const user = agent('dependsOn: [{ agent: clerk }]', { name: 'boss' })

describe('a change of a service', () => {
  const before = {
    'orders.yaml': service('{ type: integer }'),
    'agent.yaml': bound,
    'flow.yaml': workflow(''),
    'boss.yaml': user,
  }
  const after = { ...before, 'orders.yaml': service('{ type: string }', '2.0.0') }

  it('is told where it stands, and reaches the agents and workflows that rely on it', async () => {
    const { documents, changes, diagnostics } = await diffMemory(before, after)
    expect([documents.map(({ id }) => id), diagnostics]).toEqual([['openapi:orders.yaml'], []])
    expect(changes.map(({ code }) => code)).toEqual(['changes/response-type-widened'])
    expect(changes[0]?.reaches.map(({ id, path }) => [id, path.join(' → ')])).toEqual([
      ['clerk@1.0.0', 'orders.yaml#getOrder → agent clerk capability get'],
      ['boss@1.0.0', 'orders.yaml#getOrder → agent clerk capability get → agent boss'],
      ['flow@1.0.0', 'orders.yaml#getOrder → agent clerk capability get → workflow flow task first'],
    ])
  })

  it('is no change of the output where a task leads nowhere by mistake', async () => {
    const text = workflow('')
    const [task = ''] = /first: \{.*?\}/s.exec(text) ?? []
    expect(task).toContain('capability: get')
    const slip = { ...before, 'flow.yaml': text.replace('capability: get', 'capability: gte') }
    expect((await diffMemory(before, slip)).changes.map(({ code, message }) => [code, message])).toEqual([
      ['changes/task-changed', 'The task has another capability.'],
    ])
  })

  it('asks for a version of the service alone', async () => {
    const { diagnostics } = await diffMemory(before, { ...before, 'orders.yaml': service('{ type: string }') })
    expect(diagnostics.map(({ file, line, column, code, severity }) => [file, line, column, code, severity])).toEqual([
      ['orders.yaml', 2, 33, 'changes/version-bumped', 'error'],
    ])
  })

  it('is found where the operation was, once it is gone', async () => {
    const gone = {
      ...before,
      'orders.yaml': service('{}', '2.0.0').replace('/orders', '/other').replace('getOrder', 'other'),
    }
    const { changes } = await diffMemory(before, gone)
    const removed = changes.find(({ code }) => code === 'changes/operation-removed')
    expect(removed?.reaches.map(({ id, version }) => [id, version])).toContainEqual(['flow@1.0.0', 'previous'])
  })

  it('reaches those that refer to it by another id, and changes nothing of theirs', async () => {
    const renamed = {
      ...before,
      'orders.yaml': service('{ type: integer }', '2.0.0').replace('getOrder', 'fetchOrder'),
    }
    const { changes } = await diffMemory(before, renamed)
    expect(changes.map(({ code, reaches }) => [code, reaches.map(({ id, version }) => [id, version])])).toEqual([
      [
        'changes/operation-renamed',
        [
          ['clerk@1.0.0', 'previous'],
          ['boss@1.0.0', 'previous'],
          ['flow@1.0.0', 'previous'],
        ],
      ],
    ])
    const followed = { ...renamed, 'agent.yaml': bound.replace('getOrder', 'fetchOrder') }
    const { changes: both } = await diffMemory(before, followed)
    expect(
      both.find(({ code }) => code === 'changes/operation-renamed')?.reaches.map(({ id, version }) => [id, version]),
    ).toEqual([
      ['clerk@1.0.0', 'present'],
      ['boss@1.0.0', 'present'],
      ['flow@1.0.0', 'present'],
    ])
  })

  it('matters to a capability only if that is bound to something else', async () => {
    const moved = { ...before, 'agent.yaml': bound.replace('./orders.yaml', './service.yaml') }
    const { 'orders.yaml': document, ...others } = moved
    expect(await told(before, { ...others, 'service.yaml': document })).toEqual(['safe binding-moved | capability get'])
    const { diagnostics } = await diffMemory(before, { ...others, 'service.yaml': document })
    expect(diagnostics).toEqual([])
    const other = {
      ...before,
      'other.yaml': service('{ type: string }'),
      'agent.yaml': bound.replace('./orders.yaml', './other.yaml'),
    }
    expect(await told(before, other)).toEqual(
      expect.arrayContaining(['breaking response-type-widened | capability get | output | total']),
    )
  })
})

describe('a workflow', () => {
  const before = { 'orders.yaml': service('{ type: integer }'), 'agent.yaml': bound, 'flow.yaml': workflow('') }

  it('is compared by what it takes and gives; its tasks are its own business', async () => {
    expect(await told(before, { ...before, 'flow.yaml': workflow(", state: 'done'") })).toEqual([
      'safe response-field-added | output',
    ])
    const other = workflow('').replace("total: '${{", "sum: '${{")
    expect(await told(before, { ...before, 'flow.yaml': other })).toEqual([
      'breaking response-required-field-removed | output',
      'safe response-field-added | output',
    ])
    const retried = workflow('').replace('capability: get', 'capability: get, timeout: 5s')
    expect(await told(before, { ...before, 'flow.yaml': retried })).toEqual(['safe task-changed | task first'])
  })

  it('gives something else because a task does', async () => {
    const read = workflow('').replace('.total', '')
    expect(await told(before, { ...before, 'flow.yaml': read })).toEqual([
      'breaking response-type-widened | output | total',
    ])
  })
})
