import { isObject } from '#core/json'
import { type BodyShape, bodyShape } from './body.ts'
import { type ChosenMedia, choicesOf, concreteType } from './content-kind.ts'
import { openapiDiagnostics } from './diagnostics.ts'
import { formFields, isFileSchema, swaggerField } from './form-fields.ts'
import { listedTypes, readBody } from './media.ts'
import { schemaOf } from './parameters.ts'
import { firstOf, type ReadContext, reportMedia } from './read-context.ts'
import { below, type Located } from './reference.ts'
import type { ContentKind, FormField, RequestContent } from './request-model.ts'

/** The body of a request: what it is on its way, and how it joins the flat input. */
export interface ReadBody {
  readonly shape: BodyShape
  readonly content: RequestContent
}

const kinds: readonly ContentKind[] = ['json', 'form', 'multipart', 'text', 'binary']
// What can call them can send no body with them.
const withoutBody = new Set(['GET', 'HEAD', 'TRACE'])

/** Reads the body of a request, in the type that says most about values. */
export function readRequestBody(context: ReadContext, parameters: readonly Located[]): ReadBody | undefined {
  const form = parameters.filter(({ value }) => isObject(value) && value['in'] === 'formData')
  if (form.length > 0) return swaggerForm(form, context)
  const body = readBody(context, parameters)
  if (body === undefined || body.media.size === 0) return undefined
  const { method } = context.operation
  const choices = choicesOf(body.media, kinds).filter(
    ({ mediaType, kind }) => kind !== 'binary' || !mediaType.includes('*'),
  )
  if (withoutBody.has(method)) {
    // Some documents give even a GET an empty form as body.
    if (body.required) reportMedia(body, 'takes', { ...context, offered: [`a body with ${method}`] })
    return undefined
  }
  const [first] = choices
  if (first === undefined) {
    reportMedia(firstOf(body, 'content'), 'takes', { ...context, offered: [...body.media.keys()] })
    return undefined
  }
  const read = (media: ChosenMedia) => readMedia(media, { ...context, body })
  const chosen = read(first)
  const parts = first.kind === 'form' ? choices.find(({ kind }) => kind === 'multipart') : undefined
  if (parts === undefined) return chosen
  // Of two forms, the one that can hold files, if there are any.
  const inParts = read(parts)
  return inParts.content.fields?.some(({ isFile }) => isFile) ? inParts : chosen
}

function readMedia(
  { mediaType, kind, schema }: ChosenMedia,
  context: ReadContext & { body: Located & { required: boolean } },
): ReadBody {
  const { body, load } = context
  const content = { kind, mediaType: concreteType(mediaType, kind), required: body.required }
  if (kind === 'text' || kind === 'binary') return { content, shape: { mode: 'whole', schema } }
  const shape = bodyShape(schema, load)
  if (kind === 'json') return { content, shape }
  const written = below(below(body, 'content'), mediaType)
  if (kind === 'multipart') reportPartHeaders(written, context)
  const fields = formFields({ mediaType: written, shape }, { isMultipart: kind === 'multipart', load })
  return { content: withFields(content, fields), shape }
}

// A value has no place for headers of its own.
function reportPartHeaders(mediaType: Located, { resolve, report, operation }: ReadContext): void {
  const encodings = below(mediaType, 'encoding')
  for (const part of namesIn(encodings)) {
    const headers = below(below(encodings, part), 'headers')
    for (const name of namesIn(headers)) {
      const header = resolve(below(headers, name))?.value
      if (!isObject(header) || header['required'] !== true || /^content-type$/i.test(name)) continue
      const { file, pointer } = below(headers, name)
      const message = `${operation.method} ${operation.path} asks for the header ${name} in the part ${JSON.stringify(part)}, which cannot be sent.`
      const hint = 'Make the header optional, or bind another operation.'
      report(openapiDiagnostics.mediaType({ file, pointer, target: 'key', message, hint }))
    }
  }
}

function namesIn({ value }: Located): string[] {
  return isObject(value) ? Object.keys(value) : []
}

function swaggerForm(form: readonly Located[], context: ReadContext): ReadBody {
  const { load } = context
  const hasFile = form.some((field) => isFileSchema(field, { load }))
  const types = listedTypes(context, 'consumes')
  const wanted = hasFile ? /^multipart\/form-data/i : /^application\/x-www-form-urlencoded/i
  const other = types.find((type) => /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type))
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const mediaType = types.find((type) => wanted.test(type)) ?? other ?? usual
  const kind = /^multipart/i.test(mediaType) ? 'multipart' : 'form'
  const fields = new Map<string, Located>()
  const requiredFields: string[] = []
  for (const field of form) {
    const [schema, place] = schemaOf(field)
    const { name, required } = field.value as Readonly<Record<string, unknown>>
    fields.set(String(name), { ...place, value: schema })
    if (required === true) requiredFields.push(String(name))
  }
  const content = { kind, mediaType, required: requiredFields.length > 0 } as const
  return {
    content: withFields(content, form.flatMap(swaggerField)),
    shape: { mode: 'fields', schema: form[0] as Located, fields, requiredFields, isComposed: false },
  }
}

function withFields(content: RequestContent, fields: readonly FormField[]): RequestContent {
  return fields.length === 0 ? content : { ...content, fields }
}
