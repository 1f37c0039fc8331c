import { isObject, toPointer, valueAt } from '#core/json'
import type { Located, OpenApiDocument } from '#core/openapi'
import type { ChangeDefinition } from '../definitions/define.ts'
import { operationChanges } from '../definitions/operations.ts'
import type { DocumentVersions } from './operation-subject.ts'

interface ServerChange {
  readonly definition: ChangeDefinition
  readonly message: string
  readonly previous: Located
  readonly present: Located
}

/** The addresses of a service. The first is the one that is called where nothing else is said. */
export function compareServers({ previous, present }: DocumentVersions): ServerChange[] {
  const [before, now] = [serversOf(previous), serversOf(present)]
  const change = (definition: ChangeDefinition, message: string, at: Partial<DocumentPlaces> = {}): ServerChange => ({
    ...{ definition, message, previous: listOf(previous), present: listOf(present) },
    ...at,
  })
  const { serverRemoved, serverAdded, serverPreferred } = operationChanges
  const changes = [
    ...[...before]
      .filter(([url]) => !now.has(url))
      .map(([url, at]) => change(serverRemoved, `The server ${url} is gone.`, { previous: at })),
    ...[...now]
      .filter(([url]) => !before.has(url))
      .map(([url, at]) => change(serverAdded, `The server ${url} is new.`, { present: at })),
  ]
  const [[was], [is]] = [[...before.keys()], [...now.keys()]]
  const isPreferred = was !== undefined && is !== undefined && was !== is && now.has(was)
  return isPreferred ? [...changes, change(serverPreferred, `The first server was ${was}, and is ${is}.`)] : changes
}

interface DocumentPlaces {
  readonly previous: Located
  readonly present: Located
}

function serversOf(document: OpenApiDocument): ReadonlyMap<string, Located> {
  const { value } = listOf(document)
  if (document.version === '2.0') return new Map(addressOf(document).map((url) => [url, listOf(document)]))
  const urls = (Array.isArray(value) ? value : []).flatMap((server, index) => {
    const url: unknown = isObject(server) ? server['url'] : undefined
    return typeof url === 'string' ? [[url, at(document, 'servers', index)] as const] : []
  })
  return new Map(urls)
}

// Swagger 2.0 has the parts of it.
function addressOf({ value }: OpenApiDocument): string[] {
  const { host, basePath = '', schemes } = value
  if (typeof host !== 'string') return []
  const known = Array.isArray(schemes) && schemes.length > 0 ? schemes : ['https']
  return known.map((scheme) => `${scheme}://${host}${basePath}`)
}

function listOf(document: OpenApiDocument): Located {
  return document.version === '2.0' ? at(document, 'host') : at(document, 'servers')
}

function at({ file, value }: OpenApiDocument, ...path: (string | number)[]): Located {
  const pointer = toPointer(...path)
  return { file, pointer, value: valueAt(value, pointer) }
}
