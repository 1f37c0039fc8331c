import { answer, money } from './answer.mjs'

function differences(invoice, { entries, payments }) {
  const entry = entries.find(({ invoiceId }) => invoiceId === invoice.id)
  const payment = payments.find(({ invoiceId }) => invoiceId === invoice.id)
  if (entry === undefined) return [`${invoice.id} was approved but not posted.`]
  if (payment === undefined) return [`${invoice.id} was posted as ${entry.id} but no payment is scheduled.`]
  const isPaidInFull = payment.amountCents === invoice.totalCents
  return isPaidInFull ? [] : [`${payment.id} pays ${money(payment.amountCents)} of ${money(invoice.totalCents)}.`]
}

await answer({
  reconcile: ({ invoices, entries, payments }) => ({
    approved: invoices.length,
    paidCents: payments.reduce((sum, { amountCents }) => sum + amountCents, 0),
    differences: invoices.flatMap((invoice) => differences(invoice, { entries, payments })),
  }),
})
