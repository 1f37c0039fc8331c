import { describe, expect, it } from 'vitest'
import { GraphIndex } from '../../src/core/graph/graph-index.ts'
import { pairEdges } from '../../src/core/graph/pairs/pair-edges.ts'
import { agent, graphOf, short } from './graph-of.ts'

function capability(name: string, input: string, output: string): string {
  return `  capabilities: [{ name: ${name}, input: ${input}, output: ${output} }]`
}

const total = '{ type: object, required: [total], properties: { total: { type: number } } }'
const counted =
  '{ type: object, required: [total, note], properties: { total: { type: integer }, note: { type: string } } }'
const named = '{ type: object, required: [total], properties: { total: { type: string } } }'
const maybe = '{ type: object, properties: { total: { type: number } } }'
const file = '{ type: object, required: [file], properties: { file: { type: string } } }'

async function feeding(files: Readonly<Record<string, string>>) {
  const graph = await graphOf(files)
  const edges = [...pairEdges(new GraphIndex(graph), graph.pairs).edges]
  return edges.filter(({ kind }) => kind === 'can-feed')
}

describe('agents that can feed one another', () => {
  it('give what the other takes, or less than it allows', async () => {
    const found = await feeding({
      'a.yaml': agent('a', capability('read', file, total)),
      'b.yaml': agent('b', capability('count', file, counted)),
      'c.yaml': agent('c', capability('score', total, named)),
    })
    expect(short(found)).toEqual(['agent:a@1.0.0 can-feed agent:c@1.0.0', 'agent:b@1.0.0 can-feed agent:c@1.0.0'])
    expect(found[1]?.evidence.map(({ file: where, pointer, line, rule }) => [where, pointer, line, rule])).toEqual([
      ['b.yaml', '/spec/capabilities/0/output', 6, 'can-feed'],
      ['c.yaml', '/spec/capabilities/0/input', 6, 'can-feed'],
    ])
  })

  it('are not those whose types differ, or that may leave out what is needed', async () => {
    const found = await feeding({
      'a.yaml': agent('a', capability('read', file, named)),
      'b.yaml': agent('b', capability('count', file, maybe)),
      'c.yaml': agent('c', capability('score', total, file)),
    })
    expect(short(found)).toEqual(['agent:c@1.0.0 can-feed agent:a@1.0.0', 'agent:c@1.0.0 can-feed agent:b@1.0.0'])
  })

  it('are not those that ask for nothing: anything would fit', async () => {
    const graph = await graphOf({
      'a.yaml': agent('a', capability('read', file, maybe)),
      'b.yaml': agent('b', capability('take', maybe, total)),
      'c.yaml': agent('c', capability('take', '{ type: object }', 'true')),
    })
    expect(short(graph.edges).filter((edge) => edge.includes('fits'))).toEqual([])
    expect(graph.nodes.filter(({ kind }) => kind === 'schema')).toHaveLength(3)
  })

  it('may be bound to operations, and share schemas by reference', async () => {
    const api = `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /totals:
    post:
      operationId: addTotal
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'total.yaml' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: ${file} } } } }
`
    const files = {
      'api.yaml': api,
      'total.yaml': 'type: object\nrequired: [total]\nproperties: { total: { type: number } }\n',
      'a.yaml': agent('a', capability('read', file, '{ $ref: total.yaml }')),
      'b.yaml': agent('b', '  capabilities: [{ name: add, operation: api.yaml#addTotal }]'),
    }
    const graph = await graphOf(files)
    expect(short(await feeding(files))).toEqual([
      'agent:a@1.0.0 can-feed agent:b@1.0.0',
      'agent:b@1.0.0 can-feed agent:a@1.0.0',
    ])
    expect(graph.nodes.filter(({ kind }) => kind === 'schema').map(({ name }) => name)).toContain('total')
  })

  it('are nobody where that is switched off, and then schemas are not compared', async () => {
    const files = {
      'ossa.yaml': 'apiVersion: ossa/v1\nkind: Workspace\ngraph: { derivations: { can-feed: false } }\n',
      'a.yaml': agent('a', capability('read', file, total)),
      'b.yaml': agent('b', capability('score', total, file)),
    }
    const graph = await graphOf(files)
    expect(await feeding(files)).toEqual([])
    expect(short(graph.edges).filter((edge) => edge.includes(' fits '))).toEqual([])
  })

  it('are found once for a schema that thousands share', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `a${index}.yaml`,
        agent(`a${index}`, capability('go', total, counted)),
      ]),
    )
    const graph = await graphOf(files)
    expect(graph.edges.filter(({ kind }) => kind === 'fits')).toHaveLength(1)
    expect(await feeding(files)).toHaveLength(300 * 299)
  })
})
