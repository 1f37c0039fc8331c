import { isObject, parsePointer, valueAt } from '#core/json'
import { defaultDialect, dialectOf, type SchemaDialect } from '#core/schema'
import { isOpenApi } from './document.ts'
import type { LoadDocument } from './reference.ts'

/**
 * The version of JSON Schema that a schema in a file is written in: that of the nearest `$schema` at it or around it. What stands at
 * the top of a file that is no schema itself names something else.
 */
export function dialectAt(file: string, pointer: string, load: LoadDocument): SchemaDialect {
  let current = load(file)
  let found = isOpenApi(current) ? undefined : declared(current)
  for (const segment of parsePointer(pointer)) {
    current = valueAt(current, `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    found = declared(current) ?? found
  }
  return found ?? defaultDialect
}

function declared(value: unknown): SchemaDialect | undefined {
  const uri = isObject(value) ? value['$schema'] : undefined
  return typeof uri === 'string' ? dialectOf(uri) : undefined
}
