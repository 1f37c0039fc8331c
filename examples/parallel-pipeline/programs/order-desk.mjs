import { answer } from './answer.mjs'

const centsOf = { lamp: 2_900, desk: 14_900, chair: 8_900 }

await answer({
  receive: (order) => order,
  'merge-lines': ({ lines, ...order }) => {
    const quantities = new Map()
    for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity)
    return { ...order, lines: [...quantities].map(([sku, quantity]) => ({ sku, quantity })) }
  },
  price: (order) => ({
    ...order,
    totalCents: order.lines.reduce((sum, { sku, quantity }) => sum + (centsOf[sku] ?? 0) * quantity, 0),
  }),
  decide: ({ number, stock, credit }) => ({
    number,
    accepted: stock.passed && credit.passed,
    reasons: [...stock.reasons, ...credit.reasons],
  }),
  notify: ({ customer, number, accepted, reasons }) => ({
    message: accepted
      ? `Dear ${customer}, your order ${number} is on its way.`
      : `Dear ${customer}, we cannot deliver your order ${number}: ${reasons.join(' ')}`,
  }),
})
