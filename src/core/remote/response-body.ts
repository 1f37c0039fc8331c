import type { IncomingMessage } from 'node:http'
import { pipeline, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { unavailable } from './failures.ts'

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * The content of a response, decompressed, as far as it stays below a number of bytes: what is compressed may be a thousand times
 * larger, so it is counted as it comes. Throws OssaError.
 */
export async function readBody(url: URL, response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = decoded(url, response)
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      length += chunk.length
      if (length > mostBytes) throw unavailable(url, `it is larger than ${mostBytes / 1024 / 1024} MiB`)
    }
  } catch (cause) {
    response.destroy()
    throw isOfZlib(cause) ? unavailable(url, 'it cannot be unpacked') : cause
  }
  if (!response.complete) throw unavailable(url, 'it ends too early')
  return Buffer.concat(chunks, length)
}

function isOfZlib(cause: unknown): boolean {
  const { code } = cause as { code?: unknown }
  return typeof code === 'string' && /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/.test(code)
}

function decoded(url: URL, response: IncomingMessage): NodeJS.ReadableStream {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return response
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined
  if (decoder !== undefined) return pipeline(response, decoder, () => undefined)
  response.destroy()
  throw unavailable(url, `its encoding ${JSON.stringify(encoding)} is unknown`)
}
