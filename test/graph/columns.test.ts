import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Texts } from '../../src/core/graph/int-columns.ts'
import { noTerm, Sketches, type TermRow } from '../../src/core/graph/sketches.ts'

const text = fc.oneof(fc.string({ maxLength: 3 }), fc.stringMatching(/^[ab]{0,5}$/))
const term: fc.Arbitrary<TermRow> = fc
  .record({ form: fc.nat(2), name: fc.nat(20), id: fc.nat(3) })
  .map((row) => ({ ...noTerm, ...row }))

/** So many others that a few are sought among them. */
const many = Array.from({ length: 1_000 }, (_, index) => index)

describe('several at once', () => {
  it('texts have the numbers that they have one by one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 30 }), fc.array(text), fc.boolean(), (wanted, before, isLong) => {
        const known = [...new Set([...before, ...(isLong ? many.map((index) => `text ${index}`) : [])])]
        const [together, alone] = [new Texts(known), new Texts(known)]
        expect([...together.ofAll(wanted)]).toEqual(wanted.map((each) => alone.of(each)))
        expect(together.list).toEqual(alone.list)
        expect(together.of('another')).toBe(alone.of('another'))
      }),
    )
  })

  it('terms have the numbers that they have one by one', () => {
    const distinct = { selector: (row: TermRow) => JSON.stringify(row), maxLength: 12 }
    fc.assert(
      fc.property(fc.uniqueArray(term, distinct), fc.array(term), fc.boolean(), (wanted, before, isLong) => {
        const sketchesOf = () => {
          const sketches = new Sketches()
          const others = isLong ? many.map((index) => ({ ...noTerm, name: index % 50, id: index + 10 })) : []
          for (const row of [...before, ...others]) sketches.term(row)
          const { texts } = sketches
          // As they are after another time: which rows there are, is not taken down.
          return new Sketches({ texts: texts.list }, [
            ...Array.from({ length: 14 }, () => new Int32Array()),
            ...Object.values(sketches.terms).map((column) => column.values()),
            ...Array.from({ length: 8 }, () => new Int32Array()),
          ])
        }
        const [together, alone] = [sketchesOf(), sketchesOf()]
        expect(together.termsOf(wanted)).toEqual(wanted.map((row) => alone.term(row)))
        expect(together.terms.name.values()).toEqual(alone.terms.name.values())
        const [more, next] = [{ ...noTerm, name: 4_000 }, wanted.slice(0, 1)]
        expect([together.term(more), together.termsOf(next)]).toEqual([
          alone.term(more),
          next.map((row) => alone.term(row)),
        ])
      }),
    )
  })
})
