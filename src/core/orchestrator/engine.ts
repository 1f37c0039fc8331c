import { usageError } from '#core/diagnostics'
import type { Engine } from './port.ts'

/** The engine that is meant: as asked for, else by the address in OSSA_ENGINE, else as configured. Throws OssaError. */
export function chooseEngine(
  asked: string | undefined,
  {
    environment,
    configured,
  }: { environment: Readonly<Record<string, string | undefined>>; configured: () => Engine | undefined },
): Engine {
  if (asked !== undefined) return named(asked, '--engine')
  const address = environment['OSSA_ENGINE'] ?? ''
  return address === '' ? (configured() ?? 'sqlite') : named(address.split('//')[0] ?? '', 'OSSA_ENGINE')
}

function named(scheme: string, where: string): Engine {
  if (/^sqlite:?$/.test(scheme)) return 'sqlite'
  if (/^postgres(ql)?:?$/.test(scheme)) return 'postgres'
  // The text may be an address with a password, with a mistake in its beginning.
  throw usageError('engine/unknown', `${where} names no engine that there is.`, 'There are sqlite: and postgres:.')
}
