import { expect, it } from 'vitest'
import { validateShape } from '#core/schema'

const told = (value: unknown) =>
  validateShape('WorkspaceConfiguration', value).map(({ pointer, message }) => [pointer, message])

it('says once of a value that is none of those listed, whatever its type', () => {
  expect(told({ changes: { prePush: false } })).toEqual([
    ['/changes/prePush', expect.stringContaining('none of the known values')],
  ])
  expect(told({ changes: { prePush: 'block' } })).toEqual([
    ['/changes/prePush', expect.stringContaining('none of the known values')],
  ])
})

it('says of each place what is wrong there', () => {
  expect(
    told({ changes: { prePush: 'off', failOn: 'version' }, exclude: [7], rule: {} })
      .map(([at]) => at)
      .sort(),
  ).toEqual(['/changes/failOn', '/exclude/0', '/rule'])
})

it('says where a field belongs that is written elsewhere', () => {
  const spec = { type: 'worker', runtime: { http: { operation: './orders.yaml#list' } }, author: 'me' }
  const manifest = { apiVersion: 'ossa/v1', kind: 'Agent', metadata: { name: 'a', version: '1.0.0' }, spec }
  expect(validateShape('Agent', manifest).map(({ pointer, hint }) => [pointer, hint])).toEqual([
    ['/spec/author', expect.not.stringContaining('is a field of')],
    [
      '/spec/runtime/http/operation',
      'Known fields: baseUrl, headers, auth, timeout. `operation` is a field of `spec.capabilities[]`.',
    ],
  ])
})
