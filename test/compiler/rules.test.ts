import { describe, expect, it } from 'vitest'
import { type Rule, rules } from '#core/compiler'
import { isObject, valueAt } from '#core/json'
import { editText, parseSource } from '#core/source'
import { compileMemory } from '../compile-memory.ts'

/** What the examples of all rules may count on; see `RuleBase` in rule.ts. */
const surroundings = {
  'helper.yaml':
    '{ apiVersion: ossa/v1, kind: Agent, metadata: { name: helper, version: 1.2.0 }, spec: { type: worker, capabilities: [{ name: answer }, { name: order, operation: ./orders.openapi.yaml#createOrder }, { name: count, input: { type: object, required: [items], properties: { items: { type: array, items: { type: string } }, limit: { type: integer, minimum: 1 } }, additionalProperties: false }, output: { type: object, required: [total], properties: { total: { type: integer, minimum: 1 }, note: { type: string } } } }] } }',
  'sample.yaml':
    '{ apiVersion: ossa/v1, kind: Workflow, metadata: { name: sample, version: 1.0.0 }, spec: { tasks: { one: { agent: helper, capability: answer } } } }',
  'orders.openapi.yaml':
    '{ openapi: 3.1.0, info: { title: Orders, version: 1.0.0 }, paths: { /orders: { get: { operationId: listOrders, responses: { "200": { description: All. } } }, post: { operationId: createOrder, parameters: [{ name: notify, in: query, schema: { type: boolean } }], security: [{ token: [] }], responses: { "200": { description: Made. } } } } }, components: { securitySchemes: { token: { type: http, scheme: bearer } } } }',
}

const yaml = (text: string) => parseSource('example.yaml', Buffer.from(text)).documents[0]?.value

/** An example as a whole manifest. Its name comes after those of the surroundings, so that it is the second of two equal ones. */
function manifestOf(rule: Rule, source: string): unknown {
  const value = yaml(source)
  if (isObject(value) && 'apiVersion' in value) return value
  const kind = rule.on === 'workflow' ? 'Workflow' : 'Agent'
  const defaults = kind === 'Agent' ? { type: 'worker' } : {}
  return {
    apiVersion: 'ossa/v1',
    kind,
    metadata: { name: 'example', version: '1.0.0' },
    spec: { ...defaults, ...(value as object) },
  }
}

async function findingsOf(rule: Rule, source: string) {
  const manifest = manifestOf(rule, source)
  const { diagnostics } = await compileMemory({
    ...surroundings,
    // Those of the preset `strict` are off otherwise.
    ...(rule.preset === undefined ? {} : { 'ossa.yaml': `rules: { severities: { ${rule.code}: ${rule.severity} } }` }),
    'zz-example.json': JSON.stringify(manifest, null, 2),
  })
  return { manifest, diagnostics: diagnostics.filter(({ file }) => file === 'zz-example.json') }
}

describe('the surroundings of examples', () => {
  it('are without fault', async () => {
    expect((await compileMemory(surroundings)).diagnostics).toEqual([])
  })
})

describe.each([...rules])('$code', (rule) => {
  const { valid, invalid } = rule.examples

  it('shows what is right and what is wrong', () => {
    expect([valid.length > 0, invalid.length > 0]).toEqual([true, true])
    expect(invalid.every(({ pointers }) => pointers.length > 0)).toBe(true)
  })

  it.each(valid)('finds nothing in %s', async (source) => {
    expect((await findingsOf(rule, source)).diagnostics).toEqual([])
  })

  it.each(invalid)('finds its fault, there and nowhere else, in $source', async ({ source, pointers }) => {
    const { manifest, diagnostics } = await findingsOf(rule, source)
    const found = diagnostics.filter(({ code }) => code === rule.code)
    expect(found.map(({ pointer }) => pointer)).toEqual(pointers)
    for (const { pointer, severity, line, hint, related = [] } of found) {
      expect(valueAt(manifest, pointer)).toBeDefined()
      expect(severity).toBe(rule.severity)
      expect(line).toBeGreaterThan(1)
      expect(hint).not.toBe('')
      for (const place of related) expect(place.line).toBeGreaterThan(0)
    }
  })

  it.each(invalid.flatMap(({ source, fixed }) => (fixed === undefined ? [] : [{ source, fixed }])))(
    'is corrected in $source',
    async ({ source, fixed }) => {
      const files = { 'zz-example.json': JSON.stringify(manifestOf(rule, source), null, 2) }
      for (let turn = 0; turn < 10; turn += 1) {
        const { diagnostics } = await compileMemory({ ...surroundings, ...files })
        const edits = diagnostics.flatMap(({ fix, line, column, endLine = line, endColumn = column }) =>
          fix === undefined ? [] : { text: fix.text, position: { line, column, endLine, endColumn, ...fix } },
        )
        files['zz-example.json'] = editText(files['zz-example.json'], edits).text
      }
      expect(JSON.parse(files['zz-example.json'])).toEqual(manifestOf(rule, fixed))
      expect((await findingsOf(rule, fixed)).diagnostics).toEqual([])
    },
  )
})
