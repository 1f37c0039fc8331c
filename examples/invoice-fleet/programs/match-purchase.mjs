// Three-way match: what is invoiced, what was ordered, what has arrived.
import { answer, money } from './answer.mjs'

const major = (message) => ({ severity: 'major', message })
const minor = (message) => ({ severity: 'minor', message })

function compareLine(line, ordered) {
  if (ordered === undefined) return [major(`${line.sku} was never ordered.`)]
  const { sku, quantity, unitCents } = line
  return [
    ...(quantity > ordered.ordered
      ? [major(`${quantity} of ${sku} are invoiced, ${ordered.ordered} were ordered.`)]
      : []),
    ...(quantity > ordered.received
      ? [major(`${quantity} of ${sku} are invoiced, ${ordered.received} have arrived.`)]
      : []),
    ...(unitCents > ordered.unitCents
      ? [major(`${sku} costs ${money(unitCents)} instead of ${money(ordered.unitCents)}.`)]
      : []),
    ...(unitCents < ordered.unitCents ? [minor(`${sku} is cheaper than it was ordered.`)] : []),
  ]
}

await answer({
  match: ({ invoice, order }) => ({
    findings: [
      ...(invoice.supplierId === order.supplierId ? [] : [major('The order went to another supplier.')]),
      ...invoice.lines.flatMap((line) =>
        compareLine(
          line,
          order.lines.find(({ sku }) => sku === line.sku),
        ),
      ),
    ],
  }),
})
