import { isObject } from '#core/json'
import type { BodyShape } from './body.ts'
import { contentKind } from './content-kind.ts'
import { serialisationOf } from './parameters.ts'
import { below, type LoadDocument, type Located, resolveSchema } from './reference.ts'
import { type FormField, isStyle } from './request-model.ts'

/** How the fields of a form are written: what `encoding` says, and which are files. */
export function formFields(
  { mediaType, shape }: { mediaType: Located; shape: BodyShape },
  { isMultipart, load }: { isMultipart: boolean; load: LoadDocument },
): FormField[] {
  const encodings = below(mediaType, 'encoding')
  const fields = shape.mode === 'fields' ? shape.fields : new Map<string, Located>()
  const names = new Set([...fields.keys(), ...(isObject(encodings.value) ? Object.keys(encodings.value) : [])])
  return [...names].flatMap((name): FormField[] => {
    const encoding = below(encodings, name).value
    const said = isObject(encoding) ? encodedAs(encoding) : {}
    const schema = fields.get(name)
    const isFile = isMultipart && schema !== undefined && isFileSchema(schema, { load, contentType: said.contentType })
    const field = { ...said, ...(isFile ? { isFile } : {}) }
    return Object.keys(field).length === 0 ? [] : [{ name, ...field }]
  })
}

// Without any of the three, a field is written by its media type.
function encodedAs(encoding: Readonly<Record<string, unknown>>): Omit<FormField, 'name'> {
  const { style, explode, allowReserved, contentType } = encoding
  const type = typeof contentType === 'string' ? { contentType } : {}
  if (!isStyle(style) && explode === undefined && allowReserved === undefined) return type
  return {
    ...type,
    ...serialisationOf({ ...encoding, schema: true }, 'form'),
    ...(allowReserved === true ? { allowReserved } : {}),
  }
}

/** The form of Swagger 2.0: each field is a parameter. */
export function swaggerField(parameter: Located): FormField[] {
  const { value } = parameter
  if (!isObject(value)) return []
  const name = String(value['name'])
  if (value['type'] === 'file') return [{ name, isFile: true }]
  if (value['type'] !== 'array') return []
  return [{ name, ...serialisationOf(value, 'form') }]
}

/** True for bytes, or a list of such: a value holds them as base64. */
export function isFileSchema(
  schema: Located,
  { load, contentType = '' }: { load: LoadDocument; contentType?: string | undefined },
): boolean {
  const { file, pointer, value } = followed(schema, load)
  if (!isObject(value)) return false
  if (value['type'] === 'array') return isFileSchema(below({ file, pointer, value }, 'items'), { load, contentType })
  if (value['type'] === 'file' || value['format'] === 'binary') return true
  const isText = value['type'] !== undefined && value['type'] !== 'string'
  if (isText || 'contentEncoding' in value || 'properties' in value) return false
  const [first = ''] = (contentType || String(value['contentMediaType'] ?? '')).split(',')
  return first !== '' && contentKind(first.trim()) === 'binary'
}

function followed(schema: Located, load: LoadDocument): Located {
  const reference = isObject(schema.value) ? schema.value['$ref'] : undefined
  const found = typeof reference === 'string' ? resolveSchema(schema, reference, load) : undefined
  return found === undefined || 'problem' in found ? schema : found
}
