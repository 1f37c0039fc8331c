import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runOssa } from '../cli/run-ossa.ts'
import { isAbsent, shared } from './shared.ts'

interface Arrived {
  readonly call: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What has arrived in the current test, and what is answered, by method and path. */
const arrived: Arrived[] = []
let answers: Readonly<Record<string, unknown>> = {}
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { method, url = '', headers } = request
    arrived.push({ call: `${method} ${url}`, headers, body: Buffer.concat(chunks).toString('latin1') })
    const answer = answers[`${method} ${url.split('?')[0]}`]
    if (answer === undefined) response.writeHead(404).end('{}')
    else response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer))
  })
})
const folders: string[] = []
/** A folder with a copy of a part of the shared data. */
function folderWith(part: string, name: string): string {
  const root = mkdtempSync(path.join(tmpdir(), 'ossa calls '))
  folders.push(root)
  cpSync(path.join(shared, part), path.join(root, name), { recursive: true })
  return root
}
const run = (file: string, cwd: string) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return runOssa(['run', 'workflow', file, '--json'], { cwd, env: { SERVICE_URL: url, SERVICE_KEY: 'sk_test_key' } })
}

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => void arrived.splice(0))

describe.skipIf(isAbsent('specs/stripe.yaml'))('a workflow that calls Stripe', () => {
  const customer = { id: 'cus_1', object: 'customer', created: 1, livemode: false }
  const own = {
    'POST /v1/customers': customer,
    'GET /v1/customers': { object: 'list', url: '/v1/customers', has_more: false, data: [customer] },
    'DELETE /v1/customers/cus_1': { id: 'cus_1', object: 'customer', deleted: true },
    'POST /v1/files': { id: 'file_1', object: 'file', created: 1, purpose: 'dispute_evidence', size: 3 },
    'GET /v1/quotes/qt_1/pdf': Buffer.from([37, 80, 68, 70, 255]),
  }
  let root = ''
  beforeAll(() => {
    root = folderWith('specs/stripe.yaml', 'stripe.yaml')
    writeFileSync(path.join(root, 'stripe.ossa.yaml'), stripe)
  })

  it('sends forms, queries in brackets, files and secrets as Stripe takes them', { timeout: 300_000 }, async () => {
    answers = own
    const { exitCode, stdout, stderr } = await run('stripe.ossa.yaml', root)
    expect(exitCode, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'completed',
      output: { id: 'cus_1', found: 1, pdf: 'JVBERv8=', file: 'file_1' },
    })

    expect(arrived.map(({ call }) => call)).toEqual([
      'POST /v1/customers',
      'GET /v1/customers?created%5Bgte%5D=5&created%5Blt%5D=9&expand%5B0%5D=data.sources&limit=3',
      'POST /v1/files',
      'GET /v1/quotes/qt_1/pdf?expand%5B0%5D=x',
      'DELETE /v1/customers/cus_1',
    ])
    const [create, list, file, pdf, remove] = arrived as [Arrived, Arrived, Arrived, Arrived, Arrived]
    expect(create.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: 'Bearer sk_test_key',
      accept: 'application/json',
    })
    expect([...new URLSearchParams(create.body)]).toEqual([
      ['email', 'ä+b@example.org'],
      ['address[city]', 'Bern'],
      ['address[line1]', 'A & B = C'],
      ['expand[0]', 'sources'],
      ['expand[1]', 'tax'],
      ['metadata[order]', 'x y'],
      ['tax_exempt', 'none'],
    ])
    for (const { headers, body } of [list, pdf, remove])
      expect([headers['content-type'], body]).toEqual([undefined, ''])
    expect(pdf.headers.accept).toBe('application/pdf')

    const form = await new Response(Buffer.from(file.body, 'latin1'), {
      headers: { 'content-type': file.headers['content-type'] ?? '' },
    }).formData()
    const sent = form.get('file') as File
    expect([form.get('purpose'), form.get('file_link_data[create]'), sent.name, sent.type]).toEqual([
      'dispute_evidence',
      'true',
      'a.png',
      'image/png',
    ])
    expect([...new Uint8Array(await sent.arrayBuffer())]).toEqual([1, 2, 255])
  })

  it('is refused before anything is sent, where a form would not fit', { timeout: 300_000 }, async () => {
    writeFileSync(
      path.join(root, 'wrong.ossa.yaml'),
      stripe.replace('name: charge', 'name: wrong').replace('tax_exempt: none', 'tax_exempt: sometimes'),
    )
    const { exitCode, stdout } = await runOssa(['spec', 'validate', 'wrong.ossa.yaml', '--no-cache', '--json'], {
      cwd: root,
    })
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] }
    expect([exitCode, diagnostics.filter(({ message }) => message.includes('tax_exempt')).length]).toEqual([1, 1])
  })
})

