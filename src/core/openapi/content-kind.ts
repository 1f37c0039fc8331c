import type { MediaTypes } from './endpoint-model.ts'
import type { Located } from './reference.ts'
import type { ContentKind } from './request-model.ts'

const asJson = /^(application|text)\/(json|[\w.+-]+\+json)$|^(\*|application)\/\*$/
const asText = new Set(
  [
    'xml',
    'yaml',
    'x-yaml',
    'toml',
    'javascript',
    'graphql',
    'sql',
    'jwt',
    'jsonl',
    'ndjson',
    'x-ndjson',
    'json-seq',
  ].map((name) => `application/${name}`),
)

/** What a body of this type is on its way; undefined for what cannot be made or read. */
export function contentKind(mediaType: string): ContentKind | undefined {
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase()
  if (asJson.test(essence)) return 'json'
  if (essence === 'application/x-www-form-urlencoded') return 'form'
  if (essence === 'multipart/form-data') return 'multipart'
  if (essence.startsWith('text/') || /\+(xml|yaml)$/.test(essence) || asText.has(essence)) return 'text'
  return /^[\w.+-]+\/([\w.+-]+|\*)$/.test(essence) && !essence.startsWith('multipart/') ? 'binary' : undefined
}

/** A media type as it is sent: `*` is filled in. */
export function concreteType(mediaType: string, kind: ContentKind): string {
  if (!mediaType.includes('*')) return mediaType
  return (
    { json: 'application/json', text: 'text/plain', binary: 'application/octet-stream' }[kind as 'json'] ?? mediaType
  )
}

/** One of the types that a body may have. */
export interface ChosenMedia {
  readonly mediaType: string
  readonly kind: ContentKind
  readonly schema: Located
}

/** Those that can be made or read, the best first: what says most about values. Of equals, as they are written. */
export function choicesOf(media: MediaTypes, kinds: readonly ContentKind[]): ChosenMedia[] {
  const choices = [...media].flatMap(([mediaType, schema]): ChosenMedia[] => {
    const kind = contentKind(mediaType)
    return kind === undefined || !kinds.includes(kind) ? [] : [{ mediaType, kind, schema }]
  })
  const rank = ({ mediaType, kind }: ChosenMedia) => [
    kinds.indexOf(kind),
    mediaType.includes('*') ? 2 : /^application\/json$/i.test(mediaType) ? 0 : 1,
  ]
  return choices.toSorted((a, b) => compare(rank(a), rank(b)))
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((each, index) => each - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}
