import type { Derivation } from '../derivation.ts'

/** Which schemas fit is found out when those of all files are known, in `schema-fits.ts`. */
export const schemaFit: Derivation = {
  rule: 'schema-fit',
  summary: 'Whatever one schema lets through fits the other, and what it asks for is there. A schema fits itself.',
  origin: 'inferred',
  kinds: ['fits'],
  derive: () => undefined,
}
