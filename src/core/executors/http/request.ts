import { isObject } from '#core/json'
import type { RequestParameter } from '#core/openapi'
import type { HttpBinding } from '#core/workflow'
import type { AttemptRequest } from '../port.ts'
import type { ValueReader } from '../values.ts'

/** The input cannot be made into a request. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput'
}

export interface HttpRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body?: string
}

/** Makes the HTTP request of an attempt: parameters from the fields of the input, the other fields into the body. */
export function buildRequest(
  { binding, input, idempotencyKey }: AttemptRequest<HttpBinding>,
  values: ValueReader,
): HttpRequest {
  const { method, path, parameters, body } = binding.request
  const fields = isObject(input) ? input : {}
  const given = parameters.filter(({ name }) => Object.hasOwn(fields, name) && fields[name] !== null)
  const missing = parameters.filter((parameter) => parameter.required && !given.includes(parameter))
  if (missing.length > 0) throw new UnusableInput(`The input lacks ${missing.map(({ name }) => name).join(', ')}.`)

  const of = (location: RequestParameter['in']) => given.filter((parameter) => parameter.in === location)
  const url = urlOf(values.plain(binding.baseUrl), filled(path, of('path'), fields))
  for (const parameter of of('query'))
    for (const [name, value] of queryPairs(parameter, fields[parameter.name])) url.searchParams.append(name, value)
  const headers = headersOf(binding, idempotencyKey, values)
  for (const { name } of of('header')) setHeader(headers, name, asText(fields[name]))
  const cookies = of('cookie').map(({ name }) => `${name}=${encodeURIComponent(asText(fields[name]))}`)
  if (cookies.length > 0) setHeader(headers, 'cookie', cookies.join('; '))
  authorise(binding, { url, headers }, values)

  const names = new Set(parameters.map(({ name }) => name))
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)))
  const content = body === 'whole' ? fields['body'] : body === 'fields' ? rest : undefined
  if (content === undefined) return { url, method, headers }
  headers.set('content-type', 'application/json')
  return { url, method, headers, body: JSON.stringify(content) }
}

function urlOf(base: string, path: string): URL {
  // What may hold a password is not shown.
  const shown = base.includes('@') ? '' : ` ${JSON.stringify(base)}`
  if (!URL.canParse(base) || !/^https?:/.test(base))
    throw new UnusableInput(`The base URL${shown} is not an http(s) URL.`)
  const url = new URL(base)
  if (url.username !== '' || url.password !== '')
    throw new UnusableInput('The base URL holds credentials, which cannot be sent so; set runtime.http.auth instead.')
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`
  return url
}

// A value is one segment of the path, whatever it contains.
function filled(
  path: string,
  parameters: readonly RequestParameter[],
  fields: Readonly<Record<string, unknown>>,
): string {
  return path.replace(/\{([^{}]+)\}/g, (template, name: string) => {
    if (!parameters.some((parameter) => parameter.name === name)) return template
    const segment = encodeURIComponent(asText(fields[name]))
    if (segment === '' || segment === '.' || segment === '..')
      throw new UnusableInput(`The path parameter ${name} is ${JSON.stringify(fields[name])}.`)
    return segment
  })
}

function queryPairs({ name, explode }: RequestParameter, value: unknown): [string, string][] {
  if (Array.isArray(value))
    return explode ? value.map((item) => [name, asText(item)]) : [[name, value.map(asText).join(',')]]
  if (!isObject(value)) return [[name, asText(value)]]
  const members = Object.entries(value).map(([key, member]): [string, string] => [key, asText(member)])
  return explode ? members : [[name, members.flat().join(',')]]
}

function headersOf(binding: HttpBinding, idempotencyKey: string, values: ValueReader): Headers {
  const headers = new Headers({ accept: 'application/json', 'idempotency-key': idempotencyKey })
  for (const [name, value] of Object.entries(binding.headers)) setHeader(headers, name, values.read(value))
  return headers
}

function authorise({ auth }: HttpBinding, { url, headers }: { url: URL; headers: Headers }, values: ValueReader): void {
  if (auth?.bearer !== undefined) setHeader(headers, 'authorization', `Bearer ${values.secret(auth.bearer)}`)
  if (auth?.basic !== undefined) {
    const credentials = `${values.read(auth.basic.username)}:${values.secret(auth.basic.password)}`
    setHeader(headers, 'authorization', `Basic ${values.hide(Buffer.from(credentials).toString('base64'))}`)
  }
  if (auth?.apiKey === undefined) return
  const { in: location, name, value } = auth.apiKey
  if (location === 'query') url.searchParams.set(name, values.secret(value))
  else setHeader(headers, name, values.secret(value))
}

// The value is not shown: it may be a secret.
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch (cause) {
    throw new UnusableInput(
      `The header ${JSON.stringify(name)} cannot be sent: its name or value has characters that no header may have.`,
      { cause },
    )
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
