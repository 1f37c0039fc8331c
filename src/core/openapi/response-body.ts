import { isObject } from '#core/json'
import { choicesOf, concreteType } from './content-kind.ts'
import { isFileSchema } from './form-fields.ts'
import { mediaOf } from './media.ts'
import { firstOf, type ReadContext, reportMedia } from './read-context.ts'
import { below, type Located } from './reference.ts'
import type { ResponseContent } from './request-model.ts'

/** What a success answers with. */
export interface ReadResponse {
  readonly schema: Located
  readonly content: ResponseContent
}

/** Reads the first success of an operation, in the type that says most about values; undefined if it has no content. */
export function readResponse(context: ReadContext): ReadResponse | undefined {
  const responses = below(context.operation, 'responses')
  if (!isObject(responses.value)) return undefined
  const statuses = Object.keys(responses.value).filter((status) => /^2(\d\d|XX)$/i.test(status))
  const status = statuses.sort()[0] ?? ('default' in responses.value ? 'default' : undefined)
  if (status === undefined) return undefined
  const found = context.resolve(below(responses, status))
  if (!isObject(found?.value)) return undefined
  const media = mediaOf(context, found, 'produces')
  if (media.size === 0) return undefined
  const [chosen] = choicesOf(media, ['json', 'text', 'binary'])
  if (chosen === undefined) {
    reportMedia(firstOf(found, 'content', 'schema'), 'gives', { ...context, offered: [...media.keys()] })
    return undefined
  }
  const { schema, mediaType, kind } = chosen
  // A file of Swagger 2.0 is what it is called, unless it is called nothing.
  if (context.document.version === '2.0' && kind === 'json' && isFileSchema(schema, context))
    return { schema, content: { kind: 'binary', mediaType: '*/*' } }
  const accepted = kind === 'binary' ? mediaType : concreteType(mediaType, kind)
  return { schema, content: { kind: kind as ResponseContent['kind'], mediaType: accepted } }
}