describe.skipIf(isAbsent('specs/digitalocean'))('a workflow that calls DigitalOcean', () => {
  it('sends JSON even with DELETE, bytes as they are, and reads text', { timeout: 300_000 }, async () => {
    const root = folderWith('specs/digitalocean/specification', 'api')
    writeFileSync(path.join(root, 'digitalocean.ossa.yaml'), digitalOcean)
    const id = '4de7ac8b-495b-4884-9a69-1050c6793cd6'
    answers = {
      [`DELETE /v2/cdn/endpoints/${id}/cache`]: Buffer.alloc(0),
      'GET /v2/customers/my/invoices/i-1/csv': Buffer.from('product;ü\n'),
      'PUT /%3Cupload_url%3E': Buffer.alloc(0),
    }
    const { exitCode, stdout, stderr } = await run('digitalocean.ossa.yaml', root)
    expect(exitCode, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', output: { csv: 'product;ü\n' } })
    expect(arrived.map(({ call, headers, body }) => [call, headers['content-type'], headers.accept, body])).toEqual([
      [`DELETE /v2/cdn/endpoints/${id}/cache`, 'application/json', 'application/json', '{"files":["a/*"]}'],
      ['GET /v2/customers/my/invoices/i-1/csv', undefined, 'text/csv', ''],
      ['PUT /%3Cupload_url%3E', 'application/octet-stream', 'application/json', '\u0001\u0002ÿ'],
    ])
  })
})

const stripe = `apiVersion: ossa/v1
kind: Agent
metadata: { name: stripe, version: 1.0.0, description: Takes payments. }
spec:
  type: worker
  capabilities:
    - { name: create-customer, operation: './stripe.yaml#PostCustomers' }
    - { name: list-customers, operation: './stripe.yaml#GetCustomers' }
    - { name: delete-customer, operation: './stripe.yaml#DeleteCustomersCustomer' }
    - { name: upload, operation: './stripe.yaml#PostFiles' }
    - { name: quote, operation: './stripe.yaml#GetQuotesQuotePdf' }
  runtime:
    http: { baseUrl: { env: SERVICE_URL }, auth: { bearer: { env: SERVICE_KEY } }, timeout: 60s }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: charge, version: 1.0.0 }
spec:
  tasks:
    create:
      agent: stripe
      capability: create-customer
      input:
        email: ä+b@example.org
        address: { city: Bern, line1: A & B = C }
        expand: [sources, tax]
        metadata: { order: x y }
        tax_exempt: none
    list:
      agent: stripe
      capability: list-customers
      needs: [create]
      input: { created: { gte: 5, lt: 9 }, expand: [data.sources], limit: 3 }
    upload:
      agent: stripe
      capability: upload
      needs: [list]
      input:
        file: data:image/png;name=a.png;base64,AQL/
        purpose: dispute_evidence
        file_link_data: { create: true }
    quote: { agent: stripe, capability: quote, needs: [upload], input: { quote: qt_1, expand: [x] } }
    delete:
      agent: stripe
      capability: delete-customer
      needs: [quote]
      input: { customer: '\${{ tasks.create.output.id }}' }
  output:
    id: '\${{ tasks.create.output.id }}'
    found: '\${{ size(tasks.list.output.data) }}'
    pdf: '\${{ tasks.quote.output }}'
    file: '\${{ tasks.upload.output.id }}'
`

const digitalOcean = `apiVersion: ossa/v1
kind: Agent
metadata: { name: cloud, version: 1.0.0, description: Looks after machines. }
spec:
  type: worker
  capabilities:
    - { name: purge, operation: './api/DigitalOcean-public.v2.yaml#cdn_purge_cache' }
    - { name: invoice, operation: './api/DigitalOcean-public.v2.yaml#invoices_get_csvByUUID' }
    - { name: upload, operation: './api/DigitalOcean-public.v2.yaml#inference_upload_batch_file' }
  runtime: { http: { baseUrl: { env: SERVICE_URL } } }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: tidy, version: 1.0.0 }
spec:
  tasks:
    purge:
      agent: cloud
      capability: purge
      input: { cdn_id: 4de7ac8b-495b-4884-9a69-1050c6793cd6, files: [a/*] }
    invoice: { agent: cloud, capability: invoice, needs: [purge], input: { invoice_uuid: i-1 } }
    upload: { agent: cloud, capability: upload, needs: [invoice], input: { body: AQL/ } }
  output: { csv: '\${{ tasks.invoice.output }}' }
`
