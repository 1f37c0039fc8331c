import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSchemas } from '../changes/compare.ts'
import { holds, instance, pair, rooted, validator } from './schemas.ts'

// What a schema leaves open is trusted to be left out, so nothing may be left open where the trust must not count.
function closed(schema: unknown): unknown {
  if (schema === true) return { additionalProperties: false }
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = (value: unknown): unknown => (Array.isArray(value) ? value.map(closed) : closed(value))
  const members = (value: object) =>
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closed(each)]))
  const result: Record<string, unknown> = { additionalProperties: false }
  for (const [key, value] of Object.entries(schema)) {
    if (['properties', 'patternProperties', '$defs'].includes(key)) result[key] = members(value)
    else if (schemaKeywords.has(key)) result[key] = inside(value)
    else result[key] = value
  }
  return result
}

const schemaKeywords = new Set([
  ...[
    'allOf',
    'anyOf',
    'oneOf',
    'prefixItems',
    'items',
    'additionalProperties',
    'not',
    'if',
    'then',
    'else',
    'contains',
  ],
])

const runs = Number(process.env['OSSA_PROPERTY_RUNS'] ?? 120)

describe('changes of a schema', () => {
  it('are none between a schema and itself', async () => {
    await fc.assert(
      fc.asyncProperty(rooted, async (one) => {
        const copy = structuredClone(one)
        const changes = [await compareSchemas(one, copy, 'request'), await compareSchemas(one, copy, 'response')]
        expect(changes).toEqual([[], []])
      }),
      { numRuns: runs },
    )
  })

  it('are never called safe where a value shows the opposite', async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.array(instance, { minLength: 40, maxLength: 60 }), async ([one, other], values) => {
        const [previous, present] = [closed(one), closed(other)]
        const [before, now] = [validator(previous), validator(present)]
        if (before === undefined || now === undefined) return
        for (const [direction, given, asked] of [
          ['request', before, now],
          ['response', now, before],
        ] as const) {
          const changes = await compareSchemas(previous, present, direction)
          if (changes.some(({ level }) => level !== 'safe')) continue
          for (const value of values) if (holds(given, value) === true) expect(holds(asked, value)).not.toBe(false)
        }
      }),
      { numRuns: runs },
    )
  })

  it('are shown by a value in one direction if they are in the other direction, backwards', async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ([previous, present]) => {
        if (validator(previous) === undefined || validator(present) === undefined) return
        const there = await compareSchemas(previous, present, 'request')
        const back = await compareSchemas(present, previous, 'response')
        const shown = (changes: typeof there) => changes.some(({ witness }) => witness !== undefined)
        expect(shown(there)).toEqual(shown(back))
        for (const { level, witness } of [...there, ...back]) if (level === 'breaking') expect(witness).toBeDefined()
      }),
      { numRuns: runs },
    )
  })
})
