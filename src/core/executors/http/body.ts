import { isObject } from '#core/json'
import type { FormField, OperationRequest, RequestContent } from '#core/openapi'
import { bytesOf } from './bytes.ts'
import { asText, formEncode, keepReserved } from './encode.ts'
import { multipartBody } from './multipart.ts'
import { plainTexts } from './parameters.ts'
import { pairsOf } from './styles.ts'
import { UnusableInput } from './unusable-input.ts'

export interface RequestBody {
  readonly contentType: string
  readonly body: string | Uint8Array<ArrayBuffer>
}

type Fields = Readonly<Record<string, unknown>>

const json: RequestContent = { kind: 'json', mediaType: 'application/json', required: true }

/** The body of a request, made from the fields of the input that are no parameters; undefined where there is nothing to be sent. */
export function bodyOf(request: OperationRequest, input: Fields): RequestBody | undefined {
  const { body, content = json, parameters } = request
  if (body === 'none') return undefined
  const names = new Set(parameters.map(({ name }) => name))
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !names.has(name)))
  const value = body === 'whole' ? input['body'] : rest
  if (value === undefined) return undefined
  if (body === 'fields' && !content.required && Object.keys(rest).length === 0) return undefined
  return encoded(value, content)
}

function encoded(value: unknown, content: RequestContent): RequestBody | undefined {
  const { kind, mediaType: contentType, required, fields = [] } = content
  switch (kind) {
    case 'json':
      return { contentType, body: JSON.stringify(value) }
    case 'text':
      return { contentType, body: asText(value) }
    case 'binary':
      return { contentType, body: bytesOf(value, 'body') }
    case 'form': {
      const body = formBody(fieldsOf(value), fields)
      return body === '' && !required ? undefined : { contentType, body }
    }
    case 'multipart': {
      const parts = multipartBody(fieldsOf(value), fields)
      return parts && { contentType: `multipart/form-data; boundary=${parts.boundary}`, body: parts.body }
    }
  }
}

function fieldsOf(value: unknown): Fields {
  if (isObject(value)) return value
  throw new UnusableInput('The body is a form, so it must be an object.')
}

function formBody(values: Fields, described: readonly FormField[]): string {
  const byName = new Map(described.map((field) => [field.name, field]))
  return Object.entries(values)
    .flatMap(([name, value]) => formPairs(byName.get(name) ?? { name }, value))
    .map((pair) => pair.join('='))
    .join('&')
}

function formPairs(
  { name, style, explode = false, allowReserved, contentType }: FormField,
  value: unknown,
): string[][] {
  if (value === null) return []
  const encode = allowReserved ? keepReserved : formEncode
  if (style !== undefined) return pairsOf({ name, style, explode, encode }, value)
  const texts = /\bjson$/i.test(contentType ?? '') ? [JSON.stringify(value)] : plainTexts(value)
  return texts.map((text) => [formEncode(name), encode(text)])
}
