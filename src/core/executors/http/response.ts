import type { ResponseContent } from '#core/openapi'
import type { AttemptError } from '#core/workflow'
import { maximumOutputBytes, type Outcome } from '../port.ts'

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504])
const keptText = 2_000
/** What is longer is taken for a mistake. */
const longestAskedMs = 3_600_000

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
      retryable: retryableStatuses.has(status),
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

/** How long the service asks to be left alone: seconds, or a time by its own clock (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const written = headers.get('retry-after')?.trim() ?? ''
  const milliseconds = /^\d+$/.test(written)
    ? Number(written) * 1_000
    : Date.parse(written) - Date.parse(headers.get('date') ?? '')
  return milliseconds > 0 ? { retryAfterMs: Math.min(milliseconds, longestAskedMs) } : {}
}

type Rest = Omit<AttemptError, 'code' | 'message'>

function failure(code: string, message: string, rest: Rest): Outcome {
  return { error: { code, message, ...rest } }
}
