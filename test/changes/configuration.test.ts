import { expect, it } from 'vitest'
import configurationSchema from '../../schemas/ossa.schema.json' with { type: 'json' }
import { changeDefinitions } from '../../src/core/changes/definitions/index.ts'

it('every kind of change, and nothing else, can have a level in ossa.yaml', () => {
  expect(configurationSchema.$defs.ChangeCode.enum).toEqual(changeDefinitions.map(({ code }) => code).sort())
})
