import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAssignability } from '#core/schema'
import { holds, instance, pair, rooted, validator } from './schemas.ts'

const runs = Number(process.env['OSSA_PROPERTY_RUNS'] ?? 600)

describe('assignability', () => {
  it('never calls something compatible that is not, and proves what it calls incompatible', async () => {
    await fc.assert(
      fc.asyncProperty(
        pair,
        fc.array(instance, { minLength: 40, maxLength: 60 }),
        async ([produced, accepted], values) => {
          const given = validator(produced)
          const expected = validator(accepted)
          const answer = await checkAssignability({ produced, accepted })
          if (given === undefined || expected === undefined) return
          if (answer.verdict === 'compatible')
            for (const value of values) if (holds(given, value) === true) expect(holds(expected, value)).not.toBe(false)
          if (answer.verdict === 'incompatible') {
            expect([given(answer.witness), expected(answer.witness)]).toEqual([true, false])
            expect(answer.message).not.toBe('')
          }
        },
      ),
      { numRuns: runs },
    )
  })

  it('holds between a schema and itself', async () => {
    await fc.assert(
      fc.asyncProperty(rooted, async (one) => {
        const answers = [await checkAssignability({ produced: one, accepted: one })]
        answers.push(await checkAssignability({ produced: one, accepted: structuredClone(one) }))
        for (const { verdict } of answers) expect(verdict).toBe('compatible')
      }),
      { numRuns: runs },
    )
  })

  it('says so of what the producer does not mention only when it is not to be trusted', async () => {
    await fc.assert(
      fc.asyncProperty(rooted, rooted, async (produced, accepted) => {
        const strict = await checkAssignability({ produced, accepted })
        const declared = await checkAssignability({ produced, accepted, mode: 'declared' })
        if (strict.verdict === 'compatible') expect(declared.verdict).toBe('compatible')
        if (declared.verdict === 'incompatible') expect(strict.verdict).not.toBe('compatible')
      }),
      { numRuns: runs },
    )
  })
})
