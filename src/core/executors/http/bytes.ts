import { UnusableInput } from './unusable-input.ts'

/** The bytes that a value stands for: it is base64. */
export function bytesOf(value: unknown, name: string): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string' || !/^[\w+/-]*={0,2}$/.test(value) || value.replace(/=+$/, '').length % 4 === 1)
    throw new UnusableInput(`The field ${name} is not base64, as what are bytes must be.`)
  return Buffer.from(value, 'base64')
}

/** A file as one text. */
export interface InlineFile {
  readonly content: Uint8Array<ArrayBuffer>
  readonly contentType: string
  readonly fileName?: string
}

/** Reads a data URL in base64 (RFC 2397), such as `data:image/png;name=photo.png;base64,…`; undefined for all else. */
export function inlineFile(value: unknown, name: string): InlineFile | undefined {
  const [, head = '', data = ''] = (typeof value === 'string' && /^data:([^,]*);base64,(.*)$/s.exec(value)) || []
  if (head === '') return undefined
  const [contentType = '', ...parameters] = head.split(';')
  const named = parameters.map((each) => /^name=(.+)$/i.exec(each)?.[1]).find((each) => each !== undefined)
  return { content: bytesOf(data, name), contentType, ...(named && { fileName: decoded(named) }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
