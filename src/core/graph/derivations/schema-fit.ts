import type { Derivation } from '../derivation.ts'

export const schemaFit: Derivation = {
  rule: 'schema-fit',
  summary: 'Whatever one schema lets through fits the other, and what it asks for is there. A schema fits itself.',
  origin: 'inferred',
  kinds: ['fits'],
  *derive(fleet) {
    for (const { output: source, input: target } of fleet.schemas.fits()) {
      yield { kind: 'fits', source, target, place: source }
      yield { kind: 'fits', source, target, place: target }
    }
  },
}
