// The service of invoices.openapi.yaml, with made-up data that is the same at every start.
import { problem, serve } from './serve.mjs'

const suppliers = [
  {
    id: 'S-17',
    name: 'Papier & Mehr GmbH',
    country: 'DE',
    iban: 'DE02120300000000202051',
    since: '2019-04-01',
    bankChangedOn: null,
    contact: { name: 'Rita Sommer', email: 'rita.sommer@papier.example' },
  },
  {
    id: 'S-42',
    name: 'Nordlicht Leuchten',
    country: 'DE',
    iban: 'DE02500105170137075030',
    since: '2026-01-12',
    bankChangedOn: '2026-03-02',
    contact: { name: 'Jan Petersen', email: 'jan@nordlicht.example' },
  },
]

const orders = [
  {
    number: 'PO-7001',
    supplierId: 'S-17',
    lines: [
      { sku: 'PAPER-A4', ordered: 40, received: 40, unitCents: 450 },
      { sku: 'TONER-BK', ordered: 4, received: 4, unitCents: 8000 },
    ],
  },
  {
    number: 'PO-7002',
    supplierId: 'S-42',
    lines: [{ sku: 'LAMP-DESK', ordered: 12, received: 10, unitCents: 8900 }],
  },
]

const invoices = [
  {
    id: 'INV-1001',
    supplierId: 'S-17',
    purchaseOrder: 'PO-7001',
    costCenter: 'CC-OFFICE',
    issuedOn: '2026-03-03',
    dueOn: '2026-04-02',
    currency: 'EUR',
    lines: [
      { sku: 'PAPER-A4', text: 'Copy paper A4, 500 sheets', quantity: 40, unitCents: 450, taxPercent: 19 },
      { sku: 'TONER-BK', text: 'Toner, black', quantity: 4, unitCents: 8000, taxPercent: 19 },
    ],
    taxCents: 9500,
    totalCents: 59500,
    status: 'received',
    decision: null,
  },
  {
    id: 'INV-1002',
    supplierId: 'S-42',
    purchaseOrder: 'PO-7002',
    costCenter: 'CC-OFFICE',
    issuedOn: '2026-03-06',
    dueOn: '2026-03-20',
    currency: 'EUR',
    lines: [{ sku: 'LAMP-DESK', text: 'Desk lamp', quantity: 12, unitCents: 9400, taxPercent: 19 }],
    taxCents: 21432,
    totalCents: 134232,
    status: 'received',
    decision: null,
  },
]

const corrections = [
  { text: 'Whiteboard markers', wrongAccount: '6300', rightAccount: '6815' },
  { text: 'Coffee beans, 1 kg', wrongAccount: '6300', rightAccount: '6643' },
]

const found = (item, what) => (item === undefined ? problem(404, 'Not found', what) : { status: 200, body: item })
const byId = (id) => invoices.find((invoice) => invoice.id === id)

serve({
  name: 'invoices',
  port: 4010,
  routes: {
    'GET /invoices': ({ query }) => {
      const matches = invoices.filter((invoice) =>
        ['status', 'supplierId'].every((name) => !query.has(name) || query.get(name) === invoice[name]),
      )
      return { status: 200, body: { invoices: matches } }
    },
    'GET /invoices/:invoiceId': ({ params }) => found(byId(params.invoiceId), `There is no ${params.invoiceId}.`),
    'PUT /invoices/:invoiceId/decision': ({ params, body }) => {
      const invoice = byId(params.invoiceId)
      if (invoice !== undefined) Object.assign(invoice, { status: body.outcome, decision: body })
      return found(invoice, `There is no ${params.invoiceId}.`)
    },
    'GET /purchase-orders/:number': ({ params }) =>
      found(
        orders.find(({ number }) => number === params.number),
        `There is no ${params.number}.`,
      ),
    'GET /suppliers/:supplierId': ({ params }) =>
      found(
        suppliers.find(({ id }) => id === params.supplierId),
        `There is no ${params.supplierId}.`,
      ),
    'GET /corrections': () => ({ status: 200, body: { corrections } }),
  },
})
