import { usageError } from '#core/diagnostics'

/** Where the server is and who asks. */
export interface Address {
  /** As the driver takes it. */
  readonly connectionString: string
  /** For messages: without the password. */
  readonly shown: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** The server that the environment names: `OSSA_ENGINE`, or the variables that all programs of PostgreSQL read. Throws OssaError. */
export function addressOf(environment: Environment): Address {
  const engine = environment['OSSA_ENGINE'] ?? ''
  if (/^postgres(ql)?:\/\//.test(engine)) return toAddress(parse(engine), environment)
  if (!/^(postgres(ql)?:?)?$/.test(engine)) throw otherEngine()
  if (environment['PGHOST'] === undefined && environment['PGDATABASE'] === undefined) throw noAddress()
  return toAddress(fromVariables(environment), environment)
}

function toAddress(url: URL, environment: Environment): Address {
  for (const [name, variable] of ofEncryption)
    if (!url.searchParams.has(name) && environment[variable]) url.searchParams.set(name, environment[variable])
  const shown = new URL(url)
  shown.password = ''
  for (const name of [...shown.searchParams.keys()]) if (/password/i.test(name)) shown.searchParams.delete(name)
  requireModeOfEncryption(url)
  // Modes mean to the driver what they mean to PostgreSQL's own programs.
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true')
  return { connectionString: url.href, shown: shown.href }
}

const ofEncryption = [
  ['sslmode', 'PGSSLMODE'],
  ['sslrootcert', 'PGSSLROOTCERT'],
  ['sslcert', 'PGSSLCERT'],
  ['sslkey', 'PGSSLKEY'],
] as const

// The driver cannot try both ways, as `allow` and `prefer` ask for.
function requireModeOfEncryption({ searchParams }: URL): void {
  const mode = searchParams.get('sslmode') ?? 'disable'
  if (mode === 'allow' || mode === 'prefer' || !/^(disable|require|verify-ca|verify-full)$/.test(mode))
    throw usageError(
      'engine/no-ssl-mode',
      `${JSON.stringify(mode)} is no sslmode that there is here.`,
      'There are disable, require, verify-ca and verify-full. Set it in the address, or PGSSLMODE.',
    )
  if (mode !== 'verify-ca' || searchParams.has('sslrootcert')) return
  throw usageError(
    'engine/no-ssl-mode',
    'The sslmode verify-ca needs the certificate of who signed that of the server.',
    'Name its file with PGSSLROOTCERT, or use verify-full.',
  )
}

// What is not named here, such as the password, the driver takes from the other variables and from ~/.pgpass.
function fromVariables(environment: Environment): URL {
  const url = new URL('postgres://localhost')
  const { PGHOST: host = 'localhost', PGPORT: port, PGUSER: user, USER: login, PGDATABASE: database } = environment
  const name = user ?? login ?? ''
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else url.hostname = host
  if (port !== undefined) url.port = port
  url.username = encodeURIComponent(name)
  url.pathname = `/${encodeURIComponent(database ?? name)}`
  return url
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && url.pathname.length > 1) return url
  // The text may hold a password, so it is not repeated.
  throw usageError(
    'engine/no-address',
    url === undefined ? 'OSSA_ENGINE is no URL.' : 'OSSA_ENGINE names no database.',
    'Set it to postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password percent-encoded.',
  )
}

// It may hold a password, so it is not repeated.
function otherEngine(): Error {
  return usageError(
    'engine/unknown',
    'OSSA_ENGINE does not name a PostgreSQL server.',
    'Set it to postgres://USER:PASSWORD@HOST/DATABASE.',
  )
}

function noAddress(): Error {
  return usageError(
    'engine/no-address',
    'No PostgreSQL server is named.',
    'Set OSSA_ENGINE to postgres://USER:PASSWORD@HOST/DATABASE, or PGHOST, PGDATABASE, PGUSER and PGPASSWORD.',
  )
}
