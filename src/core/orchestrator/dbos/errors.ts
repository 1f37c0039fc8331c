import { OssaError } from '#core/diagnostics'

/** Class 08: connection exceptions; 57P: the server stops, starts or ends the connection; 53300: no connection is free. */
const passing = /^(08|57P0[123]|53300|40001|40P01)/
const passingOfSystem = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Of TLS: who it is, or who says so, is not known. */
const untrusted = /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^CERT_|ERR_TLS_CERT/

/** True of failures after which the same may succeed: the connection broke, the server restarts, others were in the way. */
export function isPassing(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string }
  if (typeof code === 'string' && (passing.test(code) || passingOfSystem.has(code))) return true
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message,
  )
}

/** What a failure of the server or of the way to it means to the user. `shown` is its address without the password. */
export function worldError(error: unknown, shown: string): unknown {
  if (error instanceof OssaError) return error
  const { code = '', message = '', syscall } = error as { code?: string; message?: string; syscall?: string }
  const say = (name: string, text: string, hint: string) => new OssaError(name, text, { hint, cause: error })
  const from = 'OSSA_ENGINE, or PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD'
  if (code === '28P01' || code === '28000' || /password must be a string|no password|SASL/.test(message))
    return say(
      'engine/refused',
      `The server of ${shown} refuses this user: ${message}.`,
      /no encryption/.test(message)
        ? 'Perhaps it wants the connection to be encrypted: add ?sslmode=verify-full to the address, or set PGSSLMODE.'
        : `Check the user and the password in ${from}.`,
    )
  if (untrusted.test(code))
    return say(
      'engine/untrusted',
      `The server of ${shown} cannot be trusted: ${message}.`,
      'Name the certificate of who signed that of the server with PGSSLROOTCERT, and the server as its certificate does.',
    )
  if (syscall === 'open')
    return say('engine/no-certificate', `${message}.`, 'Check PGSSLROOTCERT, PGSSLCERT, PGSSLKEY and the address.')
  if (code === '3D000')
    return say(
      'engine/no-database',
      `The database of ${shown} does not exist.`,
      'Create it with createdb, or name another.',
    )
  if (code === '42501')
    return say(
      'engine/refused',
      `${shown}: ${message}.`,
      'The user must own the database, or be allowed to create schemas in it.',
    )
  if (isPassing(error) || /SSL/.test(message))
    return say(
      'engine/unreachable',
      `${shown} cannot be reached: ${message || code}.`,
      `See whether the server runs and takes connections from here, and check ${from}.`,
    )
  return error
}

export function serverTooOld(shown: string, version: string): OssaError {
  return new OssaError('engine/too-old', `${shown} is PostgreSQL ${version}.`, { hint: 'Use PostgreSQL 13 or newer.' })
}

export function newerSchema(shown: string): OssaError {
  return new OssaError('engine/newer', `${shown} was written by a newer version of OSSA.`, {
    hint: 'Update OSSA here, or use another database.',
  })
}

export function brokenOff(id: string, problem: string): OssaError {
  return new OssaError('execution/broken-off', `The worker could not carry the execution ${id} out: ${problem}`, {
    hint: `See the output of the worker. Go on with: ossa execution resume ${id}`,
  })
}
