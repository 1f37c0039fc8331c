// The service of ledger.openapi.yaml. Everything but the budgets is forgotten at the end.
import { problem, serve } from './serve.mjs'

const budgets = [
  { costCenter: 'CC-OFFICE', limitCents: 500_000, spentCents: 120_000 },
  { costCenter: 'CC-EVENTS', limitCents: 50_000, spentCents: 48_500 },
]
const entries = []
const payments = []
const seenKeys = new Set()

const sum = (lines) => lines.reduce((total, { amountCents }) => total + amountCents, 0)
const spent = (costCenter) =>
  sum(entries.filter((entry) => entry.costCenter === costCenter).flatMap(({ lines }) => lines))

serve({
  name: 'ledger',
  port: 4020,
  token: process.env.LEDGER_TOKEN ?? 'example-ledger-token',
  routes: {
    'GET /budgets/:costCenter': ({ params }) => {
      const budget = budgets.find(({ costCenter }) => costCenter === params.costCenter)
      if (budget === undefined) return problem(404, 'Not found', `There is no cost center ${params.costCenter}.`)
      const spentCents = budget.spentCents + spent(budget.costCenter)
      return { status: 200, body: { ...budget, spentCents, remainingCents: budget.limitCents - spentCents } }
    },
    'GET /entries': () => ({ status: 200, body: { entries } }),
    'POST /entries': ({ body, key = 'without a key' }) => {
      // So that a retry can be seen: the first time it is asked for something, the ledger is closed.
      if (!seenKeys.has(key)) {
        seenKeys.add(key)
        return problem(503, 'Service unavailable', 'The ledger is closed for a moment.')
      }
      if (!(body?.lines?.length > 0)) return problem(400, 'Bad request', 'An entry needs lines.')
      const entry = { id: `E-${entries.length + 1}`, ...body, totalCents: sum(body.lines) }
      entries.push(entry)
      return { status: 201, body: entry }
    },
    'GET /payments': ({ query }) => ({
      status: 200,
      body: { payments: payments.filter(({ status }) => !query.has('status') || query.get('status') === status) },
    }),
    'POST /payments': ({ body }) => {
      if (!entries.some(({ id }) => id === body?.entryId))
        return problem(400, 'Bad request', `There is no entry ${body?.entryId}.`)
      const payment = { id: `P-${payments.length + 1}`, ...body, status: 'scheduled', failure: null }
      payments.push(payment)
      return { status: 201, body: payment }
    },
  },
})
