import type { PairDerivation } from '../derivation.ts'

/** Agents that share something. One of each kind of hub. */
export const sharedHubs = [
  {
    rule: 'shared-capability',
    summary: 'Two agents offer the same capability.',
    origin: 'derived',
    kind: 'shares-capability',
    through: 'has-capability',
  },
  {
    rule: 'shared-domain',
    summary: 'Two agents belong to the same domain.',
    origin: 'derived',
    kind: 'shares-domain',
    through: 'in-domain',
  },
  {
    rule: 'shared-protocol',
    summary: 'Two agents speak the same protocol.',
    origin: 'derived',
    kind: 'shares-protocol',
    through: 'speaks',
  },
  {
    rule: 'shared-tool',
    summary: 'Two agents use the same tool.',
    origin: 'derived',
    kind: 'shares-tool',
    through: 'uses-tool',
  },
] as const satisfies readonly PairDerivation[]
