import { answer } from './answer.mjs'

const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000

const signs = [
  {
    score: 40,
    reason: 'The bank account of the supplier changed less than a month before the invoice.',
    isSeen: ({ invoice, supplier }) =>
      supplier.bankChangedOn !== null && daysBetween(supplier.bankChangedOn, invoice.issuedOn) < 31,
  },
  {
    score: 25,
    reason: 'The supplier is new.',
    isSeen: ({ invoice, supplier }) => daysBetween(supplier.since, invoice.issuedOn) < 180,
  },
  {
    score: 20,
    reason: 'It is to be paid unusually soon.',
    isSeen: ({ invoice }) => daysBetween(invoice.issuedOn, invoice.dueOn) < 21,
  },
]

await answer({
  'score-risk': (input) => {
    const seen = signs.filter(({ isSeen }) => isSeen(input))
    return { score: seen.reduce((sum, { score }) => sum + score, 0), reasons: seen.map(({ reason }) => reason) }
  },
})
