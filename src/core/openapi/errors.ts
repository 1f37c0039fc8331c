import { isObject } from '#core/json'
import { SchemaBundler } from './bundle-schema.ts'
import { choicesOf } from './content-kind.ts'
import { copyText } from './copy-content.ts'
import type { OpenApiDocument, Operation } from './document.ts'
import { mediaOf } from './media.ts'
import { follow } from './parameters.ts'
import { below, type LoadDocument, type Located } from './reference.ts'

/** What an operation answers with when it fails. */
export interface OperationError {
  /** A status code, a range such as `5XX`, or `default`. */
  readonly status: string
  /** Equal for errors of the same form. */
  readonly key: string
  /** A self-contained JSON Schema of its body; `null` where it has none. Made when it is asked for. */
  readonly schema: () => unknown
}

/** The errors of an operation: all that is no success. `default` is one if a success is described beside it. */
export function operationErrors(
  document: OpenApiDocument,
  operation: Operation,
  load: LoadDocument,
): readonly OperationError[] {
  const responses = below(operation, 'responses')
  const statuses = isObject(responses.value) ? Object.keys(responses.value) : []
  const hasSuccess = statuses.some((status) => /^2(\d\d|XX)$/i.test(status))
  const resolve = (located: Located) => follow(located, load, [])
  return statuses
    .filter((status) => /^[45](\d\d|XX)$/i.test(status) || (status === 'default' && hasSuccess))
    .map((status) => {
      const response = resolve(below(responses, status))
      const media = response && mediaOf({ document, operation, resolve }, response, 'produces')
      const [chosen] = media === undefined ? [] : choicesOf(media, ['json', 'text', 'binary'])
      if (chosen === undefined) return { status, key: '', schema: () => ({ type: 'null' }) }
      const target = resolve(chosen.schema) ?? chosen.schema
      const key = `${chosen.kind} ${target.file}#${target.pointer}`
      return { status, key, schema: () => bodySchema(chosen.schema, chosen.kind === 'json', load) }
    })
}

function bodySchema(schema: Located, isJson: boolean, load: LoadDocument): unknown {
  const bundler = new SchemaBundler(load, 'response')
  return bundler.close(isJson ? bundler.copy(schema.value, schema) : copyText(bundler, schema))
}
