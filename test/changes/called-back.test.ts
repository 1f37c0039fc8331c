import { describe, expect, it } from 'vitest'
import { told } from './diff-memory.ts'

const schema = (properties: string, required = '') =>
  `{ type: object, required: [${required}], properties: { ${properties} } }`
const called = (payload: string, answer = '{}') =>
  `{ post: { requestBody: { content: { application/json: { schema: ${payload} } } }, responses: { '200': { description: ok, content: { application/json: { schema: ${answer} } } } } } }`
const document = (rest: string) => `openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\n${rest}\n`
const webhook = (...of: Parameters<typeof called>) => ({ 'a.yaml': document(`webhooks: { paid: ${called(...of)} }`) })
const callback = (...of: Parameters<typeof called>) => ({
  'a.yaml': document(
    `paths: { /orders: { post: { responses: { '200': { description: ok } }, callbacks: { done: { '{$url}': ${called(...of)} } } } } }`,
  ),
})
const payload = schema('id: { type: string }', 'id')

describe.each([
  ['webhook', 'webhook POST paid', webhook],
  ['callback', 'callback POST {$url}', callback],
])('what a service sends to a %s', (_, label, api) => {
  it('may have more fields, but must not lose any', async () => {
    const more = schema('id: { type: string }, at: { type: string }', 'id, at')
    expect(await told(api(payload), api(more))).toEqual([`safe response-field-added | ${label} | body`])
    expect(await told(api(more), api(payload))).toEqual([`breaking response-required-field-removed | ${label} | body`])
  })

  it('is answered as before', async () => {
    const answer = schema('ok: { type: boolean }')
    const stricter = schema('ok: { type: boolean }', 'ok')
    expect(await told(api(payload, answer), api(payload, stricter))).toEqual([
      `breaking request-field-required | ${label} | answer 200`,
    ])
  })

  it('is nothing new where nothing has changed', async () => {
    expect(await told(api(payload), api(payload))).toEqual([])
  })
})

describe('what a webhook is called with', () => {
  const api = (...parameters: string[]) => ({
    'a.yaml': document(
      `webhooks: { paid: { post: { parameters: [${parameters.join(', ')}], responses: { '200': { description: ok } } } } }`,
    ),
  })
  const header = (more: string, schema = '{ type: string }') =>
    `{ in: header, name: X-Id, schema: ${schema}${more === '' ? '' : `, ${more}`} }`
  const [always, sometimes] = [header('required: true'), header('')]
  const number = header('required: true', '{ type: integer }')

  it.each([
    ['always given no more', [api(always), api()], 'breaking sent-parameter-removed | webhook POST paid | parameters'],
    [
      'left out no more',
      [api(sometimes), api()],
      'risky sent-optional-parameter-removed | webhook POST paid | parameters',
    ],
    [
      'given only at times',
      [api(always), api(sometimes)],
      'breaking sent-parameter-removed | webhook POST paid | header "X-Id"',
    ],
    ['given always', [api(sometimes), api(always)], 'safe sent-parameter-added | webhook POST paid | header "X-Id"'],
    ['given for the first time', [api(), api(always)], 'safe sent-parameter-added | webhook POST paid | parameters'],
    [
      'of another type',
      [api(always), api(number)],
      'breaking response-type-widened | webhook POST paid | header "X-Id"',
    ],
  ])('is compared as what it gives: %s', async (_, versions, expected) => {
    const [previous = {}, present = {}] = versions
    expect(await told(previous, present)).toEqual([expected])
  })
})

it('tells of webhooks that come and go', async () => {
  const none = { 'a.yaml': document('paths: {}') }
  expect(await told(none, webhook(payload))).toEqual(['safe webhook-added | webhook POST paid'])
  expect(await told(webhook(payload), none)).toEqual(['breaking webhook-removed | webhook POST paid'])
})
