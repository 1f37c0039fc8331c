import type { ResponseContent } from '#core/openapi'
import type { AttemptError } from '#core/workflow'
import { maximumOutputBytes, type Outcome } from '../port.ts'
import { isPassing, retryAfter } from '../retry-after.ts'

const keptText = 2_000

/** The outcome of a call by its response, whose success is of this kind. `target` names the call in messages. */
export async function readResponse(
  response: Response,
  { target, kind }: { target: string; kind: ResponseContent['kind'] },
): Promise<Outcome> {
  const { status } = response
  const bytes = await boundedBytes(response)
  if (bytes === undefined || (kind === 'binary' && bytes.length > (maximumOutputBytes / 4) * 3))
    return failure('http/output-too-large', `${target} answered with more than 10 MiB.`, { retryable: false })
  if (status >= 300 && status < 400)
    return failure(
      'http/redirect',
      `${target} redirects to ${response.headers.get('location') ?? 'elsewhere'}; set runtime.http.baseUrl to that address.`,
      { retryable: false },
    )
  if (status < 300 && status !== 204 && kind === 'binary') return { output: bytes.toString('base64') }
  const text = decoded(bytes, response.headers.get('content-type') ?? '')
  if (status < 300 && status !== 204 && kind === 'text') return { output: text }
  const body = parsed(text)
  if (status >= 400) {
    const details = { status, ...(text === '' ? {} : { body: body?.value ?? text.slice(0, keptText) }) }
    return failure(`http/${status}`, `${target} answered ${status} ${response.statusText}.`, {
      retryable: isPassing(status),
      ...retryAfter(response.headers),
      details,
    })
  }
  if (text === '') return { output: null }
  if (body !== undefined) return { output: body.value }
  const shown = JSON.stringify(text.slice(0, 120))
  return failure('http/invalid-output', `${target} did not answer with JSON; the answer begins with ${shown}.`, {
    retryable: false,
  })
}

async function boundedBytes(response: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maximumOutputBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// JSON is UTF-8, whatever is said.
function decoded(bytes: Uint8Array, contentType: string): string {
  const charset = /^text\/.*;\s*charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

type Rest = Omit<AttemptError, 'code' | 'message'>

function failure(code: string, message: string, rest: Rest): Outcome {
  return { error: { code, message, ...rest } }
}
