import { once } from 'node:events'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CapabilityContract, compileWorkspace } from '#core/compiler'
import { isObject } from '#core/json'
import type { OperationRequest } from '#core/openapi'
import { validateInstance } from '#core/schema'
import { diskTree } from '#core/source'

const example = path.resolve(import.meta.dirname, '../../examples/invoice-fleet')
const token = 'a-token-of-the-test'

/** An input for each operation, in an order in which they can be called. */
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  listInvoices: { status: 'received' },
  getInvoice: { invoiceId: 'INV-1001' },
  getPurchaseOrder: { number: 'PO-7001' },
  getSupplier: { supplierId: 'S-42' },
  listCorrections: {},
  recordDecision: { invoiceId: 'INV-1001', outcome: 'held', reasons: ['It looks strange.'], entryId: null },
  getBudget: { costCenter: 'CC-OFFICE' },
  postEntry: { invoiceId: 'INV-1001', costCenter: 'CC-OFFICE', lines: [{ account: '6815', amountCents: 100 }] },
  listEntries: {},
  schedulePayment: {
    invoiceId: 'INV-1001',
    entryId: 'E-1',
    iban: 'DE02120300000000202051',
    amountCents: 100,
    dueOn: '2026-04-02',
  },
  listPayments: { status: 'scheduled' },
}

const processes = ['invoices', 'ledger'].map((name) =>
  execa(process.execPath, [path.join(example, `services/${name}-server.mjs`)], {
    env: { PORT: '0', LEDGER_TOKEN: token },
    reject: false,
  }),
)
// Listened for at once: what is said before somebody listens is lost.
const greetings = processes.map((each) => once(each.stdout, 'data'))
const addresses = new Map<string, string>()
const contracts = new Map<string, { document: string; contract: CapabilityContract }>()

beforeAll(async () => {
  for (const greeting of await Promise.all(greetings)) {
    const [, name = '', address = ''] = /^(\w+): listening on (\S+)/.exec(String(greeting)) ?? []
    addresses.set(`services/${name}.openapi.yaml`, address)
  }
  const { agents, workspace } = await compileWorkspace({ tree: diskTree(example), targets: [''] })
  for (const agent of agents)
    for (const capability of agent.capabilities) {
      const { binding } = capability
      if (binding === undefined || !('operation' in binding)) continue
      const { contract } = workspace.contractOf(agent, capability)
      contracts.set(binding.operation.id ?? '', { document: binding.document.file, contract })
    }
})

afterAll(async () => {
  for (const each of processes) each.kill('SIGTERM')
  expect((await Promise.all(processes)).map(({ exitCode }) => exitCode)).toEqual([0, 0])
})

async function call(operationId: string, headers: Readonly<Record<string, string>>) {
  const { document, contract } = contracts.get(operationId)!
  const request = contract.request as OperationRequest
  const fields = { ...inputs[operationId] }
  const take = (name: string): string => {
    const value = String(fields[name])
    delete fields[name]
    return value
  }
  const url = new URL(
    request.path.replace(/\{(\w+)\}/g, (_, name: string) => take(name)),
    addresses.get(document),
  )
  for (const { name, in: place } of request.parameters)
    if (place === 'query' && name in fields) url.searchParams.set(name, take(name))
  const body = request.body === 'none' ? {} : { body: JSON.stringify(fields) }
  return fetch(url, { method: request.method, headers: { authorization: `Bearer ${token}`, ...headers }, ...body })
}

describe('the services of the invoice fleet', () => {
  it('have an operation for every capability that is bound to one', () => {
    expect([...contracts.keys()].sort()).toEqual(Object.keys(inputs).sort())
  })

  it.each(Object.keys(inputs))('take and give what their documents say: %s', async (operationId) => {
    const { contract } = contracts.get(operationId)!
    expect(await validateInstance(contract.input, inputs[operationId])).toEqual([])
    const key = { 'idempotency-key': `test/${operationId}` }
    const first = await call(operationId, key)
    const response = first.status === 503 ? await call(operationId, key) : first
    const output: unknown = await response.json()
    expect(response.ok).toBe(true)
    expect(await validateInstance(contract.output, output)).toEqual([])
  })

  it('refuse an entry once, then post it once, however often it is sent', async () => {
    const key = { 'idempotency-key': 'test/once' }
    const answers = [await call('postEntry', key), await call('postEntry', key), await call('postEntry', key)]
    expect(answers.map(({ status }) => status)).toEqual([503, 201, 201])
    const [second, third] = await Promise.all(answers.slice(1).map((answer) => answer.json()))
    expect(third).toEqual(second)
  })

  it('say what is wrong', async () => {
    const unauthorised = await call('listEntries', { authorization: 'Bearer wrong' })
    const unknown = await fetch(new URL('/suppliers/nobody', addresses.get('services/invoices.openapi.yaml')))
    expect([unauthorised.status, unknown.status]).toEqual([401, 404])
    expect(isObject(await unknown.json())).toBe(true)
    expect(unknown.headers.get('content-type')).toBe('application/problem+json')
  })
})
