import type { HttpAuth } from '#core/contract'
import type { ValueReader } from '../values.ts'
import { percentEncode } from './encode.ts'
import { UnusableInput } from './unusable-input.ts'

/** Says who asks, in the headers or in the query. */
export function authorise(
  auth: HttpAuth | undefined,
  { query, headers }: { query: [string, string][]; headers: Headers },
  values: ValueReader,
): void {
  if (auth?.bearer !== undefined) setHeader(headers, 'authorization', `Bearer ${values.secret(auth.bearer)}`)
  if (auth?.basic !== undefined) {
    const credentials = `${values.read(auth.basic.username)}:${values.secret(auth.basic.password)}`
    setHeader(headers, 'authorization', `Basic ${values.hide(Buffer.from(credentials).toString('base64'))}`)
  }
  if (auth?.apiKey === undefined) return
  const { in: location, name, value } = auth.apiKey
  if (location === 'query') replacePair(query, [percentEncode(name), percentEncode(values.secret(value))])
  else setHeader(headers, name, values.secret(value))
}

/** Sets a header. Throws UnusableInput that does not show the value: it may be a secret. */
export function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch (cause) {
    throw new UnusableInput(
      `The header ${JSON.stringify(name)} cannot be sent: its name or value has characters that no header may have.`,
      { cause },
    )
  }
}

function replacePair(pairs: [string, string][], added: [string, string]): void {
  const others = pairs.filter(([name]) => name !== added[0])
  pairs.splice(0, pairs.length, ...others, added)
}
