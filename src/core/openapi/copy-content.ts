import { isObject } from '#core/json'
import type { SchemaBundler } from './bundle-schema.ts'
import type { Located } from './reference.ts'

/** The schema of bytes: in values they are base64. */
export function copyBytes(bundler: SchemaBundler, schema: Located): unknown {
  const copy = bundler.copy(schema.value, schema)
  if (isObject(copy) && copy['type'] === 'array') return { ...copy, items: bytes(copy['items']) }
  return bytes(copy)
}

/** The schema of a text. What else a schema says of a body that is text, such as XML, it says of something that is not seen. */
export function copyText(bundler: SchemaBundler, schema: Located): unknown {
  const copy = bundler.copy(schema.value, schema)
  const isText = isObject(copy) && copy['type'] === 'string' && copy['format'] !== 'binary'
  return isText ? copy : { type: 'string', ...words(copy) }
}

/** The schema of a field of a body. */
export function copyField(bundler: SchemaBundler, field: Located, isFile: boolean): unknown {
  return isFile ? copyBytes(bundler, field) : bundler.copy(field.value, field)
}

function bytes(schema: unknown): object {
  return { type: 'string', contentEncoding: 'base64', ...words(schema) }
}

// What is said for people stays.
function words(schema: unknown): object {
  if (!isObject(schema)) return {}
  const kept = ['title', 'description', 'contentMediaType'].filter((key) => typeof schema[key] === 'string')
  return Object.fromEntries(kept.map((key) => [key, schema[key]]))
}
