import { createHash } from 'node:crypto'
import type { FormField } from '#core/openapi'
import { bytesOf, inlineFile } from './bytes.ts'
import { asItIs, asText } from './encode.ts'
import { pairsOf } from './styles.ts'

interface Part {
  readonly name: string
  readonly content: string | Uint8Array
  readonly contentType?: string
  /** It is a file. */
  readonly fileName?: string
}

/** A body of several parts (RFC 7578), one for each field, or item of a list. */
export function multipartBody(
  fields: Readonly<Record<string, unknown>>,
  described: readonly FormField[],
): { body: Uint8Array<ArrayBuffer>; boundary: string } | undefined {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    partsOf(described.find((field) => field.name === name) ?? { name }, value),
  )
  if (parts.length === 0) return undefined
  // What is in the parts cannot hold its own hash.
  const hash = createHash('sha256')
  for (const { name, content } of parts) hash.update(name).update('\0').update(content).update('\0')
  const boundary = `ossa-${hash.digest('hex').slice(0, 40)}`
  const pieces = parts.flatMap((part) => [`--${boundary}\r\n${headersOf(part)}\r\n\r\n`, part.content, '\r\n'])
  const all = [...pieces, `--${boundary}--\r\n`].map((piece) =>
    typeof piece === 'string' ? Buffer.from(piece) : piece,
  )
  return { body: Buffer.concat(all), boundary }
}

function partsOf(field: FormField, value: unknown): Part[] {
  const { name, style, explode = false, isFile, contentType } = field
  if (style !== undefined)
    return pairsOf({ name, style, explode, encode: asItIs }, value).map(([own, content]) => ({ name: own, content }))
  const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null && item !== undefined)
  const said = contentType?.split(',')[0]?.trim()
  const type = said === undefined || said.includes('*') ? undefined : said
  return items.map((item) => {
    const file = inlineFile(item, name)
    if (file !== undefined) return { name, fileName: name, ...file }
    return isFile ? filePart(item, { name, type }) : textPart(item, { name, type })
  })
}

function filePart(item: unknown, { name, type }: { name: string; type: string | undefined }): Part {
  return { name, content: bytesOf(item, name), contentType: type ?? 'application/octet-stream', fileName: name }
}

function textPart(item: unknown, { name, type }: { name: string; type: string | undefined }): Part {
  const isJson = typeof item === 'object' || /\bjson$/i.test(type ?? '')
  const own = type ?? (isJson ? 'application/json' : undefined)
  return { name, content: isJson ? JSON.stringify(item) : asText(item), ...(own && { contentType: own }) }
}

function headersOf({ name, contentType, fileName }: Part): string {
  const file = fileName === undefined ? '' : `; filename=${quoted(fileName)}`
  const disposition = `Content-Disposition: form-data; name=${quoted(name)}${file}`
  return contentType === undefined
    ? disposition
    : `${disposition}\r\nContent-Type: ${contentType.replace(/[\r\n]/g, '')}`
}

// As browsers do.
function quoted(name: string): string {
  return `"${name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')}"`
}
