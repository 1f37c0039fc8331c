import { describe, expect, it } from 'vitest'
import { inferType, typeOfSchema } from '#core/expression'

const text = { type: 'string' }

describe('what kind of object it is', () => {
  const paid = {
    type: 'object',
    required: ['kind', 'amount'],
    properties: { kind: { const: 'paid' }, amount: { type: 'integer' } },
  }
  const open = {
    type: 'object',
    required: ['kind', 'due'],
    properties: { kind: { enum: ['open', 'late'] }, due: text },
  }
  const closed = { type: 'object', required: ['error'], properties: { error: text }, additionalProperties: false }
  const schema = {
    type: 'object',
    required: ['bill', 'bills', 'result'],
    properties: {
      bill: { oneOf: [paid, open] },
      bills: { type: 'array', items: { oneOf: [paid, open] } },
      result: { anyOf: [paid, closed] },
    },
  }
  const inferred = (source: string) => inferType(source, { variables: new Map([['input', typeOfSchema(schema)]]) })

  it.each([
    'input.bill.kind == "paid" ? string(input.bill.amount) : input.bill.due',
    'input.bill.kind != "paid" ? input.bill.due : string(input.bill.amount)',
    'input.bill.kind in ["open", "late"] ? input.bill.due : ""',
    'input.bill.kind == "late" && input.bill.due != ""',
    'has(input.bill.amount) ? string(input.bill.amount) : ""',
    'input.bills.filter(b, b.kind == "paid").all(b, has(b.amount))',
    'input.bills.all(b, b.kind != "paid" || b.amount > 0)',
    'cel.bind(b, input.bill, b.kind == "paid" ? b.amount : 0)',
    'has(input.result.kind) ? input.result.amount > 0 : input.result.error != ""',
    'has(input.result.error) ? input.result.error : input.result.kind',
  ])('is told by a member: %s', (source) => {
    expect(inferred(source).problems).toEqual([])
  })

  it.each([
    'input.bill.kind == "paid" ? input.bill.due : ""',
    'input.bill.kind != "open" ? input.bill.due : ""',
    'input.bill.amount > 0',
    'input.bills[0].kind == "paid" ? input.bills[1].amount : 0',
  ])('is told no further than that: %s', (source) => {
    expect(inferred(source).problems).toHaveLength(1)
  })

  it('shows in the type of the whole', () => {
    const { type } = inferred('input.bill.kind == "paid" ? input.bill : null')
    expect(type.cases.map(({ view }) => view?.required)).toEqual([['amount', 'kind'], undefined])
  })
})
