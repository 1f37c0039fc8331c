import { maximumOutputBytes, type Outcome } from '../port.ts'

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504])
const keptText = 2_000

/** The outcome of a call by its response. `target` names the call in messages. */
export async function readResponse(response: Response, target: string): Promise<Outcome> {
  const { status } = response
  const text = await boundedText(response)
  if (text === undefined)
    return failure('http/output-too-large', `${target} answered with more than 10 MiB.`, { retryable: false })
  if (status >= 300 && status < 400)
    return failure(
      'http/redirect',
      `${target} redirects to ${response.headers.get('location') ?? 'elsewhere'}; set runtime.http.baseUrl to that address.`,
      { retryable: false },
    )
  const body = parsed(text)
  if (status >= 400) {
    const details = { status, ...(text === '' ? {} : { body: body?.value ?? text.slice(0, keptText) }) }
    return failure(`http/${status}`, `${target} answered ${status} ${response.statusText}.`, {
      retryable: retryableStatuses.has(status),
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

async function boundedText(response: Response): Promise<string | undefined> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > maximumOutputBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function failure(code: string, message: string, rest: { retryable: boolean; details?: unknown }): Outcome {
  return { error: { code, message, ...rest } }
}
