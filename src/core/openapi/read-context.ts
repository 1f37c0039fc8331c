import type { Finding } from '#core/diagnostics'
import { openapiDiagnostics } from './diagnostics.ts'
import type { EndpointContext } from './endpoint-model.ts'
import { below, type LoadDocument, type Located } from './reference.ts'

/** Where the parts of an operation are read from, and what is wrong with them. */
export interface ReadContext extends EndpointContext {
  readonly load: LoadDocument
  readonly report: (finding: Finding) => void
}

/** Says that no type of a body can be made or read. */
export function reportMedia(
  place: Located,
  verb: 'takes' | 'gives',
  context: ReadContext & { offered: readonly string[] },
): void {
  const { operation, offered, report } = context
  const message = `${operation.method} ${operation.path} ${verb} ${offered.join(', ')}, which no call can carry.`
  report(openapiDiagnostics.mediaType({ file: place.file, pointer: place.pointer, message }))
}

/** The first of these members that is there, else the whole. */
export function firstOf(owner: Located, ...names: readonly string[]): Located {
  return names.map((name) => below(owner, name)).find(({ value }) => value !== undefined) ?? owner
}
