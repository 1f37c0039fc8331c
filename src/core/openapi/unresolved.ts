import type { Finding, Place } from '#core/diagnostics'
import { openapiDiagnostics } from './diagnostics.ts'
import type { Unresolved } from './reference.ts'

const definitions = {
  'not-allowed': openapiDiagnostics.remoteAllowed,
  unavailable: openapiDiagnostics.remoteAvailable,
}

/** What is said of a reference that leads nowhere. */
export function unresolvedReference(place: Place, { problem: message, hint, refused }: Unresolved): Finding {
  const report = refused === undefined ? openapiDiagnostics.reference : definitions[refused]
  return report({ ...place, message, hint })
}
