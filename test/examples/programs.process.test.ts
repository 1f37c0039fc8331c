import path from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { compileWorkspace } from '#core/compiler'
import { validateInstance } from '#core/schema'
import { diskTree } from '#core/source'

const packageRoot = path.resolve(import.meta.dirname, '../..')

const line = { sku: 'TEA', text: 'Tea, 100 bags', quantity: 3, unitCents: 500, taxPercent: 7 }
const invoice = {
  id: 'INV-1',
  supplierId: 'S-1',
  purchaseOrder: 'PO-1',
  costCenter: 'CC-1',
  issuedOn: '2026-03-01',
  dueOn: '2026-03-10',
  currency: 'EUR',
  lines: [line],
  taxCents: 105,
  totalCents: 1605,
  status: 'received',
  decision: null,
}
const contact = { name: 'Ada', email: 'ada@example.com' }
const supplier = {
  id: 'S-1',
  name: 'Tea & Co',
  country: 'DE',
  iban: 'DE02',
  since: '2020-01-01',
  bankChangedOn: '2026-02-20',
  contact,
}
const order = {
  number: 'PO-1',
  supplierId: 'S-1',
  lines: [{ sku: 'TEA', ordered: 3, received: 2, unitCents: 500 }],
}
const finding = { severity: 'major', message: 'It is wrong.' }

const what = { about: 'what', text: 'the shop is closed' }
const when = { about: 'when', text: 'it opens on Monday' }
const openQuestion = { about: 'when', weight: 30, message: 'It does not say: when.' }

const orderLine = { sku: 'desk', quantity: 4 }
const sale = { number: 'A-1', customer: 'Ada', lines: [orderLine] }
const pricedSale = { ...sale, totalCents: 59_600 }
const tooFew = { passed: false, reasons: ['There are not enough pieces of desk.'] }

/** An input for each capability that is a program, and a part of what it gives. */
const cases: Readonly<Record<string, { input: object; output: object }>> = {
  'purchase-matcher match': {
    input: { invoice, order },
    output: { findings: [{ severity: 'major', message: '3 of TEA are invoiced, 2 have arrived.' }] },
  },
  'tax-checker check-tax': { input: { country: 'DE', lines: [line], taxCents: 105 }, output: { findings: [] } },
  'account-coder assign-accounts': {
    input: { lines: [line] },
    output: { lines: [{ account: '6300', amountCents: 1605 }], unsure: ['Tea, 100 bags'] },
  },
  'invoice-critic review': {
    input: { purchase: { findings: [finding] }, tax: { findings: [] }, unsure: ['Tea'] },
    output: { majorFindings: 1 },
  },
  'fraud-judge score-risk': { input: { invoice, supplier }, output: { score: 60 } },
  'payment-governor authorise': {
    input: { totalCents: 1605, limitCents: 1000, remainingCents: 2000, riskScore: 60, majorFindings: 0 },
    output: { outcome: 'held', reasons: ['16.05 EUR is above the limit of 10.00 EUR.', 'The risk is 60 of 100.'] },
  },
  'supplier-liaison announce-payment': {
    input: { contact, invoiceId: 'INV-1', amountCents: 1605, currency: 'EUR', dueOn: '2026-03-10' },
    output: { to: 'ada@example.com', subject: 'Payment of INV-1' },
  },
  'supplier-liaison ask-supplier': {
    input: { contact, invoiceId: 'INV-1', questions: ['Why?'] },
    output: { subject: 'Questions about INV-1' },
  },
  'accounts-payable reconcile': {
    input: { invoices: [invoice], entries: [], payments: [] },
    output: { approved: 1, differences: ['INV-1 was approved but not posted.'] },
  },
  'coding-trainer learn': {
    input: { corrections: [{ text: 'Tea, 100 bags', wrongAccount: '6300', rightAccount: '6643' }] },
    output: { rules: [{ word: 'tea', account: '6643' }] },
  },
  'greeter greet': { input: { name: 'Ada', language: 'fr' }, output: { text: 'Bonjour, Ada!' } },
  'proof-reader review': {
    input: { text: 'HELLO there' },
    output: { findings: ['It shouts.', 'It ends without a mark.'] },
  },
  'planner plan': {
    input: {
      goal: 'Say it',
      facts: [what, { about: 'why', text: 'we move' }, when],
      lessons: [{ about: 'when', advice: '-' }],
    },
    output: { steps: [what, when] },
  },
  'writer execute': {
    input: { steps: [what, when] },
    output: { text: 'The shop is closed. It opens on Monday.' },
  },
  'reviewer review': {
    input: { text: 'The shop is closed.', facts: [what, when], questions: ['what', 'when'] },
    output: { words: 4, answered: 1, findings: [openQuestion] },
  },
  'judge judge': { input: { findings: [openQuestion], threshold: 80 }, output: { score: 70, accepted: false } },
  'coach learn': {
    input: { lessons: [], findings: [{ about: 'length', weight: 5, message: 'Too long.' }, openQuestion] },
    output: { lessons: [{ about: 'when' }] },
  },
  'governor govern': {
    input: { text: 'The password is secret.' },
    output: { verdict: 'deny', policy: 'announcements@1', rule: 'no-credentials' },
  },
  'order-desk receive': { input: sale, output: sale },
  'order-desk merge-lines': {
    input: { ...sale, lines: [orderLine, orderLine] },
    output: { lines: [{ sku: 'desk', quantity: 8 }] },
  },
  'order-desk price': { input: sale, output: pricedSale },
  'order-desk decide': {
    input: { number: 'A-1', stock: tooFew, credit: { passed: true, reasons: [] } },
    output: { accepted: false, reasons: tooFew.reasons },
  },
  'order-desk notify': {
    input: { customer: 'Ada', number: 'A-1', accepted: true, reasons: [] },
    output: { message: 'Dear Ada, your order A-1 is on its way.' },
  },
  'stock-keeper check-stock': { input: pricedSale, output: tooFew },
  'credit-judge check-credit': { input: pricedSale, output: { passed: true, reasons: [] } },
}

const workspaces = [
  'examples/invoice-fleet',
  'examples/parallel-pipeline',
  'templates/init/minimal',
  'templates/init/feedback-loop',
]

describe.each(workspaces)('the programs of %s', async (folder) => {
  const root = path.join(packageRoot, folder)
  const { agents, workspace } = await compileWorkspace({ tree: diskTree(root), targets: [''] })
  const programs = agents.flatMap((agent) => {
    const { command } = agent.manifest.content.spec.runtime ?? {}
    const name = agent.manifest.content.metadata.name
    return command === undefined
      ? []
      : agent.capabilities.map((capability) => ({
          name: `${name} ${capability.name}`,
          capability: capability.name,
          command,
          cwd: path.join(root, 'agents', command.cwd ?? '.'),
          contract: workspace.contractOf(agent, capability).contract,
        }))
  })

  it.concurrent.each(programs)('take and give what the manifest says: $name', async (program) => {
    const { name, command, cwd, capability, contract } = program
    const expected = cases[name]!
    expect(await validateInstance(contract.input, expected.input)).toEqual([])
    const [file = '', ...args] = command.run
    const options = { cwd, input: JSON.stringify(expected.input), env: { OSSA_CAPABILITY: capability } }
    const output: unknown = JSON.parse((await execa(file, args, options)).stdout)
    expect(await validateInstance(contract.output, output)).toEqual([])
    expect(output).toMatchObject(expected.output)
  })
})
