import { isObject } from '#core/json'
import type { RequestParameter } from '#core/openapi'
import type { HttpBinding } from '#core/workflow'
import type { AttemptRequest } from '../port.ts'
import type { ValueReader } from '../values.ts'
import { authorise, setHeader } from './authorise.ts'
import { bodyOf } from './body.ts'
import { cookieText, headerText, pathWith, queryPairs } from './parameters.ts'
import { UnusableInput } from './unusable-input.ts'

export interface HttpRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** Makes the HTTP request of an attempt: parameters from the fields of the input, the other fields into the body. */
export function buildRequest(
  { binding, input, idempotencyKey }: AttemptRequest<HttpBinding>,
  values: ValueReader,
): HttpRequest {
  const { method, path, parameters } = binding.request
  const fields = isObject(input) ? input : {}
  const given = parameters.filter(({ name }) => Object.hasOwn(fields, name) && fields[name] !== null)
  const missing = parameters.filter((parameter) => parameter.required && !given.includes(parameter))
  if (missing.length > 0) throw new UnusableInput(`The input lacks ${missing.map(({ name }) => name).join(', ')}.`)

  const of = (location: RequestParameter['in']) => given.filter((parameter) => parameter.in === location)
  const url = urlOf(values.plain(binding.baseUrl), pathWith(path, of('path'), fields))
  const query = [...queryOf(url), ...of('query').flatMap((parameter) => queryPairs(parameter, fields))]
  const headers = headersOf(binding, idempotencyKey, values)
  for (const parameter of of('header')) setHeader(headers, parameter.name, headerText(parameter, fields))
  const cookies = of('cookie').map((parameter) => cookieText(parameter, fields))
  const cookie = cookies.filter((text) => text !== '').join('; ')
  if (cookie !== '') setHeader(headers, 'cookie', cookie)
  authorise(binding.auth, { query, headers }, values)
  url.search = query.map((pair) => pair.join('=')).join('&')
  const content = bodyOf(binding.request, fields)
  if (content === undefined) return { url, method, headers }
  setHeader(headers, 'content-type', content.contentType)
  return { url, method, headers, body: content.body }
}

function queryOf({ search }: URL): [string, string][] {
  const parts = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '')
  return parts.map((part) => {
    const end = part.includes('=') ? part.indexOf('=') : part.length
    return [part.slice(0, end), part.slice(end + 1)]
  })
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

function headersOf(binding: HttpBinding, idempotencyKey: string, values: ValueReader): Headers {
  const headers = new Headers({ 'idempotency-key': idempotencyKey })
  setHeader(headers, 'accept', binding.request.response?.mediaType ?? 'application/json')
  for (const [name, value] of Object.entries(binding.headers)) setHeader(headers, name, values.read(value))
  return headers
}
