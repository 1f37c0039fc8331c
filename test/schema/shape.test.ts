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
