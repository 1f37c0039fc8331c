import { isObject } from '#core/json'
import type { OpenApiDocument } from './document.ts'
import { below, type Located } from './reference.ts'

/** Where a service is: the first server of the operation, else of the path item, else of the document, if it is an absolute URL. */
export function serverOf(document: OpenApiDocument, owners: readonly Located[]): { server?: string } {
  const { version, value, file } = document
  const url = version === '2.0' ? swaggerAddress(value) : addressIn([...owners, { file, pointer: '', value }])
  const isAbsolute = url !== undefined && /^https?:\/\/[^{}]*$/.test(url) && URL.canParse(url)
  return isAbsolute ? { server: url } : {}
}

function addressIn(owners: readonly Located[]): string | undefined {
  for (const owner of owners) {
    const servers = below(owner, 'servers').value
    if (Array.isArray(servers) && servers.length > 0) return addressOf(servers[0])
  }
  return undefined
}

// Each variable has a default.
function addressOf(server: unknown): string | undefined {
  if (!isObject(server) || typeof server['url'] !== 'string') return undefined
  const variables = isObject(server['variables']) ? server['variables'] : {}
  return server['url'].replace(/\{([^{}]+)\}/g, (written, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    return isObject(variable) && typeof variable['default'] === 'string' ? variable['default'] : written
  })
}

function swaggerAddress({ host, basePath, schemes }: OpenApiDocument['value']): string | undefined {
  if (typeof host !== 'string') return undefined
  const offered = Array.isArray(schemes)
    ? schemes.filter((scheme) => scheme === 'https' || scheme === 'http')
    : ['https']
  const scheme = offered.includes('https') ? 'https' : offered[0]
  return scheme === undefined ? undefined : `${scheme}://${host}${typeof basePath === 'string' ? basePath : ''}`
}
