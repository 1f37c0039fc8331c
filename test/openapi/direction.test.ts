import { describe, expect, it } from 'vitest'
import { bundleSchema, openOpenApi, operationContract } from '#core/openapi'

const none = () => undefined

function contractOf(schemas: object, version = '3.1.0') {
  const order = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } }
  const value = {
    openapi: version,
    info: { title: 'Orders', version: '1.0.0' },
    paths: {
      '/orders': {
        post: { operationId: 'add', requestBody: { required: true, ...order }, responses: { '200': order } },
      },
    },
    components: { schemas },
  }
  const load = () => value
  const { document } = openOpenApi({ file: 'orders.yaml', pointer: '' }, value, load)
  return operationContract(document!, document!.operations[0]!, load).contract
}

describe('the direction of a property', () => {
  const id = { type: 'string', readOnly: true }
  const secret = { type: 'string', writeOnly: true }
  const text = { type: 'string' }

  it('keeps what is read-only out of requests, and what is write-only out of responses', () => {
    const { input, output } = contractOf({
      Order: { type: 'object', required: ['id', 'secret', 'text'], properties: { id, secret, text } },
    })
    expect(input).toEqual({ type: 'object', required: ['secret', 'text'], properties: { secret, text } })
    expect(output).toMatchObject({ $defs: { Order: { required: ['id', 'text'], properties: { id, text } } } })
    expect(JSON.stringify(output)).not.toContain('secret')
  })

  it('is followed through references and allOf, and into nested objects', () => {
    const { input, output } = contractOf({
      Id: id,
      Base: { type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } },
      Line: { type: 'object', required: ['id', 'text'], properties: { id, text } },
      Order: {
        allOf: [
          { $ref: '#/components/schemas/Base' },
          {
            type: 'object',
            required: ['lines'],
            properties: { lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } } },
          },
        ],
        required: ['id'],
      },
    })
    expect(input).toMatchObject({
      required: ['lines'],
      properties: { lines: {} },
      $defs: { Line: { required: ['text'], properties: { text } } },
    })
    expect(JSON.stringify(input)).not.toContain('"id"')
    expect(output).toMatchObject({ $defs: { Order: { required: ['id'] }, Line: { required: ['id', 'text'] } } })
  })
})

describe('a schema of OpenAPI 3.0', () => {
  it('keeps an exclusive limit of 0', () => {
    const place = { file: 'orders.yaml', pointer: '' }
    const bundled = (schema: object) => bundleSchema(schema, place, none).schema
    expect(bundled({ minimum: 0, exclusiveMinimum: true })).toEqual({ exclusiveMinimum: 0 })
    expect(bundled({ maximum: 5, exclusiveMaximum: false })).toEqual({ maximum: 5 })
    expect(bundled({ exclusiveMinimum: true })).toEqual({})
  })
})
