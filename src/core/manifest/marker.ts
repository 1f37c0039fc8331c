import { isObject } from '#core/json'

const legacyVersion = /^@?([\w.-]+\/)?(ossa|ossa\.io|open-standards-scalable-agents)\/v0(\.|$)/
const anyVersion = /^@?([\w.-]+\/)?(ossa|ossa\.io|open-standards-scalable-agents)\//

/** The apiVersion of today. */
export const currentApiVersion = 'ossa/v1'

/** True for `ossa/v0.4`, `ossa.io/v0.1.9`, `@bluefly/ossa/v0.1.9` and their like. */
export function isLegacyApiVersion(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && legacyVersion.test(apiVersion)
}

/** True for every apiVersion that claims to be OSSA's, understood or not. */
export function isOssaApiVersion(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && anyVersion.test(apiVersion)
}

/** True if an OpenAPI document describes an agent. */
export function isOpenApiAgent(document: unknown): boolean {
  return (
    isObject(document) && 'openapi' in document && isObject(document['x-ossa']) && isObject(document['x-ossa']['agent'])
  )
}

// A key at the start of a line, or in a mapping that stands on one line. Never across lines: that takes quadratic time on blank ones.
const marker =
  /(?:^|[{,])[ \t]*["']?(?:apiVersion["']?\s*:\s*["']?@?(?:[\w.-]+\/)?(?:ossa|ossa\.io|open-standards-scalable-agents)\/|ossa(?:Version)?["']?\s*:|x-ossa)/m

// One of these is in all that the marker finds; in a large text that is found out much faster.
const names = ['ossa', 'open-standards-scalable-agents']

/** True if a text looks like an OSSA manifest, even one that cannot be parsed. */
export function carriesMarker(text: string): boolean {
  return names.some((name) => text.includes(name)) && marker.test(text)
}
